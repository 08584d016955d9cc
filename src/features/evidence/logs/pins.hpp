// SPDX-License-Identifier: Apache-2.0
// Which lines are on the timeline.
#pragma once

#include "journal/journal.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace debrief::features::evidence::logs {

/// Of one moment: the entries that lines became, by evidence and locator.
class PinnedLines {
 public:
  [[nodiscard]] std::optional<std::int64_t> find(const std::string& evidence, const std::string& locator) const;
  void add(const domain::Fact& fact);

 private:
  std::map<std::pair<std::string, std::string>, std::int64_t> entries_;
};

/// Remembers what it read of an incident's facts, so that each is read once. Safe from any thread.
class Pins {
 public:
  /// The journal must outlive it.
  explicit Pins(journal::Journal& journal) : journal_(journal) {}
  [[nodiscard]] std::shared_ptr<const PinnedLines> of(std::int64_t incident);

 private:
  struct Known {
    std::int64_t position = 0;
    std::shared_ptr<const PinnedLines> lines = std::make_shared<PinnedLines>();
  };
  journal::Journal& journal_;
  std::mutex mutex_;
  std::map<std::int64_t, Known> known_;
};

}  // namespace debrief::features::evidence::logs
