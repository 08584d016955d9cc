// SPDX-License-Identifier: Apache-2.0
// The services slice: a catalogue of services with owners, dependencies and links, and whom to bring in when one of them
// is concerned.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "domain/access.hpp"
#include "domain/ports.hpp"
#include "domain/service.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::services {

/// A service as it is kept.
struct Kept {
  domain::Service service;
  std::string updated_by;
  Instant updated_at;
  std::int64_t version = 1;
};

/// All of the catalogue, by name.
[[nodiscard]] std::vector<Kept> list(db::Connection& db);
/// The team that owns a service, by service, of those that have one.
[[nodiscard]] std::map<std::string, std::string> list_teams(db::Connection& db);
[[nodiscard]] std::optional<Kept> find(db::Connection& db, std::string_view name);

/// Trims the texts and takes out what is said twice. Errors: invalid, with the field as a JSON pointer.
Result<domain::Service> check(domain::Service service);

enum class Saved { added, changed, unchanged };
/// Puts the service into the catalogue, or in the place of the one of this name. Errors: forbidden, invalid,
/// precondition (`expected` is not its version).
Result<Saved> save(journal::Transaction& tx, const domain::Principal& who, domain::Service service,
                   std::optional<std::int64_t> expected = {});
/// Incidents keep the name. Errors: forbidden, not_found.
Result<> remove(journal::Transaction& tx, const domain::Principal& who, std::string_view name);

/// What a file of a catalogue says.
struct CatalogueFile {
  std::vector<domain::Service> services;
  std::vector<std::string> skipped;  ///< what was not taken, and why
};
/// Reads YAML or JSON: our own form (`services:` with a list), or documents of Backstage, of which those of the kind
/// Component, API and Resource are services (https://backstage.io/docs/features/software-catalog/descriptor-format).
/// Errors: invalid (no YAML, nothing of either form, more than 20,000 values or 20 levels).
Result<CatalogueFile> read_file(std::string_view text);

struct Ports {
  domain::GetIncident get_incident;
  domain::ListMembers list_members;
  domain::ListTeams list_teams;
  /// Who may need rest, as far as `who` may know: a sentence by name. May be absent.
  std::function<std::map<std::string, std::string>(const domain::Principal& who)> list_tired = {};
};

/// Who could help with the incident and is not in it yet, the likeliest first. Errors: not_found.
Result<std::vector<domain::SuggestedResponder>> list_suggested(db::Database& database, const Ports& ports, const domain::Principal& who,
                                                 std::int64_t number);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::services
