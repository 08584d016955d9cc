// SPDX-License-Identifier: Apache-2.0
#include "logs/compare/clock_offsets.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>
#include <utility>

namespace debrief::logs {
namespace {

constexpr std::int64_t kLeastOffset = 1'000'000'000;
constexpr std::size_t kMostSourcesOfRequest = 16;
constexpr std::size_t kMostPairs = 20'000;  // of requests, for each pair of sources
constexpr std::size_t kExamples = 3;

using Pair = std::pair<std::uint32_t, std::uint32_t>;  // the lower number first: "here"
using Shared = std::map<Pair, std::vector<SharedRequest>>;

// The first line of each source that names a request.
Shared shared_requests(std::span<const RequestLine> lines) {
  std::vector<RequestLine> sorted(lines.begin(), lines.end());
  std::sort(sorted.begin(), sorted.end(), [](const RequestLine& a, const RequestLine& b) {
    return std::tie(a.request, a.source, a.at_ns) < std::tie(b.request, b.source, b.at_ns);
  });
  Shared shared;
  for (auto begin = sorted.begin(); begin != sorted.end();) {
    const auto end =
        std::find_if(begin, sorted.end(), [&](const auto& line) { return line.request != begin->request; });
    std::vector<const RequestLine*> first;
    for (auto line = begin; line != end && first.size() < kMostSourcesOfRequest; ++line)
      if (first.empty() || first.back()->source != line->source) first.push_back(&*line);
    for (std::size_t a = 0; a < first.size(); ++a)
      for (std::size_t b = a + 1; b < first.size(); ++b) {
        auto& of_pair = shared[{first[a]->source, first[b]->source}];
        if (of_pair.size() < kMostPairs) of_pair.push_back({first[a]->request, first[a]->at_ns, first[b]->at_ns});
      }
    begin = end;
  }
  return shared;
}

struct Standing {
  std::size_t agree = 0;  // sources
  std::size_t disagree = 0;
  std::size_t requests = 0;
  [[nodiscard]] auto trust() const { return std::tuple(agree, requests); }
};

std::optional<ClockOffset> offset_of(const std::vector<SharedRequest>& requests) {
  std::vector<SharedEvent> events;
  for (const SharedRequest& one : requests) events.push_back({one.here_ns, one.reference_ns});
  return estimate_offset(events);
}

SuspectedClock turned(SuspectedClock one) {
  std::swap(one.source, one.reference);
  one.offset.correction_ns = -one.offset.correction_ns;
  for (SharedRequest& example : one.examples) std::swap(example.here_ns, example.reference_ns);
  return one;
}

std::vector<SharedRequest> examples_of(std::vector<SharedRequest> requests, std::int64_t offset) {
  const auto distance = [&](const SharedRequest& one) { return std::llabs(one.reference_ns - one.here_ns - offset); };
  const auto count = std::min(requests.size(), kExamples);
  std::partial_sort(requests.begin(), requests.begin() + static_cast<std::ptrdiff_t>(count), requests.end(),
                    [&](const SharedRequest& a, const SharedRequest& b) {
                      return std::pair(distance(a), a.request) < std::pair(distance(b), b.request);
                    });
  requests.resize(count);
  return requests;
}

}  // namespace

std::vector<SuspectedClock> find_suspected_clocks(std::span<const RequestLine> lines) {
  std::map<std::uint32_t, Standing> standings;
  std::vector<SuspectedClock> disagreements;
  for (const auto& [pair, requests] : shared_requests(lines)) {
    const auto offset = offset_of(requests);
    if (!offset) continue;
    const bool off = std::llabs(offset->correction_ns) >= kLeastOffset;
    for (const std::uint32_t source : {pair.first, pair.second}) {
      ++(off ? standings[source].disagree : standings[source].agree);
      standings[source].requests += offset->events;
    }
    if (off) disagreements.push_back({pair.first, pair.second, *offset, examples_of(requests, offset->correction_ns)});
  }
  std::map<std::uint32_t, SuspectedClock> suspected;
  for (SuspectedClock& one : disagreements) {
    if (standings[one.source].trust() >= standings[one.reference].trust()) one = turned(std::move(one));
    const auto known = suspected.find(one.source);
    // Against the most trusted one.
    if (known != suspected.end() && standings[known->second.reference].trust() >= standings[one.reference].trust())
      continue;
    suspected[one.source] = std::move(one);
  }
  std::vector<SuspectedClock> out;
  for (auto& [source, one] : suspected) out.push_back(std::move(one));
  return out;
}

}  // namespace debrief::logs
