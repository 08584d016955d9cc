// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/request_waits.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <tuple>

namespace debrief::logs {

namespace {

constexpr std::size_t kLeastBefore = 5, kLeastNow = 3, kLeastDigits = 16;
constexpr double kMostP = 0.01, kMostWaitMs = 600'000;

using Step = std::tuple<std::uint32_t, std::uint64_t, std::uint32_t, std::uint64_t>;
using Waits = std::map<Step, std::vector<double>>;

Waits waits_of(std::span<const RequestLine> lines) {
  std::vector<RequestLine> sorted(lines.begin(), lines.end());
  std::sort(sorted.begin(), sorted.end(), [](const RequestLine& a, const RequestLine& b) {
    return std::tie(a.request, a.at_ns, a.source, a.template_id) <
           std::tie(b.request, b.at_ns, b.source, b.template_id);
  });
  Waits waits;
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    const RequestLine &from = sorted[i - 1], &to = sorted[i];
    const double ms = static_cast<double>(to.at_ns - from.at_ns) / 1e6;
    if (from.request != to.request || ms > kMostWaitMs) continue;
    waits[{from.source, from.template_id, to.source, to.template_id}].push_back(ms);
  }
  return waits;
}

/// Moves what is too rare to be compared to the step of its two sources.
void pool_rare_steps(Waits& were, Waits& are) {
  const auto count = [](const Waits& waits, const Step& step) {
    const auto found = waits.find(step);
    return found == waits.end() ? 0 : found->second.size();
  };
  std::set<Step> rare;
  for (const Waits* waits : {&were, &are})
    for (const auto& [step, values] : *waits)
      if (count(were, step) < kLeastBefore || count(are, step) < kLeastNow) rare.insert(step);
  for (const Step& step : rare) {
    const Step pooled{std::get<0>(step), 0, std::get<2>(step), 0};
    for (Waits* waits : {&were, &are}) {
      auto taken = waits->extract(step);
      if (taken.empty()) continue;
      std::vector<double>& together = (*waits)[pooled];
      together.insert(together.end(), taken.mapped().begin(), taken.mapped().end());
    }
  }
}

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// That values of `now` are not larger than those of `before`.
double rank_test(const std::vector<double>& before, const std::vector<double>& now) {
  std::vector<std::pair<double, bool>> all;
  for (const double value : before) all.emplace_back(value, false);
  for (const double value : now) all.emplace_back(value, true);
  std::sort(all.begin(), all.end());
  double ranks = 0, ties = 0;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && all[end].first == all[begin].first) ++end;
    const double rank = (static_cast<double>(begin + end) + 1) / 2, same = static_cast<double>(end - begin);
    for (std::size_t i = begin; i < end; ++i) ranks += all[i].second ? rank : 0;
    ties += same * same * same - same;
  }
  const auto m = static_cast<double>(before.size()), n = static_cast<double>(now.size());
  const double variance = m * n / 12 * (m + n + 1 - ties / ((m + n) * (m + n - 1)));
  if (variance <= 0) return 1;
  const double z = (ranks - n * (n + 1) / 2 - m * n / 2 - 0.5) / std::sqrt(variance);
  return std::erfc(z / std::numbers::sqrt2) / 2;
}

bool is_hex_or_dash(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
}
bool is_word(char c) {
  return is_hex_or_dash(c) || (c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z') || c == '_';
}

}  // namespace

SlowerSteps find_slower_steps(std::span<const RequestLine> before, std::span<const RequestLine> incident) {
  Waits were = waits_of(before), are = waits_of(incident);
  pool_rare_steps(were, are);
  SlowerSteps slower;
  for (const auto& [step, now] : are) {
    const auto found = were.find(step);
    if (found == were.end() || found->second.size() < kLeastBefore || now.size() < kLeastNow) continue;
    SlowerStep one;
    std::tie(one.from_source, one.from_template, one.to_source, one.to_template) = step;
    one.count_before = found->second.size();
    one.count = now.size();
    one.median_before_ms = median_of(found->second);
    one.median_ms = median_of(now);
    one.p = rank_test(found->second, now);
    one.excess_ms = static_cast<double>(one.count) * (one.median_ms - one.median_before_ms);
    slower.total_ms += static_cast<double>(one.count) * one.median_ms;
    if (one.p <= kMostP && one.excess_ms > 0) slower.steps.push_back(one);
  }
  std::stable_sort(slower.steps.begin(), slower.steps.end(),
                   [](const SlowerStep& a, const SlowerStep& b) { return a.excess_ms > b.excess_ms; });
  return slower;
}

std::optional<std::string_view> find_request_id(std::string_view line) {
  for (std::size_t at = 0; at < line.size();) {
    if (!is_word(line[at])) {
      ++at;
      continue;
    }
    std::size_t end = at, digits = 0;
    bool hex = true;
    for (; end < line.size() && is_word(line[end]); ++end) {
      hex = hex && is_hex_or_dash(line[end]);
      if (line[end] != '-') ++digits;
    }
    if (hex && digits >= kLeastDigits && digits <= 64) return line.substr(at, end - at);
    at = end;
  }
  return {};
}

}  // namespace debrief::logs
