// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/line_json.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "logs/secrets/secrets.hpp"

#include <fmt/format.h>

#include <charconv>

namespace debrief::features::evidence::logs {
namespace {

template <class Number>
bool take_number(std::string_view& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.empty() && text.front() == '.') text.remove_prefix(1);
  return true;
}

}  // namespace

json::value time_json(std::int64_t at_ns) {
  if (at_ns == debrief::logs::kNoTime) return nullptr;
  return json::value(to_rfc3339(Instant{at_ns / 1000}));
}

std::string to_cursor(const debrief::logs::Position& at) {
  return fmt::format("{}.{}.{}", at.time_ns, at.source, at.line);
}

Result<debrief::logs::Position> read_cursor(std::string_view cursor) {
  if (cursor == "end") return debrief::logs::Position{INT64_MAX, UINT32_MAX, UINT64_MAX};
  debrief::logs::Position at;
  if (!take_number(cursor, at.time_ns) || !take_number(cursor, at.source) || !take_number(cursor, at.line) ||
      !cursor.empty())
    return make_error(ErrorCode::invalid, "this cursor is not one of ours")
        .with_help("Take it from the line that the page is to begin behind.");
  return at;
}

json::object line_json(const debrief::logs::FoundLine& line, const debrief::logs::Messages& messages,
                       const std::string& mask_key) {
  const auto secrets = debrief::logs::find_secrets(line.text);
  std::string text = secrets.empty() ? line.text : debrief::logs::mask(line.text, secrets, mask_key);
  if (text.ends_with('\r')) text.pop_back();  // lines that end with CR LF
  const auto* one = messages.template_of(line.skeleton);
  return {{"cursor", to_cursor(line.at)},
          {"source", line.at.source},
          {"line", line.at.line + 1},
          {"time", time_json(line.at.time_ns)},
          {"level", debrief::logs::name_of(messages.level_of(line.skeleton, line.at.source, line.text))},
          {"template", one == nullptr ? json::value(nullptr) : json::value(debrief::logs::id_text(one->id))},
          {"text", shorten(to_utf8(text), kLongestShown)},
          {"masked", !secrets.empty()},
          {"cut", text.size() > kLongestShown}};
}

}  // namespace debrief::features::evidence::logs
