// SPDX-License-Identifier: Apache-2.0
// Data on standard output, talk on standard error.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace debrief::cli {

/// Exit codes of every command.
inline constexpr int kDone = 0;
inline constexpr int kDamaged = 1;  ///< `verify` found damage
inline constexpr int kRemarked = 1; ///< `lint` has remarks
inline constexpr int kFailed = 2;   ///< bad usage, bad input, or trouble; a message says which

void print(std::string_view data);  ///< with a line end
void print_bytes(std::string_view data);  ///< as they are
void say(std::string_view talk);    ///< with a line end

/// Tells what, why, and what to do, and returns kFailed.
[[nodiscard]] int report(const Error& error);

/// Control characters, escape sequences and bidirectional marks shown as "?", so that data from elsewhere
/// cannot steer the terminal.
[[nodiscard]] std::string harmless(std::string_view text);

/// A line on standard error that counts up, only where that is a terminal.
class Progress {
 public:
  Progress(std::string what, std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void step(std::size_t done);

 private:
  std::string what_;
  std::size_t total_;
  bool shown_;
};

}  // namespace debrief::cli
