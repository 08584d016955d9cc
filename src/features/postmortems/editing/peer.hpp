// SPDX-License-Identifier: Apache-2.0
// The other end of a connection, as far as editing cares.
#pragma once

#include "domain/access.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace debrief::features::postmortems::editing {

/// All members are safe from any thread.
class Peer {
 public:
  virtual ~Peer() = default;
  /// False when the connection is closing.
  virtual bool send(std::shared_ptr<const std::string> message) = 0;
  virtual void close(std::uint16_t code, std::string_view reason) = 0;
};

/// Why the server closes a connection; codes from 4000 on are those of the application (RFC 6455, 7.4.2).
enum Close : std::uint16_t {
  kBroken = 1008,    ///< the client does not keep to the protocol
  kComeBack = 1013,  ///< too slow, or too many messages wait
  kSessionEnded = 4401,
  kGone = 4404,  ///< there is no such document, or not for this person any more
  kOpenedElsewhere = 4409,
};

/// One connection to one document.
struct Session {
  Session(std::int64_t number, std::shared_ptr<Peer> other_end, std::function<std::optional<domain::Principal>()> ask)
      : incident(number), peer(std::move(other_end)), authenticate(std::move(ask)) {}

  const std::int64_t incident;
  const std::shared_ptr<Peer> peer;
  /// Who it is now; absent when the session or the token has ended. Safe from any thread.
  const std::function<std::optional<domain::Principal>()> authenticate;
  std::atomic<int> waiting = 0;  ///< messages that were received and not handled yet
  std::string client;            ///< from its first message; for LiveDocuments only
};

}  // namespace debrief::features::postmortems::editing
