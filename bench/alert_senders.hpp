// SPDX-License-Identifier: Apache-2.0
// Many senders of Alertmanager's webhooks on one thread, since the server under load shares the processors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace debrief::bench {

/// One webhook (version 4) of firing alerts that differ from all others; `first` numbers them.
[[nodiscard]] std::string webhook(std::uint64_t first, std::size_t alerts);

struct Load {
  std::uint16_t port = 0;
  std::string path;               ///< of the source's hook
  std::size_t senders = 1;        ///< connections, each with one request under way
  std::size_t alerts = 1;         ///< in each webhook
  std::uint64_t first_alert = 0;  ///< alerts are numbered from here on
  double seconds = 2;
};

struct Sent {
  std::size_t facts = 0;     ///< that the server acknowledged as recorded
  std::size_t requests = 0;  ///< answered with 202
  std::size_t refused = 0;   ///< answered otherwise
  double seconds = 0;
  std::vector<double> milliseconds;  ///< from sending to the whole answer, of each request
};

/// Sends until the time is over, then waits for the answers under way. Throws std::runtime_error when a connection
/// ends or nothing is answered for ten seconds.
[[nodiscard]] Sent send_alerts(const Load& load);

}  // namespace debrief::bench
