// SPDX-License-Identifier: Apache-2.0
// `debrief lint`: needs no store and no server.
#pragma once

#include <string>
#include <vector>

namespace debrief::cli {

struct LintOptions {
  std::vector<std::string> paths = {};  ///< files, folders (the .md files below them), "-" for standard input
  std::vector<std::string> rules = {};
  std::string language = "en";
};

/// kDone without remarks, kRemarked with some.
int lint(const LintOptions& options, bool json);

}  // namespace debrief::cli
