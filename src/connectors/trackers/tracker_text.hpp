// SPDX-License-Identifier: Apache-2.0
// What connectors of trackers read and write alike. Pure.
#pragma once

#include "base/clock.hpp"
#include "base/json.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace debrief::connectors {

/// What stands behind `base` in an address of http or https, without query and fragment; absent for other addresses.
[[nodiscard]] std::optional<std::string> path_below(std::string_view base, std::string_view url);

/// "shop/api#41" as "shop/api" and 41; absent unless it is a path of at least two parts, `mark` and a number.
[[nodiscard]] std::optional<std::pair<std::string, std::int64_t>> split_key(std::string_view key, char mark);

/// A path such as "owner/name", each part of letters, digits, ".", "_" and "-"; at least two parts and at most `most`.
[[nodiscard]] bool is_project_path(std::string_view text, std::size_t most);

/// The JSON object of an answer. Errors: unavailable, naming `from`.
[[nodiscard]] Result<json::object> object_of(std::string_view body, std::string_view from);

/// A whole number at the key, or 0.
[[nodiscard]] std::int64_t number_at(const json::object& document, std::string_view key);

/// The time at the key, in the forms in which trackers write it ("…T12:00:00Z", "… 12:00:00 UTC", "…+0000"); absent for
/// others.
[[nodiscard]] std::optional<Instant> time_at(const json::object& document, std::string_view key);

/// Of RFC 3986: everything but unreserved characters.
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace debrief::connectors
