// SPDX-License-Identifier: Apache-2.0
// What handlers read from requests in the same way everywhere.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace debrief::features {

/// The whole number in the path, such as {number}. Errors: not_found, since no such thing can exist.
[[nodiscard]] Result<std::int64_t> number_in_path(const http::Request& request, const std::string& name = "number");

/// `?limit=`, within 1 and `most`. Errors: invalid.
[[nodiscard]] Result<std::int64_t> limit_of(const http::Request& request, std::int64_t fallback = 50,
                                            std::int64_t most = 1000);

/// A whole number of the query, such as `?after=`. Errors: invalid when it is something else.
[[nodiscard]] Result<std::optional<std::int64_t>> integer_of(const http::Request& request, const std::string& name);

/// The version in `If-Match: "7"`; absent without the header or for `*`. Errors: invalid.
[[nodiscard]] Result<std::optional<std::int64_t>> expected_version(const http::Request& request);

/// The request's body as a JSON document. Errors: invalid.
[[nodiscard]] Result<json::value> body_of(const http::Request& request);

/// 200 (or `status`) with the document, and its version as ETag when given.
[[nodiscard]] http::Response respond(const json::object& document, int status = 200,
                                     std::optional<std::int64_t> version = {});

}  // namespace debrief::features
