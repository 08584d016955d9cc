// SPDX-License-Identifier: Apache-2.0
// Checks that the journal is as it was written.
#pragma once

#include "db/database.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace debrief::journal {

struct Verified {
  std::int64_t facts = 0;
  std::int64_t chains = 0;
  std::optional<std::string> damage;  ///< the first fault found, in words; absent when all is well
};

/// Walks every fact in the order of the journal: positions without gaps up to the counter, each chain's sequence
/// and hashes, so that an altered, missing or swapped fact is found and named. `progress` is
/// told the number of facts walked, now and then.
[[nodiscard]] Verified verify(db::Connection& db, const std::function<void(std::int64_t)>& progress = {});

}  // namespace debrief::journal
