// SPDX-License-Identifier: Apache-2.0
// What happened to the server itself: facts of its own chain, newest first, and who was let into which incident.
#pragma once

#include "db/database.hpp"
#include "domain/fact.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::access {

struct AuditQuestion {
  std::string group;               ///< part of the kinds, such as "user"; empty: all
  std::string person;              ///< id or name of who did it or whom it is about; empty: all
  std::optional<Instant> since;
  std::optional<Instant> until;
  std::optional<std::int64_t> before;  ///< position: older facts only
  std::int64_t limit = 100;
};

/// The parts that a fact's kind can begin with: "user", "session", "token", …
[[nodiscard]] const std::vector<std::string_view>& audit_groups();
[[nodiscard]] std::vector<domain::Fact> list_audit(db::Connection& db, const AuditQuestion& question);

/// What a fact says, as a sentence about `name`, which tells an account's name from its id.
[[nodiscard]] std::string tell_audit(const domain::Fact& fact, const std::function<std::string(std::string_view id)>& name);
/// A cell that no spreadsheet takes for a formula (RFC 4180 quoting).
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace debrief::features::access
