// SPDX-License-Identifier: Apache-2.0
// Walks over the sections of a change set piece by piece (SectionIter of @codemirror/state).
#pragma once

#include "changeset/change_set.hpp"

#include <cstddef>
#include <string_view>

namespace debrief::changeset {

/// `set` must outlive it.
class SectionWalk {
 public:
  explicit SectionWalk(const ChangeSet& set) : sections_(set.sections()) { enter(); }

  [[nodiscard]] bool done() const { return index_ >= sections_.size(); }
  [[nodiscard]] bool kept() const { return !done() && sections_[index_].kept; }
  [[nodiscard]] bool replaces() const { return !done() && !sections_[index_].kept; }
  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] std::size_t offset() const { return offset_; }  ///< within the section
  [[nodiscard]] std::size_t length() const { return length_; }  ///< that is left of it in the old text
  [[nodiscard]] std::size_t inserted() const { return inserted_; }
  /// What is left of it in the new text.
  [[nodiscard]] std::size_t new_length() const { return kept() ? length_ : inserted_; }
  /// All that the section inserts, whatever is left of it.
  [[nodiscard]] std::u16string_view text() const {
    return replaces() ? std::u16string_view(sections_[index_].text) : std::u16string_view{};
  }
  [[nodiscard]] std::u16string_view text_piece(std::size_t length) const { return text().substr(offset_, length); }

  void next() {
    ++index_;
    enter();
  }
  /// By a length of the old text.
  void forward(std::size_t length) {
    if (length == length_) return next();
    length_ -= length;
    offset_ += length;
  }
  /// By a length of the new text.
  void forward_new(std::size_t length) {
    if (kept()) return forward(length);
    if (length == inserted_) return next();
    inserted_ -= length;
    offset_ += length;
  }

 private:
  void enter() {
    offset_ = 0;
    length_ = done() ? 0 : sections_[index_].length;
    inserted_ = replaces() ? sections_[index_].text.size() : 0;
  }

  const std::vector<Section>& sections_;
  std::size_t index_ = 0;
  std::size_t offset_ = 0;
  std::size_t length_ = 0;
  std::size_t inserted_ = 0;
};

}  // namespace debrief::changeset
