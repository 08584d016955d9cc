// SPDX-License-Identifier: Apache-2.0
// Whom to bring in, from what is known. Pure.
#pragma once

#include "domain/incident.hpp"
#include "domain/notice.hpp"
#include "domain/service.hpp"
#include "domain/team.hpp"
#include "features/services/store.hpp"

#include <vector>

namespace debrief::features::services {

struct Known {
  std::vector<domain::Service> catalogue;
  std::vector<domain::Team> teams;
  std::vector<domain::Member> members;
  std::vector<store::Past> past;  ///< newest first, of the incident's services
};

/// The services of the incident and, after them, what they depend on and what depends on them, each once.
struct Concern {
  std::string service;
  std::string why;      ///< "", or "which checkout depends on"
  bool direct = true;   ///< the incident names it
};
[[nodiscard]] std::vector<Concern> list_concerns(const std::vector<std::string>& services, const std::vector<domain::Service>& catalogue);

/// At most 20, the weightiest first; nobody who holds a role in the incident now.
[[nodiscard]] std::vector<domain::SuggestedResponder> suggest(const domain::Incident& incident, const Known& known);

}  // namespace debrief::features::services
