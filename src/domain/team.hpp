// SPDX-License-Identifier: Apache-2.0
// People who belong together, whatever incident there is.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace debrief::domain {

struct Team {
  std::string id;
  std::string name;
  std::string about;                 ///< what it looks after; may be empty
  std::optional<std::string> lead;   ///< id of an account, which is a member too
  std::vector<std::string> members;  ///< ids of accounts, by name
};

}  // namespace debrief::domain
