// SPDX-License-Identifier: Apache-2.0
#include "app/trackers.hpp"

#include "app/outgoing.hpp"
#include "connectors/trackers/github/github.hpp"
#include "connectors/trackers/gitlab/gitlab.hpp"
#include "connectors/trackers/jira/jira.hpp"

namespace debrief::app {
namespace {

constexpr std::chrono::seconds kTrackerTimeout{20};
constexpr std::size_t kTrackerAnswerLimit = 4UL * 1024UL * 1024UL;

}  // namespace

void connect_trackers(features::actions::Ports& ports, const Config& config, const SealingKey& key) {
  for (auto& tracker : {connectors::github::tracker(), connectors::gitlab::tracker(), connectors::jira::tracker()})
    ports.trackers.emplace(tracker.kind, tracker);
  ports.send =
      [allowed = config.allow_outgoing](const domain::TrackerCall& call) -> Result<features::actions::TrackerAnswer> {
    return send_guarded<features::actions::TrackerAnswer>(call, allowed, kTrackerTimeout, kTrackerAnswerLimit);
  };
  ports.seal = [key](std::string_view text, std::string_view context) { return key.seal(text, context); };
  ports.open = [key](std::string_view sealed, std::string_view context) { return key.open(sealed, context); };
}

}  // namespace debrief::app
