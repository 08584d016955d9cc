// SPDX-License-Identifier: Apache-2.0
// The files of the mirror: one for each published postmortem, and their index. Pure.
#pragma once

#include "features/postmortems/export.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::postmortems::mirror {

inline constexpr std::string_view kFolder = "postmortems";
inline constexpr std::string_view kIndexPath = "postmortems/README.md";

/// "postmortems/INC-42-checkout-answers-500.md": letters and digits of ASCII, at most 60 of the title.
[[nodiscard]] std::string path_of(std::int64_t incident, std::string_view title);

/// The Markdown export, with a comment before and one after the text that people may edit.
[[nodiscard]] std::string file_of(const ExportInput& input);

/// The text between the two comments, lines ending with LF; absent when one of them is not there any more.
[[nodiscard]] std::optional<std::string> text_in(std::string_view file);

/// A line of the index.
struct Listed {
  std::int64_t incident = 0;
  std::string title;
  std::string path;
  std::optional<std::string> severity;
  Instant occurred_at;
};
/// The newest incident first.
[[nodiscard]] std::string index_of(std::vector<Listed> listed);

/// What happens to a file with a commit of ours.
struct Step {
  enum class Kind { published, changed, taken_back } kind;
  std::int64_t incident = 0;
  std::string title;
  std::int64_t version = 0;
  std::string author;  ///< of the version
};
/// A subject that names one postmortem, or counts several, and a line for each below it.
[[nodiscard]] std::string message_of(const std::vector<Step>& steps);

}  // namespace debrief::features::postmortems::mirror
