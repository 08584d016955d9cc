// SPDX-License-Identifier: Apache-2.0
// What is to be written into the mirror.
#pragma once

#include "features/postmortems/mirror/mirror.hpp"
#include "features/postmortems/mirror/mirror_file.hpp"

namespace debrief::features::postmortems::mirror {

struct Plan {
  git::Files files;                  ///< contents, without the index
  std::vector<store::File> written;  ///< what then stands in the mirror
  std::vector<std::string> removed;  ///< paths of what was taken back
  std::vector<Step> steps;

  [[nodiscard]] bool empty() const { return steps.empty(); }
};

/// Gathers at most `limit` documents. Not inside a transaction. Errors: as gather_export.
Result<Plan> plan_writing(journal::Journal& journal, const Ports& ports, std::size_t limit);

/// The index once the plan is carried out.
Result<std::string> plan_index(journal::Journal& journal, const Ports& ports, const Plan& plan);

}  // namespace debrief::features::postmortems::mirror
