// SPDX-License-Identifier: Apache-2.0
// A fact: an immutable entry of the journal. Nothing edits a fact; a correction is another fact.
#pragma once

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"

#include <cstdint>
#include <string>

namespace debrief::domain {

/// The chain that facts about the server itself (users, sources, uploads) belong to.
inline constexpr std::int64_t kServerChain = 0;

/// What is about to be recorded.
struct NewFact {
  std::int64_t incident = kServerChain;  ///< number of the incident, or kServerChain
  std::string kind;                      ///< one of events.hpp
  Instant occurred_at;                   ///< when it happened, as told by whoever reports it
  json::object data;
};

/// What is recorded. `position` counts all facts of the store from 1 without gaps; `seq` counts those of
/// one incident from 1. `hash` covers everything else here and the hash of the fact before it in the chain.
struct Fact {
  std::int64_t position = 0;
  std::int64_t incident = kServerChain;
  std::int64_t seq = 0;
  std::string kind;
  Instant occurred_at;
  Instant recorded_at;
  std::string actor;     ///< the name of who did it, as it was then; "Debrief" for the server itself
  std::string actor_id;  ///< id of the user, or empty
  std::string source;    ///< through what it came: "web", "api", "cli", "Alertmanager prod"
  json::object data;
  Digest hash{};
};

}  // namespace debrief::domain
