// SPDX-License-Identifier: Apache-2.0
// The exact static texts of a store's lines, numbered in the order in which they were first seen.
#pragma once

#include "logs/scan/scanner.hpp"

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace debrief::logs {

struct Skeleton {
  static constexpr char kSlot = 1;  ///< stands for a variable

  std::string text;
  std::string example;  ///< the first line that had it
  std::uint32_t slots = 0;
};

/// Safe from any thread. Nothing is ever taken out, so references stay good.
class Skeletons {
 public:
  static constexpr std::size_t kLimit = 1UL << 17;
  static constexpr std::size_t kLongestLine = 4096;
  static constexpr std::size_t kMostSlots = 256;

  struct Found {
    std::uint32_t number = 0;
    bool added = false;
  };
  /// The number of a line's static text. Absent for lines that are kept as they are: longer than kLongestLine, with
  /// more than kMostSlots variables or the byte kSlot; and, when it is new, once there are kLimit of them or unless
  /// `may_add`.
  [[nodiscard]] std::optional<Found> find_or_add(const ScannedLine& line, bool may_add);
  /// Takes in a stored one, whose number is the next.
  void add(Skeleton skeleton);
  [[nodiscard]] const Skeleton& operator[](std::uint32_t number) const;
  [[nodiscard]] std::uint32_t size() const;

 private:
  mutable std::shared_mutex mutex_;
  std::deque<Skeleton> skeletons_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;  // views into skeletons_
};

/// The static text of a line with kSlot for each variable.
void skeleton_text(const ScannedLine& line, std::string& out);

/// Whether the line has exactly this static text.
[[nodiscard]] bool has_skeleton(const ScannedLine& line, const Skeleton& skeleton);

}  // namespace debrief::logs
