// SPDX-License-Identifier: Apache-2.0
// What a log file gains, to the logs of an incident on a server.
#pragma once

#include "base/result.hpp"
#include "cli/client.hpp"

#include <functional>
#include <string>

namespace debrief::cli {

struct LinesToSend {
  std::string incident;  ///< "INC-42" or a number
  std::string file;
  std::string source = {};  ///< what the server calls it; empty: host and path
  bool once = false;        ///< ends when all that the file has was sent
};

/// Sends whole lines as they come, until `go_on` is false. Goes on where it stood after a broken connection, a restart
/// of either side, and rotation: each line once, as far as the server says where its source stands. What may pass is
/// tried again without end. Errors: what the server refuses for good.
[[nodiscard]] Result<> send_lines(ApiClient& api, const LinesToSend& wanted, const std::function<bool()>& go_on);

}  // namespace debrief::cli
