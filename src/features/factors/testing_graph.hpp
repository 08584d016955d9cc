// SPDX-License-Identifier: Apache-2.0
// Graphs for tests.
#pragma once

#include "base/time.hpp"
#include "domain/factor_figure.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace debrief::features::factors::testing {

inline domain::Factor factor(std::string id, std::string kind, std::string title) {
  domain::Factor factor;
  factor.id = std::move(id);
  factor.incident = 42;
  factor.kind = std::move(kind);
  factor.title = std::move(title);
  factor.added_by = "Ana";
  factor.recorded_at = *parse_rfc3339("2026-11-23T12:00:00Z");
  return factor;
}

/// Two ways to the outcome that meet in one factor, a long arrow, and one factor that is not linked.
inline domain::FactorGraph sample_graph() {
  domain::FactorGraph graph;
  graph.factors = {
      factor("F1", "technical.configuration", "The pool allowed 50 connections, half of what the workers ask for"),
      factor("F2", "detection.monitoring", "No alert watched the time that requests wait for a connection"),
      factor("F3", "human.information_gap", "The dashboard showed averages over <all> regions & hid one"),
      factor("F4", "process.change", "The change went to all regions at once"),
      factor("F5", "human.production_pressure", "The move had to be done before the sale began"),
      factor("F6", "other", "A second deployment ran at the same time"),
  };
  graph.factors[0].entries = {3, 4};
  graph.factors[2].evidence = {"01EVIDENCE"};
  graph.factors[3].text = "It had been *staged* before.";
  graph.links = {{"F1", "", "requests waited, then failed"},
                 {"F2", "", ""},
                 {"F3", "F2", ""},
                 {"F4", "F1", ""},
                 {"F5", "F4", ""},
                 {"F5", "", "people were busy"}};
  return graph;
}

inline domain::FactorCaptions sample_captions() {
  return {"What contributed to INC-42", "INC-42: Checkout returns 502 | all regions", {{3, "T1"}, {4, "T4"}}, true};
}

/// As many factors and links as are asked for, none of them in a circle.
inline domain::FactorGraph random_graph(std::size_t factors, std::size_t links, unsigned seed) {
  std::mt19937 random(seed);
  domain::FactorGraph graph;
  for (std::size_t i = 0; i < factors; ++i)
    graph.factors.push_back(
        factor("F" + std::to_string(i), "technical.defect", std::string(5 + random() % 120, i % 7 == 0 ? ' ' : 'x')));
  for (std::size_t i = 0; i < links; ++i) {
    const std::size_t cause = random() % factors;
    const std::size_t effect = random() % (cause + 1);
    const domain::FactorLink link{"F" + std::to_string(cause), effect == cause ? "" : "F" + std::to_string(effect), ""};
    bool doubled = false;
    for (const auto& other : graph.links)
      doubled = doubled || (other.cause == link.cause && other.effect == link.effect);
    if (!doubled) graph.links.push_back(link);
  }
  return graph;
}

}  // namespace debrief::features::factors::testing
