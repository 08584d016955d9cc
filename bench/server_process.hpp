// SPDX-License-Identifier: Apache-2.0
// The server as its users run it: the binary of the environment variable DEBRIEF_BIN, else the one built
// beside the benchmarks, as a process of its own on a free port of the loopback address.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace debrief::bench {

[[nodiscard]] std::string debrief_binary();

/// Where benchmarks keep and make files: $DEBRIEF_BENCH_DATA, else build/bench-data of the source directory.
[[nodiscard]] std::filesystem::path data_directory();

struct Memory {
  double resident_mb = 0;   ///< VmRSS: with the pages of files that are mapped
  double anonymous_mb = 0;  ///< RssAnon: what the process alone needs
};

class ServerProcess {
 public:
  /// Starts `debrief serve` and returns when it has told its address. Throws std::runtime_error when it ends
  /// before that.
  explicit ServerProcess(const std::filesystem::path& data);
  /// Stops it with SIGTERM and waits.
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] Memory memory() const;
  /// Seconds of processor time of all its threads so far.
  [[nodiscard]] double processor_seconds() const;
  void stop() { end(15); }
  /// As a crash would: SIGKILL.
  void kill() { end(9); }

 private:
  void end(int signal);

  int pid_ = 0;
  std::uint16_t port_ = 0;
};

}  // namespace debrief::bench
