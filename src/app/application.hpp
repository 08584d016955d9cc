// SPDX-License-Identifier: Apache-2.0
// One Debrief: its store, its slices and its routes, wired together.
#pragma once

#include "app/assets.hpp"
#include "app/config.hpp"
#include "app/dispatch.hpp"
#include "app/metrics.hpp"
#include "app/server_routes.hpp"
#include "app/store.hpp"
#include "app/wiring.hpp"
#include "base/clock.hpp"
#include "features/access/access.hpp"
#include "journal/follower.hpp"
#include "journal/jobs.hpp"

#include <atomic>
#include <memory>
#include <optional>
#include <string>

namespace debrief::app {

/// Serves requests, over HTTP (serve.cpp) or called directly by the command line. Safe from any thread once
/// made. Throws what the store throws.
class Application {
 public:
  /// Errors: as open_store.
  static Result<std::unique_ptr<Application>> open(const Config& config, const Clock& clock, Log& log);
  ~Application();
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  [[nodiscard]] http::Response answer(http::Request& request) { return dispatch_->answer(request); }
  [[nodiscard]] http::Response answer_as(http::Request& request, const domain::Principal& who) {
    return dispatch_->answer_as(request, who);
  }
  [[nodiscard]] const Dispatch& dispatch() const { return *dispatch_; }
  [[nodiscard]] Store& store() { return store_; }
  [[nodiscard]] Wiring& wiring() { return *wiring_; }
  [[nodiscard]] RequestMetrics& metrics() { return metrics_; }
  [[nodiscard]] std::optional<domain::Principal> authenticate(const http::Request& request);
  /// Runs due jobs and follows the journal in the background from now on; for servers, not for single commands.
  void start_jobs();
  /// Needed for setting up from another machine; only printed at the start.
  [[nodiscard]] const std::optional<std::string>& setup_code() const { return setup_code_; }

 private:
  Application(const Config& config, const Clock& clock, Log& log, Store store);
  std::optional<Instant> send_deliveries(const journal::Job& job);

  std::atomic<bool> leaving_ = false;
  Store store_;
  bool secure_cookies_;
  RequestMetrics metrics_;
  Assets assets_;
  std::optional<std::string> setup_code_;
  std::unique_ptr<Wiring> wiring_;
  std::unique_ptr<Dispatch> dispatch_;
  std::unique_ptr<journal::JobRunner> jobs_;
  std::unique_ptr<journal::Follower> duties_;
  std::unique_ptr<journal::Follower> dates_;
  std::unique_ptr<journal::Follower> escalation_;
  std::unique_ptr<journal::Follower> accounts_;
  std::unique_ptr<journal::Follower> actions_;
  std::unique_ptr<journal::Follower> status_;
  std::unique_ptr<journal::Follower> deliveries_;
  journal::Subscription news_;  // ends first: it wakes the jobs
};

}  // namespace debrief::app
