// SPDX-License-Identifier: Apache-2.0
#include "logs/store/token_form.hpp"

#include "base/ascii.hpp"

#include "logs/store/digits.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kLeastHex = 8;

// Whether the token is made of hexadecimal digits of one case and dashes, such as a UUID or a trace id.
char hex_case(std::string_view token) {
  std::size_t lower = 0, upper = 0, digits = 0;
  for (const char c : token) {
    if (is_digit(c)) ++digits;
    else if (c >= 'a' && c <= 'f') ++lower;
    else if (c >= 'A' && c <= 'F') ++upper;
    else if (c != '-') return 0;
  }
  if (lower + upper + digits < kLeastHex || (lower == 0) == (upper == 0)) return 0;
  return lower != 0 ? TokenForm::kHexLower : TokenForm::kHexUpper;
}

bool add_number(TokenForm& form, TokenNumber number) {
  if (form.runs == TokenForm::kMostRuns) return false;
  form.numbers[form.runs++] = number;
  return true;
}

bool add_hex(std::string_view run, char kind, TokenForm& form) {
  for (; !run.empty(); run.remove_prefix(std::min<std::size_t>(16, run.size()))) {
    const std::string_view part = run.substr(0, 16);
    std::uint64_t value = 0;
    for (const char c : part)
      value = value << 4 | static_cast<std::uint64_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    if (!add_number(form, {value, static_cast<std::uint8_t>(part.size())})) return false;
    form.bytes[form.size++] = kind;
    form.bytes[form.size++] = static_cast<char>(part.size());
  }
  return true;
}

bool read_hex(std::string_view token, char kind, TokenForm& form) {
  while (!token.empty()) {
    const std::size_t end = std::min(token.find('-'), token.size());
    if (!add_hex(token.substr(0, end), kind, form)) return false;
    if (end == token.size()) break;
    form.bytes[form.size++] = '-';
    token.remove_prefix(end + 1);
  }
  return true;
}

// Decimal digits at the beginning of a text, up to 19; 0 when it begins otherwise or has more of them.
std::size_t leading_digits(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  return size <= kMostDigits ? size : 0;
}

}  // namespace

bool match_form(std::string_view known, std::string_view token, TokenForm& form) {
  form.runs = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const char c = known[i];
    if (c > TokenForm::kHexUpper) {
      if (token.empty() || token.front() != c) return false;
      token.remove_prefix(1);
      continue;
    }
    if (c != TokenForm::kDecimal) return false;
    const std::size_t size = leading_digits(token);
    TokenNumber& number = form.numbers[form.runs++];
    number.size = static_cast<std::uint8_t>(size);
    if (!parse_digits(token.substr(0, size), number.value)) return false;
    token.remove_prefix(size);
  }
  return token.empty();
}

bool read_form(std::string_view token, TokenForm& form) {
  form.size = 0;
  form.runs = 0;
  if (token.size() > TokenForm::kLongest) return false;
  if (const char kind = hex_case(token); kind != 0) return read_hex(token, kind, form);
  for (std::size_t i = 0; i < token.size();) {
    if (!is_digit(token[i])) {
      if (static_cast<unsigned char>(token[i]) < 0x20) return false;
      form.bytes[form.size++] = token[i++];
      continue;
    }
    std::size_t end = i;
    while (end < token.size() && is_digit(token[end])) ++end;
    std::uint64_t value = 0;
    if (!parse_digits(token.substr(i, end - i), value) ||
        !add_number(form, {value, static_cast<std::uint8_t>(end - i)}))
      return false;
    form.bytes[form.size++] = TokenForm::kDecimal;
    i = end;
  }
  return true;
}

}  // namespace debrief::logs
