// SPDX-License-Identifier: Apache-2.0
// What leaves the server for people and programs that have no account: messages to endpoints, mails to subscribers.
#pragma once

#include "base/json.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace debrief::domain {

/// What a program outside is told. It is sent at least once, with an id that stays the same for every attempt.
struct OutgoingMessage {
  std::string endpoint;                   ///< id of the endpoint that it goes to
  std::string type;                       ///< "incident.declared", "update.posted", …
  std::optional<std::int64_t> incident;
  json::object data;
  std::string text;                       ///< the same for people, one paragraph; what a chat channel shows
  std::string path;                       ///< where it leads in the web UI; empty: nowhere
  std::string key;                        ///< an endpoint is not told twice under one key; empty: always told
};

/// A place outside that messages are sent to.
struct EndpointWanted {
  std::string owner;                      ///< the slice and thing it belongs to, such as "status/0193…"; empty: set up by hand
  std::string kind;                       ///< "webhook", "slack", "mattermost"
  std::string name;
  std::string address;                    ///< https URL; sealed at rest
  std::string secret;                     ///< signing key ("whsec_…") of a webhook; empty: one is made
};

/// A mail to an address that is no account's, such as a subscriber's.
struct OutsideMail {
  std::string address;
  std::string subject;
  std::string text;
  std::string unsubscribe;                ///< URL for List-Unsubscribe with one click (RFC 8058); empty: none
  std::string key;                        ///< an address is not told twice under one key; empty: always told
};

}  // namespace debrief::domain
