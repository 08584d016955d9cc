// SPDX-License-Identifier: Apache-2.0
// What a piece of work costs as a process of its own: a command of the system beside ours, told by the kernel.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace debrief::bench {

struct Usage {
  double wall = 0;       ///< seconds from start to end
  double processor = 0;  ///< seconds of all its threads, user and system
  double peak_mb = 0;    ///< resident
};

struct Command {
  Usage usage;
  std::uint64_t output_bytes = 0;
  std::string output;  ///< its first megabyte
};

/// Runs a program of the PATH and waits for it; its errors are dropped. Throws std::runtime_error when it cannot be
/// started or fails with another code than `also_good`.
[[nodiscard]] Command run_command(const std::vector<std::string>& arguments, int also_good = 0);

/// Whether the PATH has such a program.
[[nodiscard]] bool is_installed(const std::string& program);

struct Measured {
  Usage usage;
  std::vector<double> values;  ///< what the work returned
};

/// Does the work in a forked child. To be called while there is one thread only. Throws std::runtime_error when the
/// work throws.
[[nodiscard]] Measured in_child(const std::function<std::vector<double>()>& work);

}  // namespace debrief::bench
