// SPDX-License-Identifier: Apache-2.0
// Sends files to a Debrief: small ones at once, large ones in pieces that go on where they stood.
#pragma once

#include "cli/client.hpp"
#include "cli/files.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace debrief::cli {

/// Files of more bytes than this are sent in pieces.
inline constexpr std::uintmax_t kSentAtOnce = 32UL * 1024 * 1024;

/// Where a file goes: to an incident, or, without one, to a reconstruction that follows.
struct UploadGoal {
  std::optional<std::int64_t> incident = {};
  std::string zone = {};  ///< of times that name none; may be empty
};

/// Sends one file and returns the server's answer: the evidence of the incident, or the upload. A large file whose
/// upload was broken off, by this command or another, goes on where it stood; when the connection breaks it tries again
/// for about a minute. Errors: those of the server; invalid when the file cannot be read or changes meanwhile.
[[nodiscard]] Result<json::object> upload_file(ApiClient& api, const FoundFile& file, const UploadGoal& goal);

}  // namespace debrief::cli
