// SPDX-License-Identifier: Apache-2.0
// The hypotheses slice: what could explain the incident, what speaks for and against it, and what became of the thought.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave facts; `expected` is the version
// that the caller has seen, absent when it does not matter. The others read. Errors: invalid, not_found, forbidden,
// conflict, precondition.
#pragma once

#include "domain/ports.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::hypotheses {

inline constexpr std::size_t kLongestText = 2000;     // bytes
inline constexpr std::int64_t kMostHypotheses = 500;  // of one incident
inline constexpr std::size_t kMostArguments = 200;    // of one hypothesis
inline constexpr std::size_t kMostSources = 50;       // of one argument, of each kind

struct Ports {
  domain::ListEvidence list_evidence;
};

Result<domain::Hypothesis> add(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                               const std::string& text, std::optional<Instant> occurred_at);

/// Look evidence up before the transaction; that entries are of the incident is checked here.
struct NewArgument {
  domain::Stance stance = domain::Stance::supports;
  std::string text;
  std::vector<std::int64_t> entries;
  std::vector<std::string> evidence;
  std::optional<Instant> occurred_at;
};
Result<domain::Hypothesis> argue(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                                 const std::string& id, const NewArgument& wanted);

/// Settling needs a reason; opening again does not.
struct Settling {
  domain::HypothesisState state = domain::HypothesisState::open;
  std::string reason;
  std::optional<Instant> occurred_at;
};
Result<domain::Hypothesis> settle(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                                  const std::string& id, const Settling& wanted, std::optional<std::int64_t> expected);

/// Answer for ListHypotheses.
Result<std::vector<domain::Hypothesis>> list(db::Connection& db, const domain::Principal& who, std::int64_t incident);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::hypotheses
