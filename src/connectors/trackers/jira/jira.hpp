// SPDX-License-Identifier: Apache-2.0
// Issues of Jira, cloud and data center, by version 2 of its REST API (developer.atlassian.com/cloud/jira).
#pragma once

#include "domain/tracker.hpp"

namespace debrief::connectors::jira {

[[nodiscard]] domain::Tracker tracker();

}  // namespace debrief::connectors::jira
