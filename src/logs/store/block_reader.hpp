// SPDX-License-Identifier: Apache-2.0
// Blocks back to lines; unpacks only what is asked for.
#pragma once

#include "logs/store/block.hpp"
#include "logs/store/columns.hpp"
#include "logs/store/frames.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// One slot of the lines of one kind, unpacked; tokens are unpacked when first asked for. Lives as long as its block.
class SlotColumn {
 public:
  /// Appends the token of a row.
  void render(std::size_t row, std::string& out) const;
  /// The token where it lies in memory anyway; empty when it has to be rendered.
  [[nodiscard]] std::optional<std::string_view> view(std::size_t row) const;
  [[nodiscard]] ColumnKind kind() const { return kind_; }
  /// For a column of tokens: of each row the form and the number of its token.
  [[nodiscard]] const std::vector<std::uint64_t>& forms() const { return high_; }
  [[nodiscard]] const std::vector<std::uint64_t>& numbers() const { return numbers_; }
  /// Whether some row has a token of this form.
  [[nodiscard]] bool has_form(std::size_t form) const { return form < has_form_.size() && has_form_[form]; }

 private:
  friend class BlockReader;
  ColumnKind kind_ = ColumnKind::constant;
  std::string_view text_;
  std::optional<DigitShape> shape_;
  std::vector<std::uint64_t> numbers_, high_;
  std::vector<bool> has_form_;
  StoredTokens* tokens_ = nullptr;
  FrameReader* frames_ = nullptr;
};

/// The lines of one static text.
struct BlockKind {
  std::uint32_t skeleton = 0;
  std::uint32_t rows = 0;
  std::uint32_t slots = 0;
};

/// Where a line stands among those of its kind.
struct LinePlace {
  std::uint32_t kind = 0;  ///< 0: a line kept as it is
  std::uint32_t row = 0;
};

/// Reads one payload, which must outlive it, as must the skeletons. Throws Damaged. Not for two threads at once.
class BlockReader {
 public:
  BlockReader(std::string_view payload, const Skeletons& skeletons);

  [[nodiscard]] std::uint32_t lines() const { return lines_; }
  /// Kind 0 has no skeleton.
  [[nodiscard]] const std::vector<BlockKind>& kinds() const { return kinds_; }
  /// For each line its place. Unpacked when first asked for.
  [[nodiscard]] const std::vector<LinePlace>& places();
  /// For each row of a kind its line.
  [[nodiscard]] std::vector<std::uint32_t> lines_of(std::uint32_t kind);
  /// What all tokens of a slot of numbers or of one shape look like, as far as their range tells without unpacking
  /// them: with kAnyDigit for each digit in which they may differ. Empty when nothing can be said.
  static constexpr char kAnyDigit = '\x01';
  [[nodiscard]] const std::string& pattern(std::uint32_t kind, std::uint32_t slot);
  [[nodiscard]] const SlotColumn& column(std::uint32_t kind, std::uint32_t slot);
  [[nodiscard]] std::string_view plain_line(std::uint32_t row);
  [[nodiscard]] StoredTokens& tokens() { return *tokens_; }
  [[nodiscard]] FrameReader& frames() { return frames_; }
  [[nodiscard]] const Skeleton& skeleton(std::uint32_t kind) const { return *skeletons_of_[kind]; }

  /// Appends a line without its newline.
  void render(LinePlace place, std::string& out);
  /// Appends what follows the first `slots` variables of a line, `size` bytes at least or to its end. The
  /// line has a static text.
  void render_from(LinePlace place, std::uint32_t slots, std::size_t size, std::string& out);
  /// The whole text, byte for byte.
  [[nodiscard]] std::string text();

 private:
  struct Column {
    ColumnKind kind = ColumnKind::constant;
    std::string_view text;  // of a constant, or an example of the shape
    std::optional<DigitShape> shape;
    std::uint64_t copied = 0;
    NumberColumn high, numbers;
    std::size_t offset = 0;  // in the frames
    std::optional<std::string> pattern;
    std::unique_ptr<SlotColumn> unpacked;
  };
  void read_kind(ByteReader& reader);
  void place_columns(std::size_t offset);
  [[nodiscard]] std::size_t bytes_of(const Column& column, std::size_t rows) const;
  void unpack(Column& column, std::size_t rows);
  [[nodiscard]] const std::vector<std::uint32_t>& slot_places(std::uint32_t kind);

  const Skeletons& all_skeletons_;
  std::string description_;
  FrameReader frames_;
  std::uint32_t lines_ = 0;
  bool open_end_ = false;
  std::vector<BlockKind> kinds_;
  std::vector<const Skeleton*> skeletons_of_;
  std::vector<std::vector<Column>> columns_;
  std::vector<std::vector<std::uint32_t>> slot_places_;
  std::unique_ptr<StoredTokens> tokens_;
  std::vector<LinePlace> places_;
  std::size_t plain_bytes_ = 0;
  std::vector<std::string_view> plain_;
};

}  // namespace debrief::logs
