// SPDX-License-Identifier: Apache-2.0
// The question that the evidence slice asks the connectors.
#pragma once

#include "domain/evidence.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::domain {

struct OriginalFile {
  std::string name;  ///< with folders
  std::string bytes;
};

/// What one file, or one member of an archive, holds.
struct ReadFile {
  std::string name;
  std::optional<std::size_t> parent;  ///< index in the result of the archive that it is a member of
  std::string bytes;                  ///< of a member; empty for files that were given
  Reading reading;
};

/// Reads files that belong to one incident. One result for each file, in their order; members follow. `zone`
/// is assumed for times that name none.
using ReadFiles =
    std::function<std::vector<ReadFile>(const std::vector<OriginalFile>& files, const std::optional<std::string>& zone)>;

}  // namespace debrief::domain
