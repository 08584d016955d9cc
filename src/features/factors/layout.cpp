// SPDX-License-Identifier: Apache-2.0
#include "features/factors/layout.hpp"

#include "features/factors/layers.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace debrief::features::factors {
namespace {

using domain::FigurePoint;

constexpr double kPortDistance = 12;  // between arrows at one side of a box
constexpr double kPortMargin = 12;    // from the corners

/// Heights at which arrows leave and arrive, so that several at one box do not lie upon one another.
class Slots {
 public:
  Slots(const LayeredGraph& graph, const std::vector<double>& middles) {
    for (std::size_t i = 0; i < graph.ways.size(); ++i) {
      const auto& way = graph.ways[i];
      leaving_[way.front()].push_back({middles[way[1]], i});
      arriving_[way.back()].push_back({middles[way[way.size() - 2]], i});
    }
    spread(graph, middles, leaving_, starts_);
    spread(graph, middles, arriving_, ends_);
  }
  [[nodiscard]] double start(std::size_t arrow) const { return starts_.at(arrow); }
  [[nodiscard]] double end(std::size_t arrow) const { return ends_.at(arrow); }

 private:
  using Side = std::map<std::size_t, std::vector<std::pair<double, std::size_t>>>;

  static void spread(const LayeredGraph& graph, const std::vector<double>& middles, Side& side,
                     std::map<std::size_t, double>& heights) {
    for (auto& [box, arrows] : side) {
      std::sort(arrows.begin(), arrows.end());
      const double room = std::max(0.0, graph.nodes[box].height - 2 * kPortMargin);
      const double gaps = static_cast<double>(arrows.size() - 1);
      const double step = gaps == 0 ? 0 : std::min(kPortDistance, room / gaps);
      double y = middles[box] - step * gaps / 2;
      for (const auto& [height, arrow] : arrows) {
        heights[arrow] = y;
        y += step;
      }
    }
  }

  Side leaving_;
  Side arriving_;
  std::map<std::size_t, double> starts_;
  std::map<std::size_t, double> ends_;
};

void bend_to(std::vector<FigurePoint>& curve, FigurePoint to) {
  const FigurePoint from = curve.back();
  const double middle = (from.x + to.x) / 2;
  curve.push_back({middle, from.y});
  curve.push_back({middle, to.y});
  curve.push_back(to);
}

double round_to_tenth(double length) {
  return std::round(length * 10) / 10;
}

}  // namespace

Layout lay_out(const LayoutInput& input) {
  LayeredGraph graph = layer(input);
  reduce_crossings(graph);
  auto middles = place_middles(graph, input.row_gap);
  for (double& middle : middles) middle = round_to_tenth(middle);
  const double step = input.box_width + input.column_gap;
  const auto left_of = [&](std::size_t node) {
    return static_cast<double>(graph.columns.size() - 1 - graph.nodes[node].column) * step;
  };
  Layout layout;
  layout.width = graph.columns.empty() ? 0 : static_cast<double>(graph.columns.size()) * step - input.column_gap;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i)
    layout.height = std::max(layout.height, middles[i] + graph.nodes[i].height / 2);
  for (std::size_t i = 0; i < input.heights.size(); ++i) {
    layout.corners.push_back({left_of(i), middles[i] - input.heights[i] / 2});
    layout.columns.push_back(graph.nodes[i].column);
  }
  const Slots slots(graph, middles);
  for (std::size_t i = 0; i < graph.ways.size(); ++i) {
    const auto& way = graph.ways[i];
    std::vector<FigurePoint> curve{{left_of(way.front()) + input.box_width, round_to_tenth(slots.start(i))}};
    for (std::size_t k = 1; k + 1 < way.size(); ++k) {
      bend_to(curve, {left_of(way[k]), middles[way[k]]});
      bend_to(curve, {left_of(way[k]) + input.box_width, middles[way[k]]});
    }
    bend_to(curve, {left_of(way.back()), round_to_tenth(slots.end(i))});
    layout.curves.push_back(std::move(curve));
  }
  return layout;
}

}  // namespace debrief::features::factors
