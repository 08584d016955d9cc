// SPDX-License-Identifier: Apache-2.0
#include "logs/format/header_reader.hpp"
#include "logs/time/characters.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kMostTokensToLevel = 6;

}  // namespace

std::string_view strip_colon(std::string_view token) {
  return !token.empty() && token.back() == ':' ? token.substr(0, token.size() - 1) : token;
}

bool HeaderReader::take_level() {
  if ((has_level_ && !level_letter_) || !(has_stamp_ || at_ == 0)) return false;
  const auto level = level_at(line_, at_);
  if (!level || (level->letter && !is_level_letter(*level))) return false;
  if (!has_stamp_ && next_stamp() == nullptr &&
      (at_ + level->end >= line_.size() || line_[at_ + level->end - 1] != ':'))
    return false;
  const std::size_t begin = at_;
  set_level(begin, *level);
  at_ += level->end;
  begun_ = true;
  if (at_ > 0 && line_[at_ - 1] == ':' && at_ < line_.size() && !at_blank()) take_colon_chain();
  return true;
}

// "I" may as well begin a sentence, and any letter may stand in a message.
bool HeaderReader::is_level_letter(const LevelToken& level) const {
  if (!has_stamp_ || has_level_) return false;
  if (level.word > 0) return true;  // in brackets
  std::size_t next = at_ + level.end;
  while (next < line_.size() && line_[next] == ' ') ++next;
  const std::string_view following = token_at(line_, next);
  return groups_ == 0 && columns_ == 0 && !following.empty() &&
         (following.back() == ':' || is_technical(following) || is_marker(following));
}

// "ERROR:root:message", as Python's logging writes it by default.
void HeaderReader::take_colon_chain() {
  const std::size_t colon = line_.find(':', at_);
  if (colon == std::string_view::npos || colon == at_ || !is_name(line_.substr(at_, colon - at_))) return;
  add("logger", line_.substr(at_, colon - at_));
  has_logger_ = true;
  at_ = colon + 1;
  done_ = true;
}

// Numbers, groups, markers and technical names that a level follows: "1702  2395 D", "R02-M1 RAS KERNEL INFO".
bool HeaderReader::take_until_level() {
  if (has_level_ || !has_stamp_) return false;
  std::size_t at = at_;
  std::string_view single;
  for (std::size_t tokens = 0; tokens < kMostTokensToLevel; ++tokens) {
    while (at < line_.size() && (line_[at] == ' ' || line_[at] == '\t' || line_[at] == '|')) ++at;
    if (at >= line_.size()) return false;
    const auto level = level_at(line_, at);
    const bool plain_word =
        level && is_letter(line_[at]) && !level->letter && !is_marker(line_.substr(at + level->word, level->length));
    if (level && !(plain_word && tokens > 1)) {
      if (tokens == 0) return false;
      if (tokens == 1) add_unnamed(single);
      set_level(at, *level);
      at_ = at + level->end;
      return true;
    }
    std::string_view token = group_at(line_, at);
    const bool group = !token.empty();
    if (!group) token = token_at(line_, at);
    if (!group && !is_technical(strip_colon(token)) && !is_marker(token)) return false;
    if (!group && token.back() == ':' && !is_marker(token)) return false;
    single = token;
    at += token.size();
  }
  return false;
}

// What a part is called that stands alone between stamp and level.
void HeaderReader::add_unnamed(std::string_view part) {
  const bool group = part.front() == '[' || part.front() == '(';
  if (group) part = part.substr(1, part.size() - 2);
  const bool number = !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
  add(number ? "pid" : group ? "thread" : "logger", part);
}

void HeaderReader::set_level(std::size_t at, const LevelToken& token) {
  parsed_.level = token.level;
  parsed_.level_text = {static_cast<std::uint32_t>(at + token.word), static_cast<std::uint32_t>(token.length)};
  has_level_ = true;
  level_letter_ = token.letter;
}

}  // namespace debrief::logs
