// SPDX-License-Identifier: Apache-2.0
#include "changeset/align.hpp"

#include <algorithm>
#include <unordered_map>

namespace debrief::changeset {
namespace {

// Bounds of time: the square of the first, and the second times the length.
constexpr std::ptrdiff_t kMostDifferences = 400;
constexpr int kDeepest = 24;

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
};

class Aligner {
 public:
  Aligner(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) : a_(a), b_(b) {}

  std::vector<Run> run() {
    compare({0, a_.size()}, {0, b_.size()}, 0);
    return std::move(runs_);
  }

 private:
  void add(std::size_t a, std::size_t b, std::size_t count) {
    if (count == 0) return;
    if (!runs_.empty() && runs_.back().a + runs_.back().count == a && runs_.back().b + runs_.back().count == b)
      runs_.back().count += count;
    else runs_.push_back({a, b, count});
  }

  void compare(Range a, Range b, int depth) {
    std::size_t front = 0;
    while (front < std::min(a.size(), b.size()) && a_[a.begin + front] == b_[b.begin + front]) ++front;
    add(a.begin, b.begin, front);
    a.begin += front;
    b.begin += front;
    std::size_t back = 0;
    while (back < std::min(a.size(), b.size()) && a_[a.end - back - 1] == b_[b.end - back - 1]) ++back;
    a.end -= back;
    b.end -= back;
    if (a.size() > 0 && b.size() > 0 && depth < kDeepest) compare_middle(a, b, depth);
    add(a.end, b.end, back);
  }

  void compare_middle(Range a, Range b, int depth) {
    const std::vector<Run> anchors = find_anchors(a, b);
    if (anchors.empty()) return shortest_script(a, b);
    for (const Run& anchor : anchors) {
      compare({a.begin, anchor.a}, {b.begin, anchor.b}, depth + 1);
      add(anchor.a, anchor.b, 1);
      a.begin = anchor.a + 1;
      b.begin = anchor.b + 1;
    }
    compare(a, b, depth + 1);
  }

  /// Elements that occur once in each range, those of the longest sequence that is in order in both.
  [[nodiscard]] std::vector<Run> find_anchors(Range a, Range b) const {
    struct Places {
      std::size_t in_a = 0, in_b = 0, at_a = 0, at_b = 0;
    };
    std::unordered_map<std::uint32_t, Places> places;
    for (std::size_t i = a.begin; i < a.end; ++i) {
      Places& place = places[a_[i]];
      ++place.in_a;
      place.at_a = i;
    }
    for (std::size_t i = b.begin; i < b.end; ++i) {
      const auto place = places.find(b_[i]);
      if (place == places.end()) continue;
      ++place->second.in_b;
      place->second.at_b = i;
    }
    std::vector<Run> unique;
    for (std::size_t i = a.begin; i < a.end; ++i) {
      const Places& place = places.at(a_[i]);
      if (place.in_a == 1 && place.in_b == 1) unique.push_back({i, place.at_b, 1});
    }
    return longest_increasing(unique);
  }

  /// By patience sorting; `runs` are in the order of a.
  static std::vector<Run> longest_increasing(const std::vector<Run>& runs) {
    std::vector<std::size_t> tops;  // index of the last run of the best sequence of each length
    std::vector<std::size_t> before(runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
      const auto pile = std::lower_bound(tops.begin(), tops.end(), runs[i].b,
                                         [&](std::size_t top, std::size_t b) { return runs[top].b < b; });
      before[i] = pile == tops.begin() ? runs.size() : *(pile - 1);
      if (pile == tops.end()) tops.push_back(i);
      else *pile = i;
    }
    std::vector<Run> longest(tops.size());
    std::size_t at = tops.empty() ? 0 : tops.back();
    for (std::size_t i = tops.size(); i > 0; --i) {
      longest[i - 1] = runs[at];
      at = before[at];
    }
    return longest;
  }

  void shortest_script(Range a, Range b) {
    const auto n = static_cast<std::ptrdiff_t>(a.size());
    const auto m = static_cast<std::ptrdiff_t>(b.size());
    const std::ptrdiff_t most = std::min(n + m, kMostDifferences);
    std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * most + 3), 0);
    const auto at = [&](std::ptrdiff_t k) -> std::ptrdiff_t& {
      return furthest[static_cast<std::size_t>(k + most + 1)];
    };
    std::vector<std::vector<std::ptrdiff_t>> trace;
    for (std::ptrdiff_t d = 0; d <= most; ++d) {
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        std::ptrdiff_t x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
        while (x < n && x - k < m && x - k >= 0 && same(a, b, x, x - k)) ++x;
        at(k) = x;
        if (x == n && x - k == m) {
          trace.push_back(furthest);
          return walk_back(a, b, trace, most);
        }
      }
      trace.push_back(furthest);
    }
  }

  [[nodiscard]] bool same(Range a, Range b, std::ptrdiff_t x, std::ptrdiff_t y) const {
    return a_[a.begin + static_cast<std::size_t>(x)] == b_[b.begin + static_cast<std::size_t>(y)];
  }

  void walk_back(Range a, Range b, const std::vector<std::vector<std::ptrdiff_t>>& trace, std::ptrdiff_t most) {
    auto x = static_cast<std::ptrdiff_t>(a.size());
    auto y = static_cast<std::ptrdiff_t>(b.size());
    std::vector<Run> found;
    for (auto d = static_cast<std::ptrdiff_t>(trace.size()) - 1; d >= 0; --d) {
      std::ptrdiff_t from_x = 0;
      std::ptrdiff_t from_y = 0;
      if (d > 0) {
        const auto at = [&](std::ptrdiff_t k) {
          return trace[static_cast<std::size_t>(d - 1)][static_cast<std::size_t>(k + most + 1)];
        };
        const std::ptrdiff_t k = x - y;
        const std::ptrdiff_t previous = k == -d || (k != d && at(k - 1) < at(k + 1)) ? k + 1 : k - 1;
        from_x = at(previous);
        from_y = from_x - previous;
      }
      const std::ptrdiff_t count = std::min(x - from_x, y - from_y);
      if (count > 0)
        found.push_back({a.begin + static_cast<std::size_t>(x - count), b.begin + static_cast<std::size_t>(y - count),
                         static_cast<std::size_t>(count)});
      x = from_x;
      y = from_y;
    }
    for (auto run = found.rbegin(); run != found.rend(); ++run) add(run->a, run->b, run->count);
  }

  const std::vector<std::uint32_t>& a_;
  const std::vector<std::uint32_t>& b_;
  std::vector<Run> runs_;
};

}  // namespace

std::vector<Run> align(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) {
  return Aligner(a, b).run();
}

}  // namespace debrief::changeset
