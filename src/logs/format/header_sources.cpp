// SPDX-License-Identifier: Apache-2.0
#include "logs/format/header_reader.hpp"
#include "logs/time/characters.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kMostGroups = 6;

}  // namespace

// "web-1 sshd[42]: ", "kernel: "; a host only beside a process.
bool HeaderReader::take_host_and_process() {
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

void HeaderReader::take_process(const NameToken& process) {
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
bool HeaderReader::is_source(const NameToken& name) const {
  if (level_named(name.name) != Level::unknown && has_level_) return false;
  if (!name.pid.empty() || is_technical(name.name)) return true;
  return level_letter_ || (is_syslog() && !has_level_);
}

bool HeaderReader::is_syslog() const {
  if (header_stamps_.empty()) return false;
  const auto& fields = header_stamps_.back()->layout.fields;
  return fields.front().part == StampPart::month_name && header_stamps_.back()->reading.yearless;
}

// "stamp|Module|42|message", "stamp::module::71::message", "INFO    CBS    message"
bool HeaderReader::take_columns() {
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
bool HeaderReader::take_numbered_process() {
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

bool HeaderReader::take_group() {
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
bool HeaderReader::take_logger() {
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

}  // namespace debrief::logs
