// SPDX-License-Identifier: Apache-2.0
// The lookup slice: finds anything by words, over incidents, timelines, evidence, postmortems, actions and runbooks.
#pragma once

#include "base/log.hpp"
#include "domain/ports.hpp"
#include "features/lookup/text_index.hpp"
#include "journal/journal.hpp"
#include "journal/news_thread.hpp"
#include "routing/route.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace debrief::features::lookup {

struct Ports {
  domain::GetIncident get_incident;
  domain::ListTimeline list_timeline;
  domain::ListEvidence list_evidence;
  domain::FindPostmortem find_postmortem;
  domain::ListActions list_actions;
  std::function<std::vector<RunbookText>()> list_runbooks;  ///< all but archived ones
};

/// Follows the journal and keeps the index in step with it. Safe from any thread.
class Lookup {
 public:
  /// The index lies in `file`. The journal must outlive it.
  Lookup(journal::Journal& journal, Ports ports, const std::filesystem::path& file, Log& log);

  /// Follows the journal on a thread from now on.
  void start();
  /// Everything recorded so far is in the index when it returns.
  void catch_up();
  /// Catches up first where nothing follows the journal.
  [[nodiscard]] Answer find(const domain::Principal& who, const Wanted& wanted, std::size_t limit, std::size_t offset);
  /// How many facts are not in the index yet.
  [[nodiscard]] std::int64_t behind();

 private:
  void index_incident(std::int64_t number);
  void index_runbooks();

  journal::Journal& journal_;
  Ports ports_;
  Log& log_;
  TextIndex index_;
  std::mutex following_;                       // one follower at a time
  std::optional<journal::NewsThread> thread_;  // ends first: it calls what stands above
};

std::vector<Route> routes(Lookup& lookup);

}  // namespace debrief::features::lookup
