// SPDX-License-Identifier: Apache-2.0
// What a request asks of logs.
#pragma once

#include "base/result.hpp"
#include "http/message.hpp"
#include "logs/set/query.hpp"

namespace debrief::features::evidence::logs {

/// `text`, `match`, `case`, `level`, `source`, `template`, `field`, `from`, `until` of the query string; masked.
/// Errors: invalid, which parameter and why.
[[nodiscard]] Result<debrief::logs::Query> query_of(const http::Request& request, const std::string& mask_key);

/// A moment of the query string in nanoseconds; absent when it is not given. Errors: invalid.
[[nodiscard]] Result<std::optional<std::int64_t>> moment_of(const http::Request& request, const std::string& name);

}  // namespace debrief::features::evidence::logs
