// SPDX-License-Identifier: Apache-2.0
// An application called directly, without a server: how the command line works on its own data directory.
#pragma once

#include "app/config.hpp"
#include "base/result.hpp"
#include "http/message.hpp"

#include <memory>
#include <string>

namespace debrief::app {

/// Requests are answered on the calling thread as the person at this machine, an administrator. Holds the
/// data directory as long as it lives.
class LocalApplication {
 public:
  /// Errors: conflict when another process has the directory.
  static Result<std::unique_ptr<LocalApplication>> open(const Config& config);
  ~LocalApplication();

  [[nodiscard]] http::Response answer(http::Request request);
  /// Lets the library learn what was recorded so far.
  void catch_up();

 private:
  struct Parts;
  explicit LocalApplication(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Walks the journal, every original and every open log stream of a data directory, also while a server runs on it.
/// Returns what is damaged, in words, or an empty text; `counted` receives a sentence about what was walked. Errors:
/// not_found when there is no data.
[[nodiscard]] Result<std::string> verify(const Config& config, std::string& counted);

}  // namespace debrief::app
