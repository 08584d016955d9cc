// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/pins.hpp"

#include "base/json.hpp"
#include "domain/events.hpp"

namespace debrief::features::evidence::logs {
namespace {

constexpr std::size_t kFactsAtOnce = 1000;
constexpr std::size_t kMostIncidents = 256;

}  // namespace

std::optional<std::int64_t> PinnedLines::find(const std::string& evidence, const std::string& locator) const {
  const auto found = entries_.find({evidence, locator});
  return found == entries_.end() ? std::nullopt : std::optional(found->second);
}

// What connectors read are entries too; lines of logs have an origin of their own.
void PinnedLines::add(const domain::Fact& fact) {
  if (fact.kind != domain::events::kEntryRead || !json::text_at(fact.data, "origin").starts_with("log ")) return;
  entries_[{std::string(json::text_at(fact.data, "evidence")), std::string(json::text_at(fact.data, "locator"))}] =
      fact.position;
}

std::shared_ptr<const PinnedLines> Pins::of(std::int64_t incident) {
  const std::scoped_lock lock(mutex_);
  if (known_.size() >= kMostIncidents && !known_.contains(incident)) known_.clear();
  Known& known = known_[incident];
  std::shared_ptr<PinnedLines> fresh;
  for (auto facts = journal_.list_after(known.position, kFactsAtOnce, incident); !facts.empty();
       facts = journal_.list_after(known.position, kFactsAtOnce, incident)) {
    if (!fresh) fresh = std::make_shared<PinnedLines>(*known.lines);
    for (const auto& fact : facts) fresh->add(fact);
    known.position = facts.back().position;
  }
  if (fresh) known.lines = std::move(fresh);
  return known.lines;
}

}  // namespace debrief::features::evidence::logs
