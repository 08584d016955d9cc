// SPDX-License-Identifier: Apache-2.0
// What the catalogue knows of a service: whose it is, and what it needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::domain {

struct ServiceLink {
  std::string name;
  std::string url;  ///< http or https
  friend bool operator==(const ServiceLink&, const ServiceLink&) = default;
};

/// Names of teams, people and other services need not be known (yet): a catalogue often comes before they do.
struct Service {
  std::string name;                     ///< as incidents name it
  std::string description;
  std::string team;                     ///< name of the team that owns it; may be empty
  std::optional<std::int64_t> tier;     ///< 1 is what the business stands on, 4 what nobody misses
  std::vector<std::string> contacts;    ///< names of people to ask
  std::vector<std::string> depends_on;  ///< names of services
  std::vector<ServiceLink> links;
  friend bool operator==(const Service&, const Service&) = default;
};

/// Somebody who could help with an incident, and why.
struct SuggestedResponder {
  std::string person;                  ///< the name
  std::optional<std::string> user_id;  ///< the account, when there is one
  std::int64_t weight = 0;             ///< the more, the likelier; for the order only
  std::vector<std::string> reasons;    ///< whole sentences, the weightiest first
};

}  // namespace debrief::domain
