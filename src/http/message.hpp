// SPDX-License-Identifier: Apache-2.0
// HTTP requests and responses as values.
#pragma once

#include "base/result.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace debrief::http {

struct Request {
  std::string method;                              ///< in upper case
  std::string path;                                ///< percent-decoded, begins with "/"
  std::map<std::string, std::string> query;        ///< decoded; the last of repeated names wins
  std::map<std::string, std::string> headers;      ///< names in lower case
  std::map<std::string, std::string> parameters;   ///< from the route's pattern, filled by the router
  std::string body;
  std::string peer;                                ///< address of the client, without port

  /// Empty when absent.
  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
  [[nodiscard]] std::optional<std::string> query_value(const std::string& name) const;
  /// The value of one cookie, if it was sent.
  [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const;
  /// A parameter of the route's pattern; asking for one that the pattern lacks throws std::out_of_range.
  [[nodiscard]] const std::string& parameter(const std::string& name) const { return parameters.at(name); }
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// When set, sent instead of `body` without copying (embedded files, large originals).
  std::shared_ptr<const std::string> shared_body;

  Response& set(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

/// A JSON answer with the given status. `body` is complete JSON text.
[[nodiscard]] Response json_response(std::string body, int status = 200);

/// application/problem+json (RFC 9457) for an error: type, title, status, detail, and, where set, `help`
/// and `field`. The only place that maps ErrorCode to a status.
[[nodiscard]] Response problem(const Error& error);
[[nodiscard]] int status_of(ErrorCode code);

/// The same for a breach of HTTP itself, which has a status but no ErrorCode (400, 408, 413, 431, …).
[[nodiscard]] Response protocol_problem(int status, std::string_view detail, std::string_view help = {});

/// The reason phrase of a status ("Not Found"), or "Unknown".
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace debrief::http
