// SPDX-License-Identifier: Apache-2.0
// The relations slice: parent and sub-incidents, duplicates, related incidents, causes.
//
// Functions that take a Transaction write in it, apply the policy for `who` on both incidents, and leave a fact on each.
// The others read. Errors: invalid, not_found, forbidden, conflict.
#pragma once

#include "domain/ports.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::relations {

inline constexpr std::size_t kMostLinks = 200;  // of one incident
inline constexpr std::size_t kLongestReason = 1000;  // bytes

/// What the other incident is to the one that asks.
enum class Relation { parent, child, duplicate_of, duplicate, related, caused_by, caused };
[[nodiscard]] std::string_view to_text(Relation relation);
[[nodiscard]] std::optional<Relation> relation_from(std::string_view text);
/// As seen from the other side; related is its own.
[[nodiscard]] Relation inverse(Relation relation);

/// A link as `incident` sees it.
struct Link {
  std::string id;
  std::int64_t incident = 0;
  Relation relation = Relation::related;
  std::int64_t other = 0;
  std::string by;
  Instant at;
};

/// What a sub-incident takes over from its parent unless it is said.
struct SubIncident {
  std::string title;
  std::string summary = {};
  std::optional<std::string> severity = {};
  std::vector<std::string> services = {};
  domain::Kind kind = domain::Kind::normal;
  domain::Visibility visibility = domain::Visibility::everyone;
};

struct Ports {
  domain::GetIncident get_incident;
  /// Declares inside the caller's transaction and returns the number.
  std::function<Result<std::int64_t>(journal::Transaction&, const domain::Principal&, const SubIncident&)> declare;
  /// Ends an incident that goes on elsewhere; nothing happens when it is over.
  std::function<Result<>(journal::Transaction&, const domain::Principal&, std::int64_t number)> close;
  /// The past incident that a text, or a running incident, resembles most; absent: none.
  std::function<std::optional<std::int64_t>(const domain::Principal&, std::string_view text)> past_like_text;
  std::function<std::optional<std::int64_t>(const domain::Principal&, std::int64_t number)> past_like;
};

/// Links the incident with `other`, which is its `relation`. A duplicate is closed when `close` says so; the reason goes
/// into the facts. Said again it changes nothing. Errors: conflict (a second parent, a circle, too many).
struct NewLink {
  Relation relation = Relation::related;
  std::int64_t other = 0;
  std::string reason = {};
  bool close = false;
};
Result<Link> link(journal::Transaction& tx, const Ports& ports, const domain::Principal& who, std::int64_t number,
                  const NewLink& wanted);
Result<> unlink(journal::Transaction& tx, const domain::Principal& who, std::int64_t number, const std::string& id);

/// Absent members are the parent's. Those who may read a private parent may read its sub-incident.
struct NewSub {
  std::string title;
  std::string summary = {};
  std::optional<std::string> severity = {};
  std::optional<std::vector<std::string>> services = {};
};
Result<std::int64_t> declare_sub(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                                 const domain::Incident& parent, const NewSub& wanted);

/// Those whose other incident `who` may read too.
Result<std::vector<Link>> list(db::Connection& db, const domain::Principal& who, std::int64_t number);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::relations
