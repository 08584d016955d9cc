// SPDX-License-Identifier: Apache-2.0
#include "connectors/trackers/tracker_text.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

#include <algorithm>
#include <charconv>

namespace debrief::connectors {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

}  // namespace

std::optional<std::string> path_below(std::string_view base, std::string_view url) {
  if (!url.starts_with(base) || !base.starts_with("http")) return std::nullopt;
  std::string_view rest = url.substr(base.size());
  rest = rest.substr(0, rest.find_first_of("?#"));
  if (!rest.starts_with('/')) return std::nullopt;
  rest.remove_prefix(1);
  while (rest.ends_with('/')) rest.remove_suffix(1);
  return std::string(rest);
}

std::optional<std::pair<std::string, std::int64_t>> split_key(std::string_view key, char mark) {
  const std::size_t at = key.rfind(mark);
  if (at == std::string_view::npos) return std::nullopt;
  std::int64_t number = 0;
  const char* end = key.data() + key.size();
  const auto [rest, error] = std::from_chars(key.data() + at + 1, end, number);
  constexpr std::size_t kMostParts = 20;
  if (error != std::errc{} || rest != end || number < 1 || !is_project_path(key.substr(0, at), kMostParts))
    return std::nullopt;
  return std::pair(std::string(key.substr(0, at)), number);
}

bool is_project_path(std::string_view text, std::size_t most) {
  const auto parts = split(text, '/');
  return parts.size() >= 2 && parts.size() <= most &&
         std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && part != "." && part != ".." && std::all_of(part.begin(), part.end(), is_plain);
         });
}

Result<json::object> object_of(std::string_view body, std::string_view from) {
  auto document = json::parse(body);
  if (!document || !document->is_object())
    return make_error(ErrorCode::unavailable, "the answer of {} is not understood", from)
        .with_help("Check that the address is that of the tracker, and not of something before it.");
  return document->get_object();
}

std::int64_t number_at(const json::object& document, std::string_view key) {
  const json::value* value = document.if_contains(key);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

std::optional<Instant> time_at(const json::object& document, std::string_view key) {
  std::string text(json::text_at(document, key));
  if (text.ends_with(" UTC")) text.replace(text.size() - 4, 4, "Z");
  if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
  const std::size_t sign = text.find_last_of("+-");
  if (sign != std::string::npos && sign > 10 && text.size() - sign == 5) text.insert(text.size() - 2, ":");
  const auto at = parse_rfc3339(text);
  return at ? std::optional(*at) : std::nullopt;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_plain(c) || c == '~') {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kDigits[byte >> 4];
    encoded += kDigits[byte & 15];
  }
  return encoded;
}

}  // namespace debrief::connectors
