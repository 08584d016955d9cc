// SPDX-License-Identifier: Apache-2.0
// When lines were logged: the place of the stamp is found once for each static text, and then only read.
#pragma once

#include "logs/store/skeletons.hpp"
#include "logs/time/choose_stamp.hpp"
#include "logs/time/layout.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace debrief::logs {

/// A stamp begins `delta` bytes behind the end of the variable before it, or of the beginning of the line.
struct StampPlace {
  std::uint32_t slots_before = 0;
  std::uint32_t delta = 0;
  std::uint32_t reader = 0;
};

/// For the lines of one source. Not for two threads at once.
class LineStamps {
 public:
  explicit LineStamps(const StampRule& rule);

  /// Where lines of this static text have their stamp; absent when they have none.
  [[nodiscard]] std::optional<StampPlace> place(std::uint32_t number, const Skeleton& skeleton);
  [[nodiscard]] std::optional<StampReading> read(const StampPlace& place, std::string_view from_stamp);
  /// Of a line that has a static text; the slots are those of the line.
  [[nodiscard]] std::optional<StampReading> read_line(std::uint32_t number, const Skeleton& skeleton,
                                                      std::string_view line, std::span<const Slot> slots);
  /// Of a line that is kept as it is.
  [[nodiscard]] std::optional<StampReading> read_plain(std::string_view line);

 private:
  struct Known {
    bool looked = false;
    std::optional<StampPlace> place;
  };
  [[nodiscard]] std::optional<StampPlace> find(std::string_view line, std::span<const Slot> slots) const;
  [[nodiscard]] std::uint32_t reader_for(const StampLayout& layout) const;

  StampRule rule_;
  std::vector<StampReader> readers_;  // one for each layout of the rule
  std::vector<Known> known_;          // by the number of the static text
  std::size_t plain_begin_ = 0;       // of the last stamp in a plain line
  std::size_t plain_searches_ = 0;
};

/// The rule for lines such as these, from the first few hundred of them.
[[nodiscard]] StampRule rule_for(std::string_view text);

}  // namespace debrief::logs
