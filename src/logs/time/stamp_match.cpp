// SPDX-License-Identifier: Apache-2.0
#include "logs/time/characters.hpp"
#include "logs/time/stamp_forms.hpp"
#include "logs/time/stamp_words.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

struct NumberForm {
  char letter;
  StampPart part;
  std::uint8_t least, most;
  int lowest, highest;
  bool padded;  // by a blank
};

constexpr std::array kNumbers{
    NumberForm{'Y', StampPart::year4, 4, 4, 1970, 2099, false},
    NumberForm{'y', StampPart::year2, 2, 2, 0, 99, false},
    NumberForm{'m', StampPart::month2, 2, 2, 1, 12, false},
    NumberForm{'n', StampPart::month2, 1, 2, 1, 12, false},
    NumberForm{'d', StampPart::day2, 2, 2, 1, 31, false},
    NumberForm{'e', StampPart::day2, 1, 2, 1, 31, true},
    NumberForm{'j', StampPart::day_of_year, 3, 3, 1, 366, false},
    NumberForm{'H', StampPart::hour2, 2, 2, 0, 23, false},
    NumberForm{'I', StampPart::hour2, 1, 2, 0, 23, true},
    NumberForm{'M', StampPart::minute2, 2, 2, 0, 59, false},
    NumberForm{'S', StampPart::second2, 2, 2, 0, 60, false},
    NumberForm{'U', StampPart::hour2, 1, 2, 0, 23, false},
    NumberForm{'V', StampPart::minute2, 1, 2, 0, 59, false},
    NumberForm{'W', StampPart::second2, 1, 2, 0, 60, false},
};

bool match_number(StampMatch& match, const NumberForm& form) {
  const std::string_view rest = match.rest();
  std::size_t digits_at = 0;
  if (form.padded && !rest.empty() && rest.front() == ' ') digits_at = 1;
  std::size_t end = digits_at;
  int value = 0;
  while (end < rest.size() && end - digits_at < form.most && is_digit(rest[end]))
    value = value * 10 + (rest[end++] - '0');
  if (end - digits_at < form.least || value < form.lowest || value > form.highest) return false;
  match.take(form.part, end, form.least, form.most);
  return true;
}

bool match_word(StampMatch& match, StampPart part, const std::optional<StampWord>& word) {
  if (!word) return false;
  match.take(part, word->length);
  return true;
}

}  // namespace

void StampMatch::take(StampPart part, std::size_t length, std::uint8_t least, std::uint8_t most) {
  if (count == pieces.size()) {  // no form is that long; the stamp then ends before
    at = line.size();
    return;
  }
  pieces[count++] = {part, static_cast<std::uint16_t>(at), static_cast<std::uint16_t>(length), least, most};
  at += length;
}

StampLayout StampMatch::layout() const {
  StampLayout layout;
  for (std::size_t i = 0; i < count; ++i) {
    const StampPiece& piece = pieces[i];
    const std::string_view text = line.substr(piece.begin, piece.length);
    if (piece.part != StampPart::literal) {
      layout.fields.push_back({piece.part, {}, piece.least, piece.most});
    } else if (!layout.fields.empty() && layout.fields.back().part == StampPart::literal) {
      layout.fields.back().text += text;
    } else {
      layout.fields.push_back({StampPart::literal, std::string(text)});
    }
  }
  return layout;
}

bool match_form(StampMatch& match, std::string_view form) {
  for (const char letter : form) {
    const auto* const number =
        std::find_if(kNumbers.begin(), kNumbers.end(), [&](const NumberForm& row) { return row.letter == letter; });
    bool good = false;
    if (number != kNumbers.end()) {
      good = match_number(match, *number);
    } else if (letter == 'B') {
      good = match_word(match, StampPart::month_name, find_month(match.rest()));
    } else if (letter == 'a') {
      good = match_word(match, StampPart::weekday, find_weekday(match.rest()));
    } else {
      good = match.at < match.line.size() && match.line[match.at] == letter;
      if (good) match.take(StampPart::literal, 1);
    }
    if (!good) return false;
  }
  return true;
}

}  // namespace debrief::logs
