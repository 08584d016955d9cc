// SPDX-License-Identifier: Apache-2.0
#include "features/factors/layers.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace debrief::features::factors {
namespace {

constexpr int kRounds = 8;
constexpr int kFewRounds = 2;
constexpr std::size_t kManyNodes = 5000;  // mostly passes: straight after one round
constexpr double kStraight = 8;           // an arrow that passes two columns should not bend
constexpr double kHalfStraight = 2;
constexpr double kStay = 0.001;  // of nodes without neighbours
constexpr double kPassGap = 8;

struct Wish {
  double middle = 0;
  double weight = 0;
};

double weight_between(const LayoutNode& a, const LayoutNode& b) {
  if (a.passes && b.passes) return kStraight;
  return a.passes || b.passes ? kHalfStraight : 1;
}

Wish wish_of(const LayeredGraph& graph, std::size_t node, const std::vector<double>& middles, bool effects,
             bool causes) {
  Wish wish;
  const LayoutNode& self = graph.nodes[node];
  const auto look = [&](const std::vector<std::size_t>& near) {
    for (const std::size_t other : near) {
      const double weight = weight_between(self, graph.nodes[other]);
      wish.middle += weight * middles[other];
      wish.weight += weight;
    }
  };
  if (effects) look(self.effects);
  if (causes) look(self.causes);
  if (wish.weight == 0) return {middles[node], kStay};
  wish.middle /= wish.weight;
  return wish;
}

/// How far the middles of two nodes above one another are apart at least.
double distance(const LayoutNode& upper, const LayoutNode& lower, double row_gap) {
  return (upper.height + lower.height) / 2 + (upper.passes && lower.passes ? kPassGap : row_gap);
}

/// Middles nearest to the wishes, in order and with the distances kept: pool adjacent violators.
void settle(const LayeredGraph& graph, const std::vector<std::size_t>& column, const std::vector<Wish>& wishes,
            double row_gap, std::vector<double>& middles) {
  struct Pool {
    double sum;
    double weight;
    std::size_t count;
    [[nodiscard]] double mean() const { return sum / weight; }
  };
  std::vector<double> offset(column.size(), 0);
  for (std::size_t i = 1; i < column.size(); ++i)
    offset[i] = offset[i - 1] + distance(graph.nodes[column[i - 1]], graph.nodes[column[i]], row_gap);
  std::vector<Pool> pools;
  for (std::size_t i = 0; i < column.size(); ++i) {
    pools.push_back({(wishes[i].middle - offset[i]) * wishes[i].weight, wishes[i].weight, 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back() = {pools.back().sum + last.sum, pools.back().weight + last.weight, pools.back().count + last.count};
    }
  }
  std::size_t i = 0;
  for (const Pool& pool : pools)
    for (std::size_t k = 0; k < pool.count; ++k, ++i) middles[column[i]] = pool.mean() + offset[i];
}

void settle_column(const LayeredGraph& graph, std::size_t column, bool effects, bool causes, double row_gap,
                   std::vector<double>& middles) {
  std::vector<Wish> wishes;
  for (const std::size_t node : graph.columns[column]) wishes.push_back(wish_of(graph, node, middles, effects, causes));
  settle(graph, graph.columns[column], wishes, row_gap, middles);
}

/// Which nodes hang together, as the number of their group.
std::vector<std::size_t> find_groups(const LayeredGraph& graph) {
  constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> group(graph.nodes.size(), kNone);
  std::size_t count = 0;
  for (std::size_t i = 0; i < group.size(); ++i) {
    if (group[i] != kNone) continue;
    std::vector<std::size_t> open{i};
    group[i] = count;
    while (!open.empty()) {
      const LayoutNode& node = graph.nodes[open.back()];
      open.pop_back();
      for (const auto* near : {&node.causes, &node.effects})
        for (const std::size_t other : *near)
          if (group[other] == kNone) {
            group[other] = count;
            open.push_back(other);
          }
    }
    ++count;
  }
  return group;
}

/// Moves what does not hang together with what is above it up to it, the upper first; the top becomes 0.
void close_up(const LayeredGraph& graph, double row_gap, std::vector<double>& middles) {
  const auto top_of = [&](std::size_t node) { return middles[node] - graph.nodes[node].height / 2; };
  const auto group = find_groups(graph);
  std::map<std::size_t, double> tops;
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto [top, is_new] = tops.emplace(group[i], top_of(i));
    if (!is_new) top->second = std::min(top->second, top_of(i));
  }
  std::vector<std::pair<double, std::size_t>> from_top;
  for (const auto& [number, top] : tops) from_top.emplace_back(top, number);
  std::sort(from_top.begin(), from_top.end());
  for (const auto& [top, number] : from_top) {
    double room = top;
    bool is_below = false;
    for (const auto& column : graph.columns)
      for (std::size_t i = 1; i < column.size(); ++i) {
        const std::size_t above = column[i - 1];
        if (group[column[i]] != number || group[above] == number) continue;
        const double gap =
            middles[column[i]] - middles[above] - distance(graph.nodes[above], graph.nodes[column[i]], row_gap);
        room = is_below ? std::min(room, gap) : gap;
        is_below = true;
      }
    for (std::size_t i = 0; i < group.size(); ++i)
      if (group[i] == number) middles[i] -= room;
  }
  double top = std::numeric_limits<double>::max();
  for (std::size_t i = 0; i < middles.size(); ++i) top = std::min(top, top_of(i));
  for (double& middle : middles) middle -= top;
}

}  // namespace

std::vector<double> place_middles(const LayeredGraph& graph, double row_gap) {
  std::vector<double> middles(graph.nodes.size(), 0);
  for (const auto& column : graph.columns) {
    double y = 0;
    for (std::size_t i = 0; i < column.size(); ++i) {
      if (i > 0) y += distance(graph.nodes[column[i - 1]], graph.nodes[column[i]], row_gap);
      middles[column[i]] = y;
    }
  }
  const std::size_t count = graph.columns.size();
  const int rounds = middles.size() > kManyNodes ? kFewRounds : kRounds;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 1; i < count; ++i) settle_column(graph, i, true, round > 0, row_gap, middles);
    for (std::size_t i = count; i-- > 0;) settle_column(graph, i, round > 0, true, row_gap, middles);
  }
  close_up(graph, row_gap, middles);
  return middles;
}

}  // namespace debrief::features::factors
