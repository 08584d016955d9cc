// SPDX-License-Identifier: Apache-2.0
// The factors slice: what contributed to an incident, and what led to what.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave facts; `expected` is the version
// of the graph that the caller has seen, absent when it does not matter. The others read. Errors: invalid, not_found,
// forbidden, conflict (circles, limits), precondition.
#pragma once

#include "domain/factor_figure.hpp"
#include "domain/ports.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace debrief::features::factors {

inline constexpr std::size_t kMostFactors = 200;
inline constexpr std::size_t kMostLinks = 500;
inline constexpr std::size_t kLongestTitle = 300;  // bytes, also of the texts of links
inline constexpr std::size_t kLongestText = 10'000;
inline constexpr std::size_t kMostSources = 50;  // entries, and evidence

struct Ports {
  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  domain::ListEvidence list_evidence;
};

using Version = std::optional<std::int64_t>;

struct NewFactor {
  std::string kind;
  std::string title;
  std::string text;
  std::vector<std::int64_t> entries;
  std::vector<std::string> evidence;
  std::vector<domain::FactorLink> effects;  ///< what it contributed to; `cause` is filled in
  std::vector<domain::FactorLink> causes;   ///< what contributed to it; `effect` is filled in
};

/// What is absent stays as it is.
struct FactorChange {
  std::optional<std::string> kind;
  std::optional<std::string> title;
  std::optional<std::string> text;
  std::optional<std::vector<std::int64_t>> entries;
  std::optional<std::vector<std::string>> evidence;
};

/// A factor with its links, as it was removed or came back.
struct FactorWithLinks {
  domain::Factor factor;
  std::vector<domain::FactorLink> links;
};

Result<domain::Factor> add(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                           NewFactor wanted, Version expected);
Result<domain::Factor> change(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                              const std::string& id, const FactorChange& wanted, Version expected);
/// The factor leaves the graph, and its links with it; restore() brings all of them back.
Result<FactorWithLinks> remove(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                               const std::string& id, Version expected);
/// Errors: conflict when links that were made meanwhile would close a circle.
Result<FactorWithLinks> restore(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                                const std::string& id, Version expected);
/// Makes the link or changes its text. Errors: conflict when it would close a circle, which is named.
Result<domain::FactorLink> link(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                                domain::FactorLink wanted, Version expected);
/// Returns the link as it was.
Result<domain::FactorLink> unlink(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                                  const std::string& cause, const std::string& effect, Version expected);

/// The graph with its version.
struct GraphAsOf {
  domain::FactorGraph graph;
  std::int64_t version = 0;
};
Result<GraphAsOf> read(db::Connection& db, const domain::Principal& who, std::int64_t incident);

/// Answers for ListFactorKinds and DrawFactors.
[[nodiscard]] const std::vector<domain::FactorKind>& list_kinds();
[[nodiscard]] domain::FactorFigure draw_figure(const domain::FactorGraph& graph,
                                               const domain::FactorCaptions& captions);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::factors
