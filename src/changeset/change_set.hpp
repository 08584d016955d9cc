// SPDX-License-Identifier: Apache-2.0
// Changes to a text as values that can be combined and moved over each other: the ChangeSet of CodeMirror 6. The
// algorithms are those of @codemirror/state (MIT licence), to the last section: a browser that applies its own copy
// of a change and this server must come to the same text.
//
// Lengths and positions count UTF-16 code units. A change set fits texts of one length only.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::changeset {

/// A part of the old text: kept, or replaced by `text` (which is empty for a deletion; `length` is 0 for an insertion).
struct Section {
  std::size_t length = 0;
  bool kept = false;
  std::u16string text = {};

  friend bool operator==(const Section&, const Section&) = default;
};

/// What of a position stands still when text is inserted exactly there.
enum class Side { before, after };

class ChangeSet {
 public:
  /// Changes nothing in a text of this length.
  explicit ChangeSet(std::size_t length = 0);
  /// The sections as they are, not joined. They must cover the old text.
  explicit ChangeSet(std::vector<Section> sections);

  [[nodiscard]] const std::vector<Section>& sections() const { return sections_; }
  [[nodiscard]] std::size_t length() const { return length_; }          ///< of the old text
  [[nodiscard]] std::size_t new_length() const { return new_length_; }  ///< of the new text
  [[nodiscard]] bool empty() const;                                     ///< changes nothing

  /// Adds the next section; joins it to the one before where CodeMirror does, and in any case with `join`.
  void keep(std::size_t length);
  void replace(std::size_t length, std::u16string_view text, bool join = false);

  /// This change, then `next`. Throws std::invalid_argument unless next.length() is new_length().
  [[nodiscard]] ChangeSet compose(const ChangeSet& next) const;

  /// This change, as it applies after `other`, which is for the same old text. Where both insert at one place, the
  /// text of `other` comes first unless `before`. `a.compose(b.map(a))` and `b.compose(a.map(b, true))` lead to the
  /// same text. Throws std::invalid_argument when the lengths differ.
  [[nodiscard]] ChangeSet map(const ChangeSet& other, bool before = false) const;

  /// Where a position of the old text is in the new one. `position` must not exceed length().
  [[nodiscard]] std::size_t map_position(std::size_t position, Side side) const;

  /// Changes `text`, whose size must be length().
  void apply_to(std::u16string& text) const;

  friend bool operator==(const ChangeSet&, const ChangeSet&) = default;

 private:
  std::vector<Section> sections_;
  std::size_t length_ = 0;
  std::size_t new_length_ = 0;
};

/// All of them, one after the other, as one. At least one.
[[nodiscard]] ChangeSet compose_all(const std::vector<ChangeSet>& changes);

/// Whether a change that somebody sent may be applied to `text`: it covers it, and cuts no character in two. What it
/// inserts was checked when it was read. Errors: invalid.
[[nodiscard]] Result<> check(const ChangeSet& change, std::u16string_view text);

/// How many bytes of UTF-8 `text` gains (or loses) by the change.
[[nodiscard]] std::ptrdiff_t growth(const ChangeSet& change, std::u16string_view text);

/// From the JSON form of CodeMirror: an array of sections, `n` kept, `[n]` deleted, `[n, "line", …]` replaced by
/// these lines. Errors: invalid for anything else, empty sections, line breaks or NUL within a line, half a surrogate
/// pair.
[[nodiscard]] Result<ChangeSet> read_change_set(const json::value& document);

/// Compact JSON text in that form.
[[nodiscard]] std::string to_json_text(const ChangeSet& change);

}  // namespace debrief::changeset
