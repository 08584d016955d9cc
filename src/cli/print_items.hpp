// SPDX-License-Identifier: Apache-2.0
// Answers of the API that list something.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace debrief::cli {

/// Prints `items` of a page, one line each, or says `none` when there are none; as JSON, the page as it came. Returns
/// the exit code, also for a page that did not come.
int print_items(const Result<json::object>& page, bool json,
                const std::function<std::string(const json::object& item)>& line_of, std::string_view none);

}  // namespace debrief::cli
