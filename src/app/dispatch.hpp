// SPDX-License-Identifier: Apache-2.0
// The way of every request: find the route, authenticate, refuse forged ones, apply the policy, replay
// repeated ones, call the handler, and turn errors into problems.
#pragma once

#include "routing/route.hpp"
#include "http/router.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace debrief::app {

class Dispatch {
 public:
  using Authenticate = std::function<std::optional<domain::Principal>(const http::Request&)>;
  /// Answers what is no route: files of the web UI.
  using Fallback = std::function<std::optional<http::Response>(const http::Request&)>;

  Dispatch(std::vector<features::Route> routes, journal::Journal& journal, Authenticate authenticate, Fallback fallback);

  /// Safe from any worker. Throws what the store throws; the server answers that with 503.
  [[nodiscard]] http::Response answer(http::Request& request) const;
  /// The same for somebody who is known already: the command line on its own data directory.
  [[nodiscard]] http::Response answer_as(http::Request& request, const domain::Principal& who) const;
  [[nodiscard]] std::size_t body_limit(const http::Request& request) const;
  /// "GET /api/v1/incidents/{number}" for metrics; empty when there is no such route.
  [[nodiscard]] std::string pattern_of(const http::Request& request) const;
  [[nodiscard]] const std::vector<features::Route>& routes() const { return routes_; }

 private:
  [[nodiscard]] http::Response run(http::Request& request, const features::Route& route,
                                   const std::optional<domain::Principal>& who) const;
  [[nodiscard]] http::Response run_once(features::Call& call, const features::Route& route) const;

  std::vector<features::Route> routes_;
  http::Router router_;
  journal::Journal& journal_;
  Authenticate authenticate_;
  Fallback fallback_;
};

/// True when a browser sent this unsafe request from another site, or when a request with a cookie does not
/// show that it came from this one (Sec-Fetch-Site, else Origin against Host).
[[nodiscard]] bool is_cross_site(const http::Request& request);

}  // namespace debrief::app
