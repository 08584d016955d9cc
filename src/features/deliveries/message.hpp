// SPDX-License-Identifier: Apache-2.0
// The bodies of messages. Pure.
#pragma once

#include "domain/incident.hpp"
#include "features/deliveries/endpoint.hpp"

#include <string>
#include <string_view>

namespace debrief::features::deliveries {

/// What is told, for programs and for people.
struct Message {
  std::string type;
  Instant at;
  json::object data;  ///< of webhooks; `text` and `url` are put beside it
  std::string text;   ///< one paragraph of plain text
  std::string url;    ///< where to look; empty: nowhere
};

/// JSON: `{"type", "version", "timestamp", "data"}` for webhooks, `{"text"}` for chats, at most 4,000 bytes of text.
[[nodiscard]] std::string body_for(EndpointKind kind, const Message& message);

/// The `incident` of data: number, key, title, kind, severity, state, phase, services, url.
[[nodiscard]] json::object incident_json(const domain::Incident& incident, std::string_view url);

/// Text that Slack shows as it stands: & < > are escaped, and nobody is mentioned. Cut to `limit` bytes.
[[nodiscard]] std::string slack_text(std::string_view plain, std::size_t limit);
/// The same for Mattermost, whose Markdown and mentions are kept from working.
[[nodiscard]] std::string mattermost_text(std::string_view plain, std::size_t limit);

}  // namespace debrief::features::deliveries
