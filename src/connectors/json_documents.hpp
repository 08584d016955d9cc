// SPDX-License-Identifier: Apache-2.0
// Files that hold captured JSON payloads: one document, an array of them, one per line, or one after another.
#pragma once

#include "base/json.hpp"
#include "domain/evidence.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors {

/// Takes one payload; `locator` says where it stands ("line 3", "payload 2", empty when it is the only one)
/// and `text` is its JSON, for excerpts.
using TakeDocument = std::function<void(const json::value& payload, const std::string& locator, std::string_view text)>;

/// Gives each payload of the file to `take`, in order. Damaged lines, and what follows the damage in a file
/// that is cut off, are returned. One line may have 10 MB, one document 64 MB.
[[nodiscard]] std::vector<domain::Unread> each_json_document(std::string_view bytes, std::string_view name,
                                                             const TakeDocument& take);

/// "line 3, alert 2": `where` may be empty.
[[nodiscard]] std::string locator_within(const std::string& where, std::string_view unit, std::size_t number);

}  // namespace debrief::connectors
