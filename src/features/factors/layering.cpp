// SPDX-License-Identifier: Apache-2.0
#include "features/factors/layers.hpp"

#include <algorithm>

namespace debrief::features::factors {
namespace {

constexpr double kPassHeight = 12;

/// Effects and causes of each box, as indexes of arrows in their order.
struct Ends {
  std::vector<std::vector<std::size_t>> leaving;
  std::vector<std::vector<std::size_t>> arriving;
};

Ends ends_of(const LayoutInput& input) {
  Ends ends{std::vector<std::vector<std::size_t>>(input.heights.size()),
            std::vector<std::vector<std::size_t>>(input.heights.size())};
  for (std::size_t i = 0; i < input.arrows.size(); ++i) {
    ends.leaving[input.arrows[i].cause].push_back(i);
    ends.arriving[input.arrows[i].effect].push_back(i);
  }
  return ends;
}

std::vector<std::size_t> columns_of(const LayoutInput& input, const Ends& ends) {
  const std::size_t count = input.heights.size();
  std::vector<std::size_t> column(count, 1);
  std::vector<std::size_t> waiting(count);
  std::vector<std::size_t> ready;
  for (std::size_t i = 0; i < count; ++i) {
    waiting[i] = ends.leaving[i].size();
    if (waiting[i] == 0) ready.push_back(i);
  }
  if (count > 0) column[0] = 0;
  while (!ready.empty()) {
    const std::size_t effect = ready.back();
    ready.pop_back();
    for (const std::size_t arrow : ends.arriving[effect]) {
      const std::size_t cause = input.arrows[arrow].cause;
      column[cause] = std::max(column[cause], column[effect] + 1);
      if (--waiting[cause] == 0) ready.push_back(cause);
    }
  }
  return column;
}

/// Puts the node at the end of its column.
void append(LayeredGraph& graph, std::size_t node) {
  const std::size_t column = graph.nodes[node].column;
  if (graph.columns.size() <= column) graph.columns.resize(column + 1);
  graph.columns[column].push_back(node);
}

void connect(LayeredGraph& graph, std::size_t cause, std::size_t effect) {
  graph.nodes[cause].effects.push_back(effect);
  graph.nodes[effect].causes.push_back(cause);
}

/// Makes the passes of an arrow, from its effect to its cause.
void lead(LayeredGraph& graph, const LayoutInput::Arrow& arrow, std::vector<std::size_t>& way) {
  std::size_t before = arrow.effect;
  way.push_back(before);
  for (std::size_t column = graph.nodes[arrow.effect].column + 1; column < graph.nodes[arrow.cause].column; ++column) {
    const std::size_t pass = graph.nodes.size();
    graph.nodes.push_back({column, kPassHeight, true, {}, {}});
    append(graph, pass);
    connect(graph, pass, before);
    way.push_back(before = pass);
  }
  connect(graph, arrow.cause, before);
  way.push_back(arrow.cause);
  std::reverse(way.begin(), way.end());
}

}  // namespace

LayeredGraph layer(const LayoutInput& input) {
  const Ends ends = ends_of(input);
  const auto columns = columns_of(input, ends);
  LayeredGraph graph;
  graph.ways.resize(input.arrows.size());
  for (std::size_t i = 0; i < columns.size(); ++i) graph.nodes.push_back({columns[i], input.heights[i], false, {}, {}});
  std::vector<bool> met(columns.size(), false);
  // Walks against the arrows, what was added first at the top. Not recursive: chains may be long.
  const auto walk = [&](std::size_t from) {
    struct Place {
      std::size_t box;
      std::size_t next;
    };
    std::vector<Place> path;
    const auto meet = [&](std::size_t box) {
      if (met[box]) return;
      met[box] = true;
      append(graph, box);
      path.push_back({box, 0});
    };
    meet(from);
    while (!path.empty()) {
      auto& [box, next] = path.back();
      if (next == ends.arriving[box].size()) {
        path.pop_back();
        continue;
      }
      const std::size_t arrow = ends.arriving[box][next++];
      lead(graph, input.arrows[arrow], graph.ways[arrow]);
      meet(input.arrows[arrow].cause);
    }
  };
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (ends.leaving[i].empty()) walk(i);
  return graph;
}

}  // namespace debrief::features::factors
