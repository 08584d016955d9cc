// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/fold.hpp"

#include <algorithm>
#include <string_view>

namespace debrief::features::postmortems {
namespace {

using domain::TimelineEntry;

constexpr std::size_t kShortestRun = 3;

bool is_talk(const TimelineEntry& entry) {
  return !entry.key_moment && entry.kind == "message";
}

bool comes_in_masses(const TimelineEntry& entry) {
  static constexpr std::string_view kKinds[] = {"message", "note", "observation", "change", "alert", "alert_resolved"};
  return !entry.key_moment && std::find(std::begin(kKinds), std::end(kKinds), entry.kind) != std::end(kKinds);
}

void add_run(std::vector<Run>& runs, Run run) {
  if (run.size() >= kShortestRun) return runs.push_back(std::move(run));
  for (const TimelineEntry* entry : run) runs.push_back({entry});
}

template <class Test>
std::vector<Run> fold_where(const std::vector<const TimelineEntry*>& entries, const Test& foldable) {
  std::vector<Run> runs;
  Run open;
  for (const TimelineEntry* entry : entries) {
    if (foldable(*entry)) {
      open.push_back(entry);
      continue;
    }
    add_run(runs, std::move(open));
    open.clear();
    runs.push_back({entry});
  }
  add_run(runs, std::move(open));
  return runs;
}

}  // namespace

std::vector<Run> fold(const std::vector<const TimelineEntry*>& entries, std::size_t rows) {
  if (entries.size() <= rows) return fold_where(entries, [](const TimelineEntry&) { return false; });
  std::vector<Run> runs = fold_where(entries, is_talk);
  return runs.size() <= rows ? runs : fold_where(entries, comes_in_masses);
}

}  // namespace debrief::features::postmortems
