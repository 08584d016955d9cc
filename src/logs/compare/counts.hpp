// SPDX-License-Identifier: Apache-2.0
// Counts of messages over time, as the store keeps them, for whoever compares.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace debrief::logs {

/// How often one template occurred in one source, per second.
struct Series {
  std::uint64_t template_id = 0;
  std::string template_text;
  std::string source;                                ///< file, container or service
  int level = 0;                                     ///< logs::Level as a number
  std::map<std::int64_t, std::uint32_t> per_second;  ///< seconds since 1970 UTC -> lines; absent: none
  std::int64_t first_ns = 0;                         ///< first occurrence in the whole store
};

struct Window {
  std::int64_t from_ns = 0;   ///< inclusive
  std::int64_t until_ns = 0;  ///< exclusive
};

}  // namespace debrief::logs
