// SPDX-License-Identifier: Apache-2.0
// Commands about action items.
#pragma once

#include "cli/client.hpp"

#include <cstdint>
#include <string>

namespace debrief::cli {

struct ActionOptions {
  std::string incident, owner, state = "active", service, type, proof;
  bool overdue = false;
  std::int64_t limit = 100;
};
/// Lists action items, open ones first in the order of their dates.
int list_actions(ApiClient& api, const ActionOptions& options, bool json);

}  // namespace debrief::cli
