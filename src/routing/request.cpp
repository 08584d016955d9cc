// SPDX-License-Identifier: Apache-2.0
#include "routing/request.hpp"

#include <charconv>

namespace debrief::features {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<std::int64_t> number_in_path(const http::Request& request, const std::string& name) {
  std::string_view text = request.parameter(name);
  if (text.starts_with("INC-") || text.starts_with("inc-")) text.remove_prefix(4);
  const auto number = whole_number(text);
  if (!number || *number < 1) return not_found("there is no such incident");
  return *number;
}

Result<std::optional<std::int64_t>> integer_of(const http::Request& request, const std::string& name) {
  const auto text = request.query_value(name);
  if (!text || text->empty()) return std::optional<std::int64_t>{};
  const auto number = whole_number(*text);
  if (!number || *number < 0) return invalid("'{}' must be a whole number", name).at(name);
  return number;
}

Result<std::int64_t> limit_of(const http::Request& request, std::int64_t fallback, std::int64_t most) {
  const std::int64_t limit = TRY(integer_of(request, "limit")).value_or(fallback);
  if (limit < 1 || limit > most) return invalid("'limit' must be from 1 to {}", most).at("limit");
  return limit;
}

Result<std::optional<std::int64_t>> expected_version(const http::Request& request) {
  std::string_view text = request.header("if-match");
  if (text.empty() || text == "*") return std::optional<std::int64_t>{};
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  const auto version = whole_number(text);
  if (!version) return invalid("If-Match must hold an ETag that this server gave").at("If-Match");
  return version;
}

Result<json::value> body_of(const http::Request& request) { return json::parse(request.body); }

http::Response respond(const json::object& document, int status, std::optional<std::int64_t> version) {
  http::Response response = http::json_response(json::write(document), status);
  if (version) response.set("ETag", fmt::format("\"{}\"", *version));
  return response;
}

}  // namespace debrief::features
