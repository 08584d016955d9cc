// SPDX-License-Identifier: Apache-2.0
// Who may read and write one document, as the policy says at one moment.
#pragma once

#include "db/database.hpp"
#include "domain/access.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace debrief::features::postmortems::editing {

class Readers {
 public:
  /// Nobody.
  Readers() = default;
  /// As the tables have it; nobody when there is no such incident.
  static Readers of(db::Connection& db, std::int64_t incident);

  /// As domain::require for the incident.
  [[nodiscard]] Result<> require(const domain::Principal& who, domain::Action action) const;
  [[nodiscard]] bool admits(const domain::Principal& who, domain::Action action) const;

 private:
  [[nodiscard]] domain::Object object_for(const domain::Principal& who) const;

  bool exists_ = false;
  domain::Visibility visibility_ = domain::Visibility::private_;
  std::set<std::string> involved_;  // of a private incident
};

}  // namespace debrief::features::postmortems::editing
