// SPDX-License-Identifier: Apache-2.0
#include "fuzz.hpp"
#include "logs/format/format.hpp"

#include <vector>

using namespace debrief;
using namespace debrief::logs;

namespace {

void require_inside(Span span, std::size_t size, const char* what) {
  fuzz::require(std::size_t{span.begin} + span.length <= size, what);
}

void check(const Format& format, std::string_view line) {
  (void)format.continues(line);
  const auto parsed = format.parse(line);
  if (!parsed) return;
  require_inside(parsed->time, line.size(), "the time lies in the line");
  require_inside(parsed->body, line.size(), "the body lies in the line");
  require_inside(parsed->level_text, line.size(), "the level lies in the line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Formats formats = Formats::load(std::nullopt).value();
  const std::string_view text = fuzz::text(data, size);
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < text.size() && lines.size() < 32;) {
    lines.push_back(text.substr(at, text.find('\n', at) - at));
    at += lines.back().size() + 1;
  }
  check(formats.detect(lines), text);
  for (const std::string_view line : lines)
    for (const Format* format : formats.all()) check(*format, line);
  if (size % 4 == 0) (void)check_format(text);
  return 0;
}
