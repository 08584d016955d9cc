// SPDX-License-Identifier: Apache-2.0
#include "search/noise.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace debrief::search {
namespace {

bool is_lower_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f');
}
bool is_hex(char c) {
  return is_lower_hex(c) || (c >= 'A' && c <= 'F');
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

// Length of what matches the picture from the start, 0 if it does not: 'd' stands for a digit, 'x' for a
// hexadecimal digit, anything else for itself.
std::size_t match(std::string_view text, std::string_view picture) {
  if (text.size() < picture.size()) return 0;
  for (std::size_t i = 0; i < picture.size(); ++i) {
    const bool fits = picture[i] == 'd'   ? is_digit(text[i])
                      : picture[i] == 'x' ? is_hex(text[i])
                                          : text[i] == picture[i];
    if (!fits) return 0;
  }
  return picture.size();
}

std::size_t first_match(std::string_view text, std::initializer_list<std::string_view> pictures) {
  for (const std::string_view picture : pictures)
    if (const std::size_t length = match(text, picture); length > 0) return length;
  return 0;
}

std::size_t date_prefix(std::string_view text) {
  return first_match(text, {"dddd-dd-dd", "dddd/dd/dd", "dd/dd/dddd", "dd.dd.dddd"});
}

std::size_t time_prefix(std::string_view text) {
  std::size_t length = first_match(text, {"dd:dd:dd", "d:dd:dd", "dd:dd", "d:dd"});
  if (length == 0) return 0;
  if (length < text.size() && (text[length] == '.' || text[length] == ','))
    if (const std::size_t fraction = count_digits(text.substr(length + 1)); fraction > 0) length += 1 + fraction;
  if (length < text.size() && text[length] == 'Z') return length + 1;
  return length + first_match(text.substr(length), {"+dd:dd", "-dd:dd", "+dddd", "-dddd"});
}

bool ends_word(std::string_view text, std::size_t at) {
  return at >= text.size() || !(is_digit(text[at]) || is_letter(text[at]));
}

std::size_t stamp_prefix(std::string_view text) {
  std::size_t length = date_prefix(text);
  if (length == 0) return time_prefix(text);
  if (length + 1 < text.size() && (text[length] == 'T' || text[length] == ' '))
    if (const std::size_t time = time_prefix(text.substr(length + 1)); time > 0) length += 1 + time;
  return length;
}

}  // namespace

std::size_t noise_prefix(std::string_view text) {
  std::size_t length = 0;
  if (text.size() > 23 && text[8] == '-' && text[13] == '-')
    length = match(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
  if (length == 0 && !text.empty() && is_digit(text[0])) length = stamp_prefix(text);
  return length > 0 && ends_word(text, length) ? length : 0;
}

bool is_machine_made(std::string_view word) {
  const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
  if (digits == 0) return word.size() > 40;
  if (digits == word.size()) return digits > 6;
  if (word.size() >= 6 && word.starts_with("0x")) return true;
  if (word.size() >= 8 && digits >= 2 && std::all_of(word.begin(), word.end(), is_lower_hex)) return true;
  std::size_t changes = 0;
  for (std::size_t i = 1; i < word.size(); ++i) changes += is_digit(word[i]) != is_digit(word[i - 1]) ? 1 : 0;
  return word.size() >= 16 && changes >= 4;
}

}  // namespace debrief::search
