// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/request.hpp"

#include "base/nanoseconds.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "logs/mine/templates.hpp"
#include "routing/request.hpp"

#include <charconv>

namespace debrief::features::evidence::logs {
namespace {

using debrief::logs::Level;
using debrief::logs::Match;

constexpr std::size_t kLongestText = 1000;

Error invalid_parameter(const std::string& name, std::string why) {
  return make_error(ErrorCode::invalid, "'{}' {}", name, why).at("/" + name);
}

std::vector<std::string> list_of(const http::Request& request, const std::string& name) {
  std::vector<std::string> items;
  const std::string text = request.query_value(name).value_or("");
  for (const std::string_view item : split(text, ','))
    if (!trim(item).empty()) items.emplace_back(trim(item));
  return items;
}

Result<Match> match_of(const http::Request& request) {
  const std::string match = request.query_value("match").value_or("substring");
  if (match == "substring") return Match::substring;
  if (match == "word") return Match::word;
  if (match == "pattern") return Match::pattern;
  return invalid_parameter("match", "is none of substring, word, pattern");
}

Result<std::vector<Level>> levels_of(const http::Request& request) {
  std::vector<Level> levels;
  for (const std::string& name : list_of(request, "level")) {
    const Level level = debrief::logs::level_named(name);
    if (level == Level::unknown && name != "unknown") return invalid_parameter("level", "names no level: " + name);
    levels.push_back(level);
  }
  return levels;
}

Result<std::vector<std::uint32_t>> sources_of(const http::Request& request) {
  std::vector<std::uint32_t> sources;
  for (const std::string& text : list_of(request, "source")) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
      return invalid_parameter("source", "holds what is no number: " + text);
    sources.push_back(number);
  }
  return sources;
}

Result<std::vector<std::uint64_t>> templates_of(const http::Request& request) {
  std::vector<std::uint64_t> templates;
  for (const std::string& text : list_of(request, "template")) {
    const auto id = debrief::logs::read_id(text);
    if (!id) return invalid_parameter("template", "holds what is no id of a template: " + text);
    templates.push_back(*id);
  }
  return templates;
}

Result<std::vector<std::pair<std::string, std::string>>> fields_of(const http::Request& request) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (const std::string& text : list_of(request, "field")) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos) return invalid_parameter("field", "is not name=value: " + text);
    fields.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return fields;
}

}  // namespace

Result<std::optional<std::int64_t>> moment_of(const http::Request& request, const std::string& name) {
  const auto text = request.query_value(name);
  if (!text || text->empty()) return std::optional<std::int64_t>();
  const auto at = parse_rfc3339(*text);
  if (!at) return invalid_parameter(name, "is no time such as 2026-11-23T10:42:00Z");
  return std::optional(to_nanoseconds(*at));
}

Result<debrief::logs::Query> query_of(const http::Request& request, const std::string& mask_key) {
  debrief::logs::Query query;
  query.text = request.query_value("text").value_or("");
  if (query.text.size() > kLongestText) return invalid_parameter("text", "is longer than 1,000 bytes");
  query.match = TRY(match_of(request));
  query.ignore_case = request.query_value("case").value_or("false") != "true";
  query.levels = TRY(levels_of(request));
  query.sources = TRY(sources_of(request));
  query.templates = TRY(templates_of(request));
  query.fields = TRY(fields_of(request));
  if (const auto from = TRY(moment_of(request, "from"))) query.from_ns = *from;
  if (const auto until = TRY(moment_of(request, "until"))) query.until_ns = *until;
  query.mask_key = mask_key;
  return query;
}

}  // namespace debrief::features::evidence::logs
