// SPDX-License-Identifier: Apache-2.0
#include "logs/search/block_matches.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

namespace debrief::logs {
namespace {

bool all_digits_in(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::uint32_t> all_rows(std::uint32_t count) {
  std::vector<std::uint32_t> rows(count);
  std::iota(rows.begin(), rows.end(), 0U);
  return rows;
}

constexpr std::uint64_t power_of_ten(unsigned exponent) {
  return exponent == 0 ? 1 : 10 * power_of_ten(exponent - 1);
}

// Appends the rows whose numbers hold these `kCount` digits. A divisor that the compiler knows is a multiplication.
template <unsigned kCount>
void add_holding(const std::vector<std::uint64_t>& numbers, std::uint64_t digits, std::vector<std::uint32_t>& rows) {
  constexpr std::uint64_t power = power_of_ten(kCount);
  const auto holds = [digits]<class Number>(Number number) {
    constexpr auto divisor = static_cast<Number>(power);
    for (; number >= divisor; number /= 10)
      if (number % divisor == digits) return true;
    return number == digits;
  };
  for (std::uint32_t row = 0; row < numbers.size(); ++row) {
    const std::uint64_t number = numbers[row];
    if (number < digits) continue;
    if (kCount < 10 && number <= UINT32_MAX ? holds(static_cast<std::uint32_t>(number)) : holds(number))
      rows.push_back(row);
  }
}

template <unsigned... kCounts>
void add_holding(std::size_t count, const std::vector<std::uint64_t>& numbers, std::uint64_t digits,
                 std::vector<std::uint32_t>& rows, std::integer_sequence<unsigned, kCounts...>) {
  ((count == kCounts + 1 ? add_holding<kCounts + 1>(numbers, digits, rows) : void()), ...);
}

}  // namespace

const std::vector<bool>& BlockMatches::tokens_that_pass(std::size_t form, const SlotTest& test) {
  const auto [known, added] = tokens_.try_emplace({test.text, test.kind, form});
  std::vector<bool>& pass = known->second;
  if (!added || !needle_.fits_form(test, block_.tokens().form(form))) return pass;
  const auto& tokens = block_.tokens().tokens(form, block_.frames());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!needle_.passes(test, tokens[i])) continue;
    if (pass.empty()) pass.resize(tokens.size());
    pass[i] = true;
  }
  return pass;
}

std::vector<std::uint32_t> BlockMatches::passing_tokens(const SlotColumn& column, std::uint32_t rows,
                                                        const SlotTest& test) {
  std::vector<const std::vector<bool>*> pass(block_.tokens().classes());
  bool some = false;
  for (std::size_t form = 0; form < pass.size(); ++form) {
    if (!column.has_form(form)) continue;
    pass[form] = &tokens_that_pass(form, test);
    some = some || !pass[form]->empty();
  }
  std::vector<std::uint32_t> found;
  for (std::uint32_t row = 0; some && row < rows; ++row) {
    const std::vector<bool>& of_form = *pass[column.forms()[row]];
    const std::uint64_t number = column.numbers()[row];
    if (number < of_form.size() && of_form[number]) found.push_back(row);
  }
  return found;
}

std::vector<std::uint32_t> BlockMatches::passing_numbers(const SlotColumn& column, const SlotTest& test) {
  const std::string& text = needle_.texts()[test.text];
  std::vector<std::uint32_t> found;
  if (text.size() > kMostDigits || !all_digits_in(text)) return found;
  std::uint64_t digits = 0;
  if (!parse_digits(text, digits)) return found;
  if (text.size() < kMostDigits && text.front() != '0' && test.kind == SlotTest::Kind::contains) {
    add_holding(text.size(), column.numbers(), digits, found, std::make_integer_sequence<unsigned, kMostDigits - 1>());
    return found;
  }
  for (std::uint32_t row = 0; row < column.numbers().size(); ++row)
    if (column.numbers()[row] >= digits && passes(column, row, test)) found.push_back(row);
  return found;
}

bool BlockMatches::passes(const SlotColumn& column, std::uint32_t row, const SlotTest& test) {
  text_.clear();
  column.render(row, text_);
  return needle_.passes(test, text_);
}

std::vector<std::uint32_t> BlockMatches::passing(std::uint32_t kind, const SlotTest& test) {
  const std::uint32_t rows = block_.kinds()[kind].rows;
  const std::string& pattern = block_.pattern(kind, test.slot);
  if (!pattern.empty() && !needle_.fits(test, pattern, BlockReader::kAnyDigit)) return {};
  const SlotColumn& column = block_.column(kind, test.slot);
  switch (column.kind()) {
    case ColumnKind::constant:
      return needle_.passes(test, *column.view(0)) ? all_rows(rows) : std::vector<std::uint32_t>{};
    case ColumnKind::tokens: return passing_tokens(column, rows, test);
    case ColumnKind::numbers: return passing_numbers(column, test);
    default: break;
  }
  std::vector<std::uint32_t> found;
  for (std::uint32_t row = 0; row < rows; ++row)
    if (passes(column, row, test)) found.push_back(row);
  return found;
}

KindRows BlockMatches::rows(std::uint32_t kind, const std::vector<NeedlePlace>& places) {
  KindRows found;
  for (const NeedlePlace& place : places) {
    if (place.empty()) return {true, {}};
    std::vector<std::uint32_t> rows = passing(kind, place.front());
    for (std::size_t i = 1; i < place.size() && !rows.empty(); ++i) {
      const std::vector<std::uint32_t> others = passing(kind, place[i]);
      std::vector<std::uint32_t> both;
      std::set_intersection(rows.begin(), rows.end(), others.begin(), others.end(), std::back_inserter(both));
      rows = std::move(both);
    }
    if (rows.empty()) continue;
    std::vector<std::uint32_t> either;
    std::set_union(found.rows.begin(), found.rows.end(), rows.begin(), rows.end(), std::back_inserter(either));
    found.rows = std::move(either);
  }
  return found;
}

KindRows BlockMatches::plain_rows() {
  KindRows found;
  for (std::uint32_t row = 0; row < block_.kinds()[0].rows; ++row)
    if (needle_.in(block_.plain_line(row))) found.rows.push_back(row);
  return found;
}

}  // namespace debrief::logs
