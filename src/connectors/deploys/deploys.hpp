// SPDX-License-Identifier: Apache-2.0
// Deploys and other changes: GitHub's webhooks `deployment` and `deployment_status`, and CDEvents in
// CloudEvents (structured, or a batch of them). Pure; safe from any thread. Unknown fields are ignored.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/evidence.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace debrief::connectors::deploys {

/// One delivery of GitHub as an entry of kind `deploy`. Locator and services of the file are up to the caller.
/// Errors: invalid, when it lacks what makes a deploy: a state or a time.
[[nodiscard]] Result<domain::ReadEntry> from_github(const json::object& delivery);

/// One CDEvent, inside a CloudEvent or bare, as an entry of kind `deploy` (services, environments), `alert`
/// (incidents) or `change` (everything else). Errors: invalid (no time, unreadable data), unsupported (a
/// CloudEvent of another vocabulary).
[[nodiscard]] Result<domain::ReadEntry> from_cdevent(const json::object& event);

/// Files of captured payloads: one document, an array, or one per line.
[[nodiscard]] domain::Reading read_github(std::string_view bytes, const domain::ReadContext& context);
[[nodiscard]] domain::Reading read_cdevents(std::string_view bytes, const domain::ReadContext& context);

/// Confidence; see Connector::recognise.
[[nodiscard]] int recognise_github(std::string_view name, std::string_view head);
[[nodiscard]] int recognise_cdevents(std::string_view name, std::string_view head);

}  // namespace debrief::connectors::deploys
