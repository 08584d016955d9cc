// SPDX-License-Identifier: Apache-2.0
// A text to find, taken apart the way lines are: what of it must stand in the static text, and what in the variables.
#pragma once

#include "logs/store/block.hpp"
#include "logs/store/skeletons.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// What a variable has to be for a needle to lie over it.
struct SlotTest {
  enum class Kind : std::uint8_t { equal, ends_with, begins_with, contains };
  std::uint32_t slot = 0;
  Kind kind = Kind::equal;
  std::uint32_t text = 0;  ///< a number of Needle::texts()
};

/// One way in which a needle lies in lines of a static text: all tests must hold; with none, every such line has it.
using NeedlePlace = std::vector<SlotTest>;

/// Safe from any thread.
class Needle {
 public:
  /// `ignore_case` concerns ASCII letters. A needle holds no line end.
  Needle(std::string_view text, bool ignore_case);

  /// Every way in which the needle can lie in lines of this static text; empty when it cannot.
  [[nodiscard]] std::vector<NeedlePlace> places_in(const Skeleton& skeleton) const;
  /// For each test, by number_of(), whether the block may hold a variable that passes it.
  [[nodiscard]] std::vector<bool> possible_tests(const BlockSummary& block) const;
  [[nodiscard]] static std::size_t number_of(const SlotTest& test) {
    return test.text * std::size_t{4} + static_cast<std::size_t>(test.kind);
  }
  /// Whether a line that is kept as it is may have it.
  [[nodiscard]] bool may_be_in_plain(const BlockSummary& block) const;

  [[nodiscard]] bool passes(const SlotTest& test, std::string_view token) const;
  [[nodiscard]] bool in(std::string_view line) const;
  /// Whether tokens of this form (TokenForm) may pass; may say yes where the truth is no.
  [[nodiscard]] bool fits_form(const SlotTest& test, std::string_view form) const;
  /// Whether digits of a token of this shape could make it pass.
  [[nodiscard]] bool fits_shape(const SlotTest& test, std::string_view shape) const { return fits(test, shape, '0'); }
  /// The same with another character for digits that may be any.
  [[nodiscard]] bool fits(const SlotTest& test, std::string_view pattern, char any_digit) const;

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  [[nodiscard]] bool ignores_case() const { return ignore_case_; }

 private:
  // The needle as it looks in a static text: a slot for each part that is a variable there.
  struct Variant {
    std::string pattern;
    NeedlePlace tests;  // slots are counted from the first one of the pattern
  };
  [[nodiscard]] bool may_pass(const SlotTest& test, const BlockSummary& block) const;
  void add_variants(const std::vector<std::string>& parts);

  bool ignore_case_;
  std::string text_;  // in lower case when the case is ignored
  std::vector<std::string> texts_;
  std::vector<Variant> variants_;
};

/// The text in lower case (ASCII), for those who compare without case.
[[nodiscard]] std::string folded(std::string_view text, bool ignore_case);

}  // namespace debrief::logs
