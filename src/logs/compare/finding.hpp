// SPDX-License-Identifier: Apache-2.0
// What a comparison found, and which lines show it.
#pragma once

#include "logs/compare/counts.hpp"
#include "logs/compare/rates.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs {

enum class FindingKind : std::uint8_t {
  new_template,       ///< occurs in the incident and in none of the baselines
  vanished_template,  ///< occurred in every baseline, and does not any more
  rate_up,            ///< more often than in every baseline
  rate_down,
  change_point,  ///< from here on as many lines as never before
  burst,         ///< many lines within a few seconds
  silence,       ///< a source that said nothing for longer than it ever did
};

/// "new_template"
[[nodiscard]] std::string_view name_of(FindingKind kind);

/// Lines to point at: those of one template (0: any) in one source, within a time. The store knows which they are.
struct LineRange {
  std::uint64_t template_id = 0;
  std::string source;
  Window window;
};

struct Finding {
  FindingKind kind = FindingKind::new_template;
  std::uint64_t template_id = 0;  ///< 0 when it is about a source as a whole
  std::string template_text;
  std::string source;
  int level = 0;              ///< logs::Level as a number
  std::int64_t from_ns = 0;   ///< when it began, as far as the lines show
  std::int64_t until_ns = 0;  ///< exclusive
  double score = 0;           ///< to sort by; evidence (-log10 q, at most 50) weighted with kind, level and effect
  double p = 1;               ///< of the test; for several baselines the largest
  double q = 1;               ///< p after Benjamini and Hochberg among all tests of the comparison
  RateChange change;          ///< against the baseline that is nearest to the incident
  double beyond_load =
      0;             ///< log2 ratio less the median one of all sources: what the load of the whole does not explain
  double count = 0;  ///< lines in the incident
  double baseline_count = 0;  ///< in that baseline
  double per_minute = 0;
  double baseline_per_minute = 0;
  std::string baseline;  ///< its name: "before", "the same hour yesterday"
  std::string why;       ///< one sentence for people
  std::vector<LineRange> lines;
};

}  // namespace debrief::logs
