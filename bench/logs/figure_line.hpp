// SPDX-License-Identifier: Apache-2.0
// A measured figure beside its target.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace debrief::bench {

enum class Bound { at_least, at_most };

struct Target {
  Bound bound = Bound::at_least;
  double value = 0;
  std::string_view unit;
};

/// One line: what, the figure, the target, met or missed, and what stands behind it.
inline void print_figure(std::string_view what, double figure, const Target& target, std::string_view details = {}) {
  const bool met = target.bound == Bound::at_least ? figure >= target.value : figure <= target.value;
  fmt::print("  {:44} {:>12} {:>14}  {:6}  {}\n", what, fmt::format("{:.4g}{}", figure, target.unit),
             fmt::format("{} {:g}{}", target.bound == Bound::at_least ? ">=" : "<=", target.value, target.unit),
             met ? "met" : "missed", details);
}

/// A line without a figure, and why.
inline void print_without(std::string_view what, std::string_view why) {
  fmt::print("  {:44} {}\n", what, why);
}

}  // namespace debrief::bench
