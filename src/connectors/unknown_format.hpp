// SPDX-License-Identifier: Apache-2.0
// Why a file that no connector reads is not read.
#pragma once

#include <string>
#include <string_view>

namespace debrief::connectors {

/// In words for people, with what to do where something can be done; told by the first bytes and the name.
[[nodiscard]] std::string reason_unread(std::string_view name, std::string_view bytes);

/// Files that systems leave behind in folders and archives, such as .DS_Store.
[[nodiscard]] bool is_system_file(std::string_view name);

/// Text where most lines begin with a time to the second: a log rather than notes.
[[nodiscard]] bool looks_like_log(std::string_view name, std::string_view head);

}  // namespace debrief::connectors
