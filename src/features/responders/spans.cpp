// SPDX-License-Identifier: Apache-2.0
#include "features/responders/spans.hpp"

#include <algorithm>

namespace debrief::features::responders {

std::vector<Span> united(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  std::vector<Span> result;
  for (const Span& span : spans) {
    if (span.until <= span.from) continue;
    if (!result.empty() && span.from <= result.back().until)
      result.back().until = std::max(result.back().until, span.until);
    else result.push_back(span);
  }
  return result;
}

std::vector<Span> clipped(const std::vector<Span>& spans, Span window) {
  std::vector<Span> result;
  for (const Span& span : spans) {
    const Span part{std::max(span.from, window.from), std::min(span.until, window.until)};
    if (part.from < part.until) result.push_back(part);
  }
  return result;
}

std::int64_t length_of(const std::vector<Span>& spans) {
  std::int64_t length = 0;
  for (const Span& span : spans) length += span.until - span.from;
  return length;
}

std::int64_t longest_run(const std::vector<Span>& spans) {
  std::int64_t longest = 0, begun = 0, reached = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (i == 0 || spans[i].from - reached >= kBurstGap) begun = spans[i].from;
    reached = spans[i].until;
    longest = std::max(longest, reached - begun);
  }
  return longest;
}

std::vector<Span> bursts(std::vector<std::int64_t> signs) {
  std::sort(signs.begin(), signs.end());
  std::vector<Span> result;
  std::int64_t last = 0;
  for (const std::int64_t sign : signs) {
    if (!result.empty() && sign - last <= kBurstGap) result.back().until = sign + kBurstTail;
    else result.push_back({sign, sign + kBurstTail});
    last = sign;
  }
  return result;
}

std::vector<Span> counted(Span held, const std::vector<std::int64_t>& signs) {
  std::vector<Span> parts{{held.from, held.from + kRoleWithoutSign}};
  for (const std::int64_t sign : signs)
    if (sign >= held.from && sign < held.until) parts.push_back({sign, sign + kRoleWithoutSign});
  return clipped(united(std::move(parts)), held);
}

}  // namespace debrief::features::responders
