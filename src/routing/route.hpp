// SPDX-License-Identifier: Apache-2.0
// A route as a slice offers it: the table of all of them is app/routes.cpp.
#pragma once

#include "base/result.hpp"
#include "domain/access.hpp"
#include "http/message.hpp"
#include "journal/journal.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace debrief::features {

/// One request on its way through a handler, after authentication.
struct Call {
  const http::Request& request;
  domain::Principal who;
  journal::Origin origin;  ///< pass to Journal::write: it carries who, through what, and the idempotency key
};

using Handler = std::function<Result<http::Response>(Call&)>;

/// `action` is what the caller must at least be allowed without looking at an object; absent means that the
/// route is public. Handlers still apply the policy to the objects that they touch.
struct Route {
  std::string method;
  std::string pattern;
  std::optional<domain::Action> action;
  Handler handler;
  std::size_t body_limit = 1024 * 1024;
};

}  // namespace debrief::features
