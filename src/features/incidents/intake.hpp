// SPDX-License-Identifier: Apache-2.0
// What an alert does to incidents: decided from values alone.
#pragma once

#include "domain/signal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::incidents {

/// The alert of the same identity, as it is stored.
struct KnownAlert {
  std::string id;
  std::int64_t incident = 0;
  bool firing = true;
};

enum class IntakeVerb {
  ignore,   ///< told before
  resolve,  ///< a known alert ended
  attach,   ///< a new alert joins an open incident
  declare,  ///< a new alert with no incident to join
};

struct Intake {
  IntakeVerb verb = IntakeVerb::ignore;
  bool resolved = false;  ///< with attach and declare: the alert is over already
};

/// The same set of signals leads to the same incidents and alerts in any order and with any repetition: an
/// alert that is first heard of when it resolves is recorded as fired and resolved.
[[nodiscard]] Intake decide(const domain::Signal& signal, const std::optional<KnownAlert>& known,
                            std::optional<std::int64_t> open_incident);

/// Alerts of one source with the same key belong to one incident: the values of those labels of `group_by`
/// that the alert has, or its name when it has none of them.
[[nodiscard]] std::string group_key(const domain::Signal& signal, const std::string& source_id,
                                    const std::vector<std::string>& group_by);

/// A title for the incident that an alert declares: its summary, or its name and service.
[[nodiscard]] std::string title_of(const domain::Signal& signal);

}  // namespace debrief::features::incidents
