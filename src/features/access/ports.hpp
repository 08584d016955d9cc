// SPDX-License-Identifier: Apache-2.0
// What the access slice asks others.
#pragma once

#include "base/result.hpp"
#include "domain/ports.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace debrief::features::access {

/// One request to an identity provider. The answer is a value whatever its status.
struct ProviderCall {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
};
struct ProviderAnswer {
  int status = 0;
  std::string body;
};

struct Letter {
  std::string address;
  std::string subject;
  std::string text;
};

struct Ports {
  /// Secrets at rest, with what they are for as context. `open` is absent for what was altered.
  std::function<std::string(std::string_view text, std::string_view context)> seal = {};
  std::function<std::optional<std::string>(std::string_view sealed, std::string_view context)> open = {};
  /// Goes only where the administrator's list of hosts and the guard allow. Errors: unavailable, invalid, too_large.
  std::function<Result<ProviderAnswer>(const ProviderCall&)> fetch = {};
  /// True for addresses that may be asked without TLS: hosts that whoever runs the server has named.
  std::function<bool(std::string_view url)> may_be_plain = {};
  domain::Notify notify = {};
  /// Sends at once, so that no secret waits in a table. Absent without a mail server.
  std::function<Result<>(const Letter&)> send = {};
  std::string address = {};     ///< how browsers reach the server, without a slash at the end; empty: not known
  std::string public_url = {};  ///< the same where it was configured; empty: take the request's Host
};

}  // namespace debrief::features::access
