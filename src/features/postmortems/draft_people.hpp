// SPDX-License-Identifier: Apache-2.0
// Who took part, from role assignments and from who is seen in the record.
#pragma once

#include "features/postmortems/draft.hpp"
#include "features/postmortems/labels.hpp"

#include <string>
#include <vector>

namespace debrief::features::postmortems {

struct Person {
  std::string name;
  std::vector<std::string> roles;  ///< names of roles held, in the order of assignment
  std::vector<const domain::TimelineEntry*>
      entries;  ///< of which they are the actor; not hidden ones, nor deploys, changes and alerts
};

/// Role holders first, then by the number of entries. Points into `input`.
[[nodiscard]] std::vector<Person> list_people(const DraftInput& input);

/// The roles with their holders and times, then the others who are seen in the record; empty when there are none.
[[nodiscard]] std::string roles_list(const DraftInput& input);

/// A place for each person's own account, with what the record shows of them. At most twelve; the others are named.
[[nodiscard]] std::string accounts(const DraftInput& input, const Labels& labels);

}  // namespace debrief::features::postmortems
