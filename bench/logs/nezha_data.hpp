// SPDX-License-Identifier: Apache-2.0
// Logs and injected faults of the Nezha data set (IntelligentDDS/Nezha), as the archive holds them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace debrief::bench {

struct NezhaLine {
  std::int64_t at_ns = 0;
  std::string pod;
  std::string text;  ///< as the program wrote it
};

struct NezhaFault {
  std::int64_t at_ns = 0;
  std::string pod;
  std::string kind;
};

struct NezhaData {
  std::vector<NezhaLine> lines;    ///< in the order of time
  std::vector<NezhaFault> faults;  ///< in the order of time
};

/// Streams the .tar.zst. Throws std::runtime_error when it cannot be read.
[[nodiscard]] NezhaData read_nezha(const std::string& archive);

/// "ts-food-service-f5756978c-6sb8t" -> "ts-food-service": the service of a pod of a deployment.
[[nodiscard]] std::string service_of_pod(std::string_view pod);

}  // namespace debrief::bench
