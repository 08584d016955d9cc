// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "logs/format/format.hpp"

#include <algorithm>
#include <array>

namespace debrief::logs {
namespace {

struct LevelWord {
  std::string_view word;
  Level level;
};

// Sorted. Single letters as klog, logcat and Ruby write them.
constexpr std::array kWords{
    LevelWord{"a", Level::critical},
    LevelWord{"alert", Level::critical},
    LevelWord{"c", Level::critical},
    LevelWord{"config", Level::debug},
    LevelWord{"crit", Level::critical},
    LevelWord{"critical", Level::critical},
    LevelWord{"d", Level::debug},
    LevelWord{"dbg", Level::debug},
    LevelWord{"debug", Level::debug},
    LevelWord{"dpanic", Level::critical},
    LevelWord{"e", Level::error},
    LevelWord{"emerg", Level::critical},
    LevelWord{"emergency", Level::critical},
    LevelWord{"err", Level::error},
    LevelWord{"error", Level::error},
    LevelWord{"f", Level::critical},
    LevelWord{"failure", Level::error},
    LevelWord{"fatal", Level::critical},
    LevelWord{"fine", Level::debug},
    LevelWord{"finer", Level::trace},
    LevelWord{"finest", Level::trace},
    LevelWord{"i", Level::info},
    LevelWord{"inf", Level::info},
    LevelWord{"info", Level::info},
    LevelWord{"information", Level::info},
    LevelWord{"informational", Level::info},
    LevelWord{"n", Level::notice},
    LevelWord{"note", Level::notice},
    LevelWord{"notice", Level::notice},
    LevelWord{"panic", Level::critical},
    LevelWord{"severe", Level::error},
    LevelWord{"t", Level::trace},
    LevelWord{"trace", Level::trace},
    LevelWord{"trc", Level::trace},
    LevelWord{"v", Level::trace},
    LevelWord{"verbose", Level::trace},
    LevelWord{"w", Level::warning},
    LevelWord{"warn", Level::warning},
    LevelWord{"warning", Level::warning},
    LevelWord{"wrn", Level::warning},
};

constexpr std::array<std::string_view, 8> kNames{"unknown", "trace",   "debug", "info",
                                                 "notice",  "warning", "error", "critical"};
constexpr std::size_t kLongestWord = 16;

}  // namespace

Level level_named(std::string_view word) {
  if (word.empty() || word.size() > kLongestWord) return Level::unknown;
  std::string lowered = to_lower(word);
  const bool numbered = lowered.size() > 4 && lowered.back() >= '0' && lowered.back() <= '9';  // "debug2"
  if (numbered) lowered.pop_back();
  const auto* const row =
      std::lower_bound(kWords.begin(), kWords.end(), lowered,
                       [](const LevelWord& known, const std::string& wanted) { return known.word < wanted; });
  return row != kWords.end() && row->word == lowered ? row->level : Level::unknown;
}

std::string_view name_of(Level level) {
  return kNames[static_cast<std::size_t>(level)];
}

}  // namespace debrief::logs
