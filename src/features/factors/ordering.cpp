// SPDX-License-Identifier: Apache-2.0
#include "features/factors/layers.hpp"

#include <algorithm>
#include <numeric>

namespace debrief::features::factors {
namespace {

constexpr int kMostSweeps = 24;
constexpr std::size_t kMostVisits = 60'000;  // of nodes, in all sweeps
constexpr int kPatience = 4;                 // sweeps in a row that make nothing better

using Order = std::vector<std::size_t>;  // place of each node within its column

Order places_of(const LayeredGraph& graph) {
  Order place(graph.nodes.size());
  for (const auto& column : graph.columns)
    for (std::size_t i = 0; i < column.size(); ++i) place[column[i]] = i;
  return place;
}

/// Inversions by a tree of sums over places.
class PlacesSeen {
 public:
  explicit PlacesSeen(std::size_t count) : sums_(count + 1, 0) {}
  void add(std::size_t place) {
    ++all_;
    for (std::size_t i = place + 1; i < sums_.size(); i += i & (~i + 1)) ++sums_[i];
  }
  [[nodiscard]] std::size_t after(std::size_t place) const {
    std::size_t upto = 0;
    for (std::size_t i = place + 1; i > 0; i -= i & (~i + 1)) upto += sums_[i];
    return all_ - upto;
  }

 private:
  std::vector<std::size_t> sums_;
  std::size_t all_ = 0;
};

std::size_t crossings_right_of(const LayeredGraph& graph, std::size_t column, const Order& place) {
  PlacesSeen seen(graph.columns[column - 1].size());
  std::size_t crossings = 0;
  for (const std::size_t node : graph.columns[column]) {
    Order ends;
    for (const std::size_t effect : graph.nodes[node].effects) ends.push_back(place[effect]);
    for (const std::size_t end : ends) crossings += seen.after(end);
    for (const std::size_t end : ends) seen.add(end);
  }
  return crossings;
}

/// Sorts a column by the mean place of its neighbours; those without any keep their places.
void sort_column(LayeredGraph& graph, std::size_t column, bool by_effects, Order& place) {
  auto& nodes = graph.columns[column];
  std::vector<std::pair<double, std::size_t>> keyed;
  std::vector<std::size_t> slots;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto& near = by_effects ? graph.nodes[nodes[i]].effects : graph.nodes[nodes[i]].causes;
    if (near.empty()) continue;
    const double sum = std::accumulate(near.begin(), near.end(), 0.0, [&](double all, std::size_t node) {
      return all + static_cast<double>(place[node]);
    });
    keyed.emplace_back(sum / static_cast<double>(near.size()), nodes[i]);
    slots.push_back(i);
  }
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < slots.size(); ++i) nodes[slots[i]] = keyed[i].second;
  for (std::size_t i = 0; i < nodes.size(); ++i) place[nodes[i]] = i;
}

}  // namespace

std::size_t count_crossings(const LayeredGraph& graph) {
  const Order place = places_of(graph);
  std::size_t crossings = 0;
  for (std::size_t column = 1; column < graph.columns.size(); ++column)
    crossings += crossings_right_of(graph, column, place);
  return crossings;
}

void reduce_crossings(LayeredGraph& graph) {
  std::size_t fewest = count_crossings(graph);
  auto best = graph.columns;
  Order place = places_of(graph);
  int idle = 0;
  const int most = std::clamp(static_cast<int>(kMostVisits / (graph.nodes.size() + 1)), 2, kMostSweeps);
  for (int sweep = 0; sweep < most && idle < kPatience && fewest > 0; ++sweep) {
    const bool leftwards = sweep % 2 == 0;
    for (std::size_t i = 1; i < graph.columns.size(); ++i)
      sort_column(graph, leftwards ? i : graph.columns.size() - 1 - i, leftwards, place);
    const std::size_t now = count_crossings(graph);
    if (now < fewest) {
      fewest = now;
      best = graph.columns;
      idle = 0;
    } else {
      ++idle;
    }
  }
  graph.columns = std::move(best);
}

}  // namespace debrief::features::factors
