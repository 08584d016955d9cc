// SPDX-License-Identifier: Apache-2.0
// `debrief edit`: change a postmortem's text in one's own editor, together with whoever edits at the same time.
#pragma once

#include "cli/client.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace debrief::cli {

struct EditOptions {
  std::string incident;
  std::string file;                     ///< holds the new text; "-" is standard input
  std::optional<std::int64_t> edition;  ///< that `file` was made from; without it the one at the time of the command
  std::optional<std::string> append;
};

/// Takes the new text from `file`, from `append` or from $VISUAL, $EDITOR or vi, and sends what is different from the
/// text that was fetched: what others wrote meanwhile stays. Returns an exit code. When sending fails, the text that
/// was edited stays in a file that the message names.
int edit_postmortem(ApiClient& api, const EditOptions& options, bool json);

}  // namespace debrief::cli
