// SPDX-License-Identifier: Apache-2.0
#include "logs/search/needle.hpp"

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "logs/scan/classify.hpp"
#include "logs/store/token_form.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

bool is_word(char c) {
  std::uint64_t newline = 0, word = 0, digit = 0;
  classify_plainly({&c, 1}, {{&newline, 1}, {&word, 1}, {&digit, 1}});
  return word != 0;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit);
}

// Runs of word bytes and of others, in turn.
std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 0 || is_word(text[i]) != is_word(text[i - 1])) parts.emplace_back();
    parts.back() += text[i];
  }
  return parts;
}

}  // namespace

std::string folded(std::string_view text, bool ignore_case) {
  return ignore_case ? to_lower(text) : std::string(text);
}

Needle::Needle(std::string_view text, bool ignore_case) : ignore_case_(ignore_case), text_(folded(text, ignore_case)) {
  if (!text_.empty()) add_variants(parts_of(text_));
}

// A part between others is a variable exactly when it holds a digit. The first and the last may be cut: without a digit
// they are the end or the beginning of either.
void Needle::add_variants(const std::vector<std::string>& parts) {
  variants_.push_back({});
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string& part = parts[i];
    const bool open_left = i == 0, open_right = i + 1 == parts.size();
    const bool word = is_word(part.front());
    const bool may_be_slot = word && (has_digit(part) || open_left || open_right);
    const bool may_be_static = !word || !has_digit(part);
    SlotTest test{0, SlotTest::Kind::equal, static_cast<std::uint32_t>(texts_.size())};
    if (open_left && open_right) test.kind = SlotTest::Kind::contains;
    else if (open_left) test.kind = SlotTest::Kind::ends_with;
    else if (open_right) test.kind = SlotTest::Kind::begins_with;
    if (may_be_slot) texts_.push_back(part);
    std::vector<Variant> extended;
    for (const Variant& variant : variants_) {
      if (may_be_static) extended.push_back({variant.pattern + part, variant.tests});
      if (!may_be_slot) continue;
      Variant with_slot = variant;
      with_slot.pattern += Skeleton::kSlot;
      test.slot = static_cast<std::uint32_t>(variant.tests.size());
      with_slot.tests.push_back(test);
      extended.push_back(std::move(with_slot));
    }
    variants_ = std::move(extended);
  }
}

std::vector<NeedlePlace> Needle::places_in(const Skeleton& skeleton) const {
  std::vector<NeedlePlace> places;
  if (text_.find(Skeleton::kSlot) != std::string::npos) return places;
  if (text_.empty()) return {NeedlePlace{}};
  const std::string text = folded(skeleton.text, ignore_case_);
  for (const Variant& variant : variants_) {
    std::uint32_t slots_before = 0;
    std::size_t counted = 0;
    for (std::size_t at = text.find(variant.pattern); at != std::string::npos;
         at = text.find(variant.pattern, at + 1)) {
      if (variant.tests.empty()) return {NeedlePlace{}};
      slots_before +=
          static_cast<std::uint32_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                                text.begin() + static_cast<std::ptrdiff_t>(at), Skeleton::kSlot));
      counted = at;
      NeedlePlace place = variant.tests;
      for (SlotTest& test : place) test.slot += slots_before;
      places.push_back(std::move(place));
    }
  }
  return places;
}

bool Needle::fits(const SlotTest& test, std::string_view shape, char any_digit) const {
  const std::string& text = texts_[test.text];
  if (text.size() > shape.size()) return false;
  const auto fits_at = [&](std::size_t at) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char expected = shape[at + i];
      if (expected == any_digit ? !is_digit(text[i]) : folded({&expected, 1}, ignore_case_)[0] != text[i]) return false;
    }
    return true;
  };
  switch (test.kind) {
    case SlotTest::Kind::equal: return text.size() == shape.size() && fits_at(0);
    case SlotTest::Kind::begins_with: return fits_at(0);
    case SlotTest::Kind::ends_with: return fits_at(shape.size() - text.size());
    case SlotTest::Kind::contains: break;
  }
  for (std::size_t at = 0; at + text.size() <= shape.size(); ++at)
    if (fits_at(at)) return true;
  return false;
}

bool Needle::fits_form(const SlotTest& test, std::string_view form) const {
  if (form.empty()) return true;
  bool lower = false, upper = false, digits = false;
  std::string literal;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == TokenForm::kDecimal) digits = true;
    else if (form[i] == TokenForm::kHexLower) digits = lower = true, ++i;
    else if (form[i] == TokenForm::kHexUpper) digits = upper = true, ++i;
    else literal += form[i];
  }
  literal = folded(literal, ignore_case_);
  upper = upper || (lower && ignore_case_);
  lower = lower || (upper && ignore_case_);
  return std::all_of(texts_[test.text].begin(), texts_[test.text].end(), [&](char c) {
    if (is_digit(c)) return digits;
    return (lower && c >= 'a' && c <= 'f') || (upper && c >= 'A' && c <= 'F') || literal.find(c) != std::string::npos;
  });
}

std::vector<bool> Needle::possible_tests(const BlockSummary& block) const {
  std::vector<bool> possible(texts_.size() * 4);
  for (const Variant& variant : variants_)
    for (const SlotTest& test : variant.tests)
      if (!possible[number_of(test)]) possible[number_of(test)] = may_pass(test, block);
  return possible;
}

bool Needle::may_pass(const SlotTest& test, const BlockSummary& block) const {
  const std::string& text = texts_[test.text];
  if (block.may_hold(text)) return true;
  if (text.size() <= block.longest_number && std::all_of(text.begin(), text.end(), is_digit)) return true;
  return std::any_of(block.shapes.begin(), block.shapes.end(),
                     [&](const std::string& shape) { return fits_shape(test, shape); });
}

bool Needle::may_be_in_plain(const BlockSummary& block) const {
  return block.plain_lines != 0 && block.may_hold(text_);
}

bool Needle::passes(const SlotTest& test, std::string_view token) const {
  const std::string& text = texts_[test.text];
  if (text.size() > token.size()) return false;
  std::string lower;
  if (ignore_case_) token = lower = to_lower(token);
  switch (test.kind) {
    case SlotTest::Kind::equal: return token == text;
    case SlotTest::Kind::begins_with: return token.starts_with(text);
    case SlotTest::Kind::ends_with: return token.ends_with(text);
    case SlotTest::Kind::contains: return token.find(text) != std::string_view::npos;
  }
  return false;
}

bool Needle::in(std::string_view line) const {
  return ignore_case_ ? to_lower(line).find(text_) != std::string::npos : line.find(text_) != std::string_view::npos;
}

}  // namespace debrief::logs
