// SPDX-License-Identifier: Apache-2.0
// Routes about the server itself: health, words, metrics, facts.
#pragma once

#include "app/config.hpp"
#include "routing/route.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::app {

struct DemoAccount {
  std::string email;
  std::string password;
};

struct ServerFacts {
  std::optional<DemoAccount> demo;
  bool setup_code_needed = false;
  bool machine = false;                              ///< a language model is set up
  std::function<void(std::string&)> append_metrics;  ///< adds to the text of /metrics
};

std::vector<features::Route> server_routes(journal::Journal& journal, ServerFacts about);

}  // namespace debrief::app
