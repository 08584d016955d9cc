// SPDX-License-Identifier: Apache-2.0
#include "http/message.hpp"

#include "base/json.hpp"
#include "base/text.hpp"

#include <array>

namespace debrief::http {
namespace {

struct Kind {
  ErrorCode code;
  int status;
  std::string_view name;
  std::string_view title;
};

constexpr std::array<Kind, 10> kKinds{{
    {ErrorCode::invalid, 422, "invalid", "The input breaks a rule"},
    {ErrorCode::not_found, 404, "not_found", "Not found"},
    {ErrorCode::conflict, 409, "conflict", "Not possible in the current state"},
    {ErrorCode::precondition, 412, "precondition", "Changed by someone else meanwhile"},
    {ErrorCode::forbidden, 403, "forbidden", "Not allowed"},
    {ErrorCode::unauthenticated, 401, "unauthenticated", "Sign-in required"},
    {ErrorCode::too_large, 413, "too_large", "Too large"},
    {ErrorCode::unsupported, 415, "unsupported", "Not supported"},
    {ErrorCode::rate_limited, 429, "rate_limited", "Too many requests"},
    {ErrorCode::unavailable, 503, "unavailable", "Temporarily unavailable"},
}};

const Kind& kind_of(ErrorCode code) {
  for (const Kind& kind : kKinds) {
    if (kind.code == code) return kind;
  }
  return kKinds.back();
}

Response problem_response(json::object document, int status) {
  Response response;
  response.status = status;
  response.body = json::write(document);
  response.set("Content-Type", "application/problem+json");
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

std::string_view Request::header(std::string_view lower_case_name) const {
  const auto found = headers.find(std::string(lower_case_name));
  return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

std::optional<std::string> Request::query_value(const std::string& name) const {
  const auto found = query.find(name);
  if (found == query.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  for (std::string_view pair : split(header("cookie"), ';')) {
    pair = trim(pair);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    std::string_view value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return std::string(value);
  }
  return std::nullopt;
}

Response json_response(std::string body, int status) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  response.set("Content-Type", "application/json");
  return response;
}

int status_of(ErrorCode code) { return kind_of(code).status; }

Response problem(const Error& error) {
  const Kind& kind = kind_of(error.code);
  json::object document;
  document["type"] = "urn:debrief:problem:" + std::string(kind.name);
  document["title"] = kind.title;
  document["status"] = kind.status;
  document["detail"] = to_utf8(error.message);
  if (!error.help.empty()) document["help"] = to_utf8(error.help);
  if (!error.field.empty()) document["field"] = to_utf8(error.field);
  return problem_response(std::move(document), kind.status);
}

Response protocol_problem(int status, std::string_view detail, std::string_view help) {
  json::object document;
  document["type"] = "about:blank";
  document["title"] = reason_phrase(status);
  document["status"] = status;
  document["detail"] = to_utf8(detail);
  if (!help.empty()) document["help"] = to_utf8(help);
  return problem_response(std::move(document), status);
}

std::string_view reason_phrase(int status) {
  struct Phrase {
    int status;
    std::string_view text;
  };
  // RFC 9110, section 15, and RFC 6585.
  static constexpr std::array<Phrase, 41> kPhrases{{
      {100, "Continue"}, {101, "Switching Protocols"}, {200, "OK"}, {201, "Created"}, {202, "Accepted"},
      {203, "Non-Authoritative Information"}, {204, "No Content"}, {205, "Reset Content"}, {206, "Partial Content"},
      {207, "Multi-Status"}, {301, "Moved Permanently"}, {302, "Found"}, {303, "See Other"}, {304, "Not Modified"},
      {307, "Temporary Redirect"}, {308, "Permanent Redirect"}, {400, "Bad Request"}, {401, "Unauthorized"},
      {403, "Forbidden"}, {404, "Not Found"}, {405, "Method Not Allowed"}, {406, "Not Acceptable"},
      {408, "Request Timeout"}, {409, "Conflict"}, {410, "Gone"}, {411, "Length Required"},
      {412, "Precondition Failed"}, {413, "Content Too Large"}, {414, "URI Too Long"}, {415, "Unsupported Media Type"},
      {416, "Range Not Satisfiable"}, {417, "Expectation Failed"}, {422, "Unprocessable Content"},
      {426, "Upgrade Required"}, {428, "Precondition Required"}, {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"}, {500, "Internal Server Error"}, {501, "Not Implemented"},
      {503, "Service Unavailable"}, {505, "HTTP Version Not Supported"},
  }};
  for (const Phrase& phrase : kPhrases) {
    if (phrase.status == status) return phrase.text;
  }
  return "Unknown";
}

}  // namespace debrief::http
