// SPDX-License-Identifier: Apache-2.0
// The logs that are measured: real lines of five systems with other values and advancing stamps, the same bytes each
// time, made by ../shared/tools/make_large_logs.py and kept for later runs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace debrief::bench {

using Files = std::vector<std::filesystem::path>;

/// Where all of it and the stores made of it are kept: $DEBRIEF_BENCH_DATA/logs, else build/bench-data/logs.
[[nodiscard]] std::filesystem::path log_data_folder();

/// A file for each system, 1.06 GB together times `scale`. Empty where there is no ../shared.
[[nodiscard]] Files large_logs(int scale);
/// JSON lines of so many megabytes. Empty where there is no ../shared.
[[nodiscard]] Files large_json(int megabytes);

[[nodiscard]] std::uint64_t bytes_of(const Files& files);
[[nodiscard]] std::uint64_t bytes_in(const std::filesystem::path& folder);

}  // namespace debrief::bench
