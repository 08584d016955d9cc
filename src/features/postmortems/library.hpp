// SPDX-License-Identifier: Apache-2.0
// The library: every postmortem that the reader may see.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::postmortems {

struct LibraryItem {
  std::int64_t incident = 0;
  std::string title;
  std::string state;
  std::optional<std::string> severity;
  std::vector<std::string> services;
  Instant occurred_at;  ///< when the incident started, or else was declared
  std::optional<Instant> published_at;
  std::string excerpt;
  std::optional<std::string> source_url;
};

struct LibraryFilter {
  std::optional<std::string> words;  ///< best match first instead of newest first
  std::optional<std::string> state;
  std::optional<std::string> service;
};

struct LibraryPage {
  std::vector<LibraryItem> items;
  std::optional<std::string> next;
  std::int64_t total = 0;  ///< of those that the reader may see
};

}  // namespace debrief::features::postmortems
