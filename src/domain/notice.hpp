// SPDX-License-Identifier: Apache-2.0
// What people are told: in the application, and by mail where that is set up.
#pragma once

#include "domain/access.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::domain {

/// One message to some people. Nobody is told about an incident that they may not read.
struct Notice {
  std::string kind;                       ///< "postmortem.required", "account.requested", …: what people switch off by
  std::vector<std::string> to;            ///< ids of accounts, each once
  std::optional<std::int64_t> incident;
  std::string title;                      ///< one line
  std::string text;                       ///< plain text, some lines
  std::string path;                       ///< where it leads in the web UI, such as "/incidents/7/postmortem"
  std::string key;                        ///< nobody is told twice under one key; empty: always told
};

/// A person with an account, as others may know it.
struct Member {
  std::string id;
  std::string name;
  std::string email;
  AccessRole role = AccessRole::viewer;
};

/// Somebody who had to do with an incident.
struct Involved {
  std::string person;                     ///< name as it was recorded
  std::optional<std::string> user_id;     ///< the account, when there is one
  std::vector<std::string> roles;         ///< ids of role kinds that the person held
  std::int64_t entries = 0;               ///< what the person did or said on the timeline
  bool invited = false;                   ///< asked for an account by hand, such as a stakeholder
};

}  // namespace debrief::domain
