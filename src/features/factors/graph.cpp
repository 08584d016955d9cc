// SPDX-License-Identifier: Apache-2.0
#include "features/factors/graph.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <deque>
#include <map>

namespace debrief::features::factors {
namespace {

constexpr std::size_t kTitleInCircle = 60;

}  // namespace

std::vector<std::string> find_way(const std::vector<domain::FactorLink>& links, std::string_view from,
                                  std::string_view to) {
  std::multimap<std::string_view, std::string_view> effects;
  for (const auto& link : links) effects.emplace(link.cause, link.effect);
  std::map<std::string_view, std::string_view> came_from{{from, from}};
  std::deque<std::string_view> next{from};
  while (!next.empty() && !came_from.contains(to)) {
    const std::string_view here = next.front();
    next.pop_front();
    const auto [begin, end] = effects.equal_range(here);
    for (auto link = begin; link != end; ++link)
      if (came_from.emplace(link->second, here).second) next.push_back(link->second);
  }
  std::vector<std::string> way;
  if (!came_from.contains(to)) return way;
  for (std::string_view here = to; here != from; here = came_from.at(here)) way.emplace_back(here);
  way.emplace_back(from);
  std::reverse(way.begin(), way.end());
  return way;
}

std::string circle_closed_by(const domain::FactorGraph& graph, std::string_view cause, std::string_view effect) {
  if (effect.empty()) return {};
  auto way = find_way(graph.links, effect, cause);
  if (way.empty()) return {};
  way.insert(way.begin(), std::string(cause));
  std::string circle;
  for (const std::string& id : way) {
    const domain::Factor* factor = find_factor(graph, id);
    circle += (circle.empty() ? "“" : " → “") + shorten(factor == nullptr ? id : factor->title, kTitleInCircle) + "”";
  }
  return circle;
}

const domain::Factor* find_factor(const domain::FactorGraph& graph, std::string_view id) {
  const auto found = std::find_if(graph.factors.begin(), graph.factors.end(),
                                  [&](const domain::Factor& factor) { return factor.id == id; });
  return found == graph.factors.end() ? nullptr : &*found;
}

}  // namespace debrief::features::factors
