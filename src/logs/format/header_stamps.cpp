// SPDX-License-Identifier: Apache-2.0
#include "logs/format/header_reader.hpp"
#include "logs/time/characters.hpp"

#include <algorithm>
#include <tuple>

namespace debrief::logs {
namespace {

constexpr std::size_t kLongestPrefix = 256;
constexpr std::size_t kMostTokensBeforeStamp = 12;
constexpr std::size_t kMostTokensBetweenStamps = 3;

bool ends_header_word(std::string_view token) {
  return !token.empty() && (token.back() == ':' || token.back() == '[' || token.back() == '=' || token.back() == '(' ||
                            token.back() == '|');
}

}  // namespace

const FoundLayout* HeaderReader::next_stamp() const {
  const auto next = std::find_if(stamps_.begin(), stamps_.end(), [&](const FoundLayout& s) { return s.begin >= at_; });
  return next == stamps_.end() ? nullptr : &*next;
}

bool HeaderReader::take_stamp() {
  const FoundLayout* stamp = next_stamp();
  if (stamp == nullptr) return false;
  const bool bracketed =
      stamp->begin == at_ + 1 && std::string_view("[(<\"'").find(line_[at_]) != std::string_view::npos;
  if (stamp->begin != at_ && !bracketed) return false;
  // A bare number after the log's own stamp is the message's, or a process.
  if (has_stamp_ && is_digit(line_[at_]) && stamp->layout.fields.front().part >= StampPart::seconds && has_level_)
    return false;
  header_stamps_.push_back(stamp);
  const std::size_t end = stamp->begin + stamp->length;
  at_ = end;
  if (bracketed) {  // to the closing bracket, with a level or process that may stand within
    const std::string_view group = group_at(line_, stamp->begin - 1);
    if (!group.empty() && group.size() > stamp->length + 2) return take_rest_of_group(stamp->begin - 1 + group.size());
    if (at_ < line_.size() && !is_letter_or_digit(line_[at_]) && !at_blank()) ++at_;
  }
  if (at_ < line_.size() && (line_[at_] == ':' || line_[at_] == ',')) ++at_;
  while (at_ < line_.size() && line_[at_] == ':') ++at_;
  has_stamp_ = begun_ = true;
  return true;
}

// "[2026-11-23T10:42:33Z ERROR main]", "[2026-11-23T10:42:33.1 #42]"
bool HeaderReader::take_rest_of_group(std::size_t group_end) {
  has_stamp_ = begun_ = true;
  for (std::size_t at = at_; at + 1 < group_end; ++at) {
    if (line_[at] != ' ') continue;
    const auto level = level_at(line_, at + 1);
    if (level && !has_level_) set_level(at + 1, *level);
  }
  at_ = group_end;
  if (at_ < line_.size() && line_[at_] == ':') ++at_;
  return true;
}

// What stands before a stamp, where nothing in it reads like a sentence.
bool HeaderReader::take_prefix() {
  const FoundLayout* stamp = next_stamp();
  if (has_logger_ || (has_stamp_ && has_level_) || stamp == nullptr || stamp->begin > at_ + kLongestPrefix)
    return false;
  if (has_stamp_ && stamp->layout.fields.front().part >= StampPart::seconds) return false;
  const std::size_t most = has_stamp_ ? kMostTokensBetweenStamps : kMostTokensBeforeStamp;
  std::size_t at = at_;
  std::size_t tokens = 0;
  while (at < stamp->begin) {
    if (line_[at] == ' ' || line_[at] == '\t') {
      ++at;
      continue;
    }
    if (++tokens > most) return false;
    const std::string_view group = group_at(line_, at);
    if (at + group.size() > stamp->begin) return take_group_around(*stamp, at, group);
    if (group.empty() && !is_prefix_token(at, stamp->begin)) return false;
    at += group.empty() ? prefix_token(at, stamp->begin).size() : group.size();
  }
  at_ = stamp->begin;
  begun_ = true;
  return true;
}

std::string_view HeaderReader::prefix_token(std::size_t at, std::size_t until) const {
  return token_at(line_, at).substr(0, until - at);
}

bool HeaderReader::is_prefix_token(std::size_t at, std::size_t until) {
  if (const auto level = level_at(line_, at); level && !has_stamp_) {
    if (!has_level_) set_level(at, *level);
    return true;
  }
  std::string_view token = prefix_token(at, until);
  if (!has_stamp_) take_level_between_colons(at, token);
  if (!has_stamp_ && ends_header_word(token)) return true;
  while (token.size() > 1 && !is_letter_or_digit(token.back())) token.remove_suffix(1);
  return is_technical(token) || is_marker(token);
}

// "MainThread::ERROR::2026-11-23 10:42:33"
void HeaderReader::take_level_between_colons(std::size_t at, std::string_view token) {
  for (std::size_t begin = token.find("::"); begin != std::string_view::npos && !has_level_;
       begin = token.find("::", begin)) {
    begin += 2;
    const std::string_view word = token.substr(begin, token.find("::", begin) - begin);
    if (const Level level = level_named(word); level != Level::unknown && word.size() > 1 && is_marker(word))
      set_level(at + begin, {level, 0, word.size(), 0, false});
  }
}

// "[2026-11-23 ...", or "[DEBUG 2026-11-23 10:42:33 main]".
bool HeaderReader::take_group_around(const FoundLayout& stamp, std::size_t at, std::string_view group) {
  at_ = at;
  begun_ = true;
  if (stamp.begin == at + 1) return true;
  header_stamps_.push_back(&stamp);
  if (const auto level = level_at(line_, at + 1); level && !has_level_) set_level(at + 1, *level);
  return take_rest_of_group(at + group.size());
}

void HeaderReader::choose_time() {
  // One that is glued to what stands before it belongs to the name of a file.
  const auto rank = [&](const FoundLayout* s) {
    const bool glued = s->begin > 0 && std::string_view("._-").find(line_[s->begin - 1]) != std::string_view::npos;
    const bool coarse =
        s->layout.fields.back().part != StampPart::fraction && s->reading.nanoseconds % 1'000'000'000 == 0;
    return std::tuple(glued, s->reading.dateless, s->reading.yearless, coarse);
  };
  const FoundLayout* best = nullptr;
  for (const FoundLayout* stamp : header_stamps_)
    if (best == nullptr || rank(stamp) < rank(best)) best = stamp;
  if (best == nullptr && !stamps_.empty()) best = &stamps_.front();
  if (best != nullptr) parsed_.time = {best->begin, best->length};
}

}  // namespace debrief::logs
