// SPDX-License-Identifier: Apache-2.0
#include "logs/format/header.hpp"

#include "logs/format/header_tokens.hpp"
#include "logs/time/characters.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace debrief::logs {
namespace {

constexpr std::size_t kLookedAt = 1024;
constexpr int kMostItems = 24;
constexpr std::size_t kMostTokensToLevel = 6;
constexpr std::size_t kMostGroups = 6;
constexpr std::size_t kLongestPrefix = 256;
constexpr std::size_t kMostTokensBeforeStamp = 12;
constexpr std::size_t kMostTokensBetweenStamps = 3;

class HeaderReader {
 public:
  explicit HeaderReader(std::string_view line)
      : whole_(line), line_(line.substr(0, kLookedAt)), stamps_(find_stamps(line_)) {}

  ParsedLine read() {
    const bool object = line_.starts_with('{');
    for (int item = object ? kMostItems : 0; item < kMostItems && !done_; ++item) {
      skip_separators();
      if (done_ || at_ >= line_.size() || !take_item()) break;
    }
    choose_time();
    parsed_.body = {static_cast<std::uint32_t>(body_begin()), 0};
    parsed_.body.length =
        static_cast<std::uint32_t>(std::min<std::size_t>(whole_.size() - parsed_.body.begin, UINT32_MAX));
    return std::move(parsed_);
  }

 private:
  bool take_item() {
    return take_stamp() || take_level() || take_prefix() || take_until_level() || take_host_and_process() ||
           take_columns() || take_numbered_process() || take_group() || take_logger();
  }

  [[nodiscard]] const FoundLayout* next_stamp() const {
    const auto next =
        std::find_if(stamps_.begin(), stamps_.end(), [&](const FoundLayout& s) { return s.begin >= at_; });
    return next == stamps_.end() ? nullptr : &*next;
  }

  [[nodiscard]] bool at_blank() const { return line_[at_] == ' ' || line_[at_] == '\t'; }

  // Blanks, and what stands alone between the parts of a header. " - " after a level or logger ends the header.
  void skip_separators() {
    while (at_ < line_.size()) {
      const std::string_view token = token_at(line_, at_);
      if (at_blank()) {
        ++at_;
      } else if (token == "-" || token == "--" || token == "---" || token == "|" || token == ":" || token == "::" ||
                 token == ">" || token == "=>" || token == "-->") {
        if (token != "|" && token != "---" && (has_logger_ || (has_level_ && groups_ > 0))) done_ = true;
        at_ += token.size();
      } else if (token.starts_with("\x1b[") && token.find('m') != std::string_view::npos) {
        at_ += token.find('m') + 1;
      } else if (line_[at_] == '|' || (begun_ && (line_[at_] == ',' || line_[at_] == ';'))) {
        ++at_;
      } else {
        break;
      }
    }
  }

  bool take_stamp() {
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
      if (!group.empty() && group.size() > stamp->length + 2)
        return take_rest_of_group(stamp->begin - 1 + group.size());
      if (at_ < line_.size() && !is_letter_or_digit(line_[at_]) && !at_blank()) ++at_;
    }
    if (at_ < line_.size() && (line_[at_] == ':' || line_[at_] == ',')) ++at_;
    while (at_ < line_.size() && line_[at_] == ':') ++at_;
    has_stamp_ = begun_ = true;
    return true;
  }

  // "[2026-11-23T10:42:33Z ERROR main]", "[2026-11-23T10:42:33.1 #42]"
  bool take_rest_of_group(std::size_t group_end) {
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
  bool take_prefix() {
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

  [[nodiscard]] std::string_view prefix_token(std::size_t at, std::size_t until) const {
    return token_at(line_, at).substr(0, until - at);
  }

  bool is_prefix_token(std::size_t at, std::size_t until) {
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
  void take_level_between_colons(std::size_t at, std::string_view token) {
    for (std::size_t begin = token.find("::"); begin != std::string_view::npos && !has_level_;
         begin = token.find("::", begin)) {
      begin += 2;
      const std::string_view word = token.substr(begin, token.find("::", begin) - begin);
      if (const Level level = level_named(word); level != Level::unknown && word.size() > 1 && is_marker(word))
        set_level(at + begin, {level, 0, word.size(), 0, false});
    }
  }

  // "[2026-11-23 ...", or "[DEBUG 2026-11-23 10:42:33 main]".
  bool take_group_around(const FoundLayout& stamp, std::size_t at, std::string_view group) {
    at_ = at;
    begun_ = true;
    if (stamp.begin == at + 1) return true;
    header_stamps_.push_back(&stamp);
    if (const auto level = level_at(line_, at + 1); level && !has_level_) set_level(at + 1, *level);
    return take_rest_of_group(at + group.size());
  }

  static bool ends_header_word(std::string_view token) {
    return !token.empty() && (token.back() == ':' || token.back() == '[' || token.back() == '=' ||
                              token.back() == '(' || token.back() == '|');
  }

  bool take_level() {
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
  [[nodiscard]] bool is_level_letter(const LevelToken& level) const {
    if (!has_stamp_ || has_level_) return false;
    if (level.word > 0) return true;  // in brackets
    std::size_t next = at_ + level.end;
    while (next < line_.size() && line_[next] == ' ') ++next;
    const std::string_view following = token_at(line_, next);
    return groups_ == 0 && columns_ == 0 && !following.empty() &&
           (following.back() == ':' || is_technical(following) || is_marker(following));
  }

  // "ERROR:root:message", as Python's logging writes it by default.
  void take_colon_chain() {
    const std::size_t colon = line_.find(':', at_);
    if (colon == std::string_view::npos || colon == at_ || !is_name(line_.substr(at_, colon - at_))) return;
    add("logger", line_.substr(at_, colon - at_));
    has_logger_ = true;
    at_ = colon + 1;
    done_ = true;
  }

  // Numbers, groups, markers and technical names that a level follows: "1702  2395 D", "R02-M1 RAS KERNEL INFO".
  bool take_until_level() {
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
  void add_unnamed(std::string_view part) {
    const bool group = part.front() == '[' || part.front() == '(';
    if (group) part = part.substr(1, part.size() - 2);
    const bool number = !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
    add(number ? "pid" : group ? "thread" : "logger", part);
  }

  static std::string_view strip_colon(std::string_view token) {
    return !token.empty() && token.back() == ':' ? token.substr(0, token.size() - 1) : token;
  }

  // "web-1 sshd[42]: ", "kernel: "; a host only beside a process.
  bool take_host_and_process() {
    if (!has_stamp_ || has_logger_) return false;
    if (const auto process = name_with_colon(line_, at_); process && is_source(*process)) {
      take_process(*process);
      return true;
    }
    const std::string_view host = token_at(line_, at_);
    std::size_t next = at_ + host.size();
    while (next < line_.size() && line_[next] == ' ') ++next;
    if (has_level_ || has_host_ || host.empty() || !is_name(host)) return false;
    const auto process = name_with_colon(line_, next);
    if (!process || !(is_syslog() || !process->pid.empty() || is_technical(host))) return false;
    if (!is_syslog() && process->pid.empty() && !is_technical(process->name)) return false;
    add("host", host);
    has_host_ = true;
    at_ = next;
    take_process(*process);
    return true;
  }

  void take_process(const NameToken& process) {
    add(process.pid.empty() && has_level_ ? "logger" : "process", process.name);
    if (!process.pid.empty()) add("pid", process.pid);
    has_logger_ = true;
    at_ += process.end;
    const std::size_t dot = process.name.rfind('.');  // "local.ERROR: "
    if (const auto level = dot == std::string_view::npos ? std::nullopt : level_at(line_, at_ - process.end + dot + 1);
        level && !has_level_ && is_marker(process.name.substr(dot)))
      set_level(at_ - process.end + dot + 1, *level);
    std::size_t next = at_;
    while (next < line_.size() && line_[next] == ' ') ++next;
    if (const auto level = level_at(line_, next); level && !has_level_ && !level->letter) {
      set_level(next, *level);
      at_ = next + level->end;
    }
    done_ = true;
  }

  // A name before a colon is a source and not the first word of a sentence: "Notification: 3 new" after a plain stamp
  // is none.
  [[nodiscard]] bool is_source(const NameToken& name) const {
    if (level_named(name.name) != Level::unknown && has_level_) return false;
    if (!name.pid.empty() || is_technical(name.name)) return true;
    return level_letter_ || (is_syslog() && !has_level_);
  }

  [[nodiscard]] bool is_syslog() const {
    if (header_stamps_.empty()) return false;
    const auto& fields = header_stamps_.back()->layout.fields;
    return fields.front().part == StampPart::month_name && header_stamps_.back()->reading.yearless;
  }

  // "stamp|Module|42|message", "stamp::module::71::message", "INFO    CBS    message"
  bool take_columns() {
    if (!has_stamp_ || columns_ == 4) return false;
    const std::string_view token = token_at(line_, at_);
    for (const std::string_view mark : {"|", "::"}) {
      const std::size_t bar = token.find(mark);
      const bool after_bar = at_ >= mark.size() && line_.substr(at_ - mark.size(), mark.size()) == mark;
      if (!after_bar || bar == std::string_view::npos || bar == 0 || !is_name(token.substr(0, bar))) continue;
      add(is_digit(token.front()) ? "pid" : "logger", token.substr(0, bar));
      at_ += bar + mark.size();
      ++columns_;
      return true;
    }
    const std::size_t end = at_ + token.size();
    const bool padded = end + 1 < line_.size() && (line_[end] == '\t' || (line_[end] == ' ' && line_[end + 1] == ' '));
    if (!padded || !has_level_ || has_logger_ || !is_name(token) || strip_colon(token).size() > 48) return false;
    add("logger", token);
    has_logger_ = true;
    at_ = end;
    ++columns_;
    return true;
  }

  // "info vpxd[45715] [sub=Default] message"
  bool take_numbered_process() {
    if (!has_level_ || has_logger_) return false;
    const std::string_view token = token_at(line_, at_);
    const std::size_t open = token.find('[');
    if (open == std::string_view::npos || open == 0 || token.back() != ']' || !is_name(token.substr(0, open)))
      return false;
    const std::string_view pid = token.substr(open + 1, token.size() - open - 2);
    if (pid.empty() || !std::all_of(pid.begin(), pid.end(), is_digit)) return false;
    add("process", token.substr(0, open));
    add("pid", pid);
    has_logger_ = true;
    at_ += token.size();
    return true;
  }

  bool take_group() {
    if (!has_stamp_ || groups_ == kMostGroups || line_[at_] == '<' || line_[at_] == '{') return false;
    const std::string_view group = group_at(line_, at_);
    if (group.size() < 3 || (line_[at_] == '(' && group.find(' ') != std::string_view::npos)) return false;
    const std::size_t after = at_ + group.size();
    if (after < line_.size() && std::string_view(" :\t[]|").find(line_[after]) == std::string_view::npos) return false;
    const std::string_view inner = group.substr(1, group.size() - 2);
    const std::size_t level_at_end = inner.rfind(':') + 1;  // "[core:error]"
    const Level level = level_at_end > 1 ? level_named(inner.substr(level_at_end)) : Level::unknown;
    if (level != Level::unknown && !has_level_)
      set_level(at_ + 1 + level_at_end, {level, 0, inner.size() - level_at_end, 0, false});
    if (groups_ == 0) add("thread", inner);
    ++groups_;
    at_ = after;
    if (at_ < line_.size() && line_[at_] == ':') ++at_;
    return true;
  }

  // "com.example.Foo - ", "c.e.Foo   : ", "nova.compute [req-1]", "1 --- [main]", a process number before any of them.
  bool take_logger() {
    if (!has_stamp_ || has_logger_) return false;
    const std::string_view token = token_at(line_, at_);
    std::size_t next = at_ + token.size();
    while (next < line_.size() && line_[next] == ' ') ++next;
    std::string_view following = token_at(line_, next);
    if (following.size() > 1 && is_technical(token) &&
        (following.front() == '*' || following.front() == '(')) {  // "a.exe *64 - "
      next += following.size();
      while (next < line_.size() && line_[next] == ' ') ++next;
      following = token_at(line_, next);
    }
    const bool dash = following == "-" || following == ":" || following == "--" || following == "---";
    const bool number = std::all_of(token.begin(), token.end(), is_digit);
    if (number && has_level_ && following == "---") {
      add("pid", token);
      at_ = next;
      return true;
    }
    const bool dotted = token.find('.') != std::string_view::npos && is_technical(token) && !is_digit(token.front());
    if (number || !is_name(token) || !(dash || (has_level_ && dotted && following.starts_with('[')))) return false;
    if (!is_technical(token) && !has_level_) return false;
    add("logger", token);
    has_logger_ = true;
    at_ = next;
    return true;
  }

  void set_level(std::size_t at, const LevelToken& token) {
    parsed_.level = token.level;
    parsed_.level_text = {static_cast<std::uint32_t>(at + token.word), static_cast<std::uint32_t>(token.length)};
    has_level_ = true;
    level_letter_ = token.letter;
  }

  void add(std::string_view name, std::string_view value) {
    parsed_.fields.push_back({std::string(name), std::string(value)});
  }

  void choose_time() {
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

  [[nodiscard]] std::size_t body_begin() const {
    std::size_t at = begun_ ? at_ : 0;
    while (at < whole_.size() && (whole_[at] == ' ' || whole_[at] == '\t')) ++at;
    return at;
  }

  std::string_view whole_, line_;
  std::vector<FoundLayout> stamps_;
  std::vector<const FoundLayout*> header_stamps_;
  ParsedLine parsed_;
  std::size_t at_ = 0, groups_ = 0, columns_ = 0;
  bool begun_ = false, done_ = false, has_stamp_ = false, has_level_ = false, has_host_ = false, has_logger_ = false,
       level_letter_ = false;
};

}  // namespace

ParsedLine read_header(std::string_view line) {
  return HeaderReader(line).read();
}

bool looks_continued(std::string_view line) {
  if (line.empty() || line.front() == ' ' || line.front() == '\t') return !line.empty();
  if (std::string_view("})]").find(line.front()) != std::string_view::npos) return true;
  constexpr std::array<std::string_view, 17> kBeginnings{"Caused by: ",
                                                         "Suppressed: ",
                                                         "Traceback (most recent call last)",
                                                         "at ",
                                                         "... ",
                                                         "--> ",
                                                         "goroutine ",
                                                         "File \"",
                                                         "created by ",
                                                         "During handling of the above",
                                                         "The above exception was",
                                                         "[stacktrace]",
                                                         "#0 ",
                                                         "Stack trace:",
                                                         "main.main()",
                                                         "panic: ",
                                                         "exit status "};
  if (std::any_of(kBeginnings.begin(), kBeginnings.end(), [&](std::string_view b) { return line.starts_with(b); }))
    return true;
  if (line.front() == '#' && line.size() > 2 && is_digit(line[1])) return true;  // frames of PHP and gdb
  const std::string_view first = line.substr(0, line.find_first_of(": "));  // "java.io.IOException: x", "ValueError: y"
  return (first.ends_with("Exception") || (first.ends_with("Error") && first.size() > 5)) && is_technical(first);
}

}  // namespace debrief::logs
