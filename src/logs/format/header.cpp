// SPDX-License-Identifier: Apache-2.0
#include "logs/format/header.hpp"

#include "logs/format/header_reader.hpp"
#include "logs/time/characters.hpp"

#include <algorithm>
#include <array>

namespace debrief::logs {
namespace {

constexpr std::size_t kHeaderBytes = 1024;
constexpr int kMostItems = 24;

}  // namespace

HeaderReader::HeaderReader(std::string_view line)
    : whole_(line), line_(line.substr(0, kHeaderBytes)), stamps_(find_stamps(line_)) {}

ParsedLine HeaderReader::read() {
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

bool HeaderReader::take_item() {
  return take_stamp() || take_level() || take_prefix() || take_until_level() || take_host_and_process() ||
         take_columns() || take_numbered_process() || take_group() || take_logger();
}

// Blanks, and what stands alone between the parts of a header. " - " after a level or logger ends the header.
void HeaderReader::skip_separators() {
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

std::size_t HeaderReader::body_begin() const {
  std::size_t at = begun_ ? at_ : 0;
  while (at < whole_.size() && (whole_[at] == ' ' || whole_[at] == '\t')) ++at;
  return at;
}

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
