// SPDX-License-Identifier: Apache-2.0
#include "app/log_template.hpp"

#include "logs/mine/templates.hpp"
#include "logs/search/line_query.hpp"

#include <algorithm>
#include <chrono>

namespace debrief::app {
namespace {

constexpr std::chrono::seconds kLongest{10};

}  // namespace

std::optional<bool> find_log_template(features::evidence::logs::LogSets& sets, std::int64_t incident,
                                      const std::string& log_template, Instant since) {
  using features::evidence::logs::Pending;
  const auto id = logs::read_id(log_template);
  if (!id) return false;
  const auto found = sets.of(incident);
  const bool reading = std::any_of(found.pending.begin(), found.pending.end(),
                                   [](const Pending& one) { return one.state != Pending::State::failed; });
  const auto messages = found.set->messages();
  const auto& templates = messages->templates();
  const bool known = std::any_of(templates.begin(), templates.end(), [&](const logs::Template& one) {
    return (one.id & logs::kIdBits) == (*id & logs::kIdBits);
  });
  const auto absent = [&]() -> std::optional<bool> { return reading ? std::nullopt : std::optional(false); };
  if (!known) return absent();
  logs::Query query;
  query.templates = {*id};
  query.from_ns = since.micros * 1000;
  query.deadline = std::chrono::steady_clock::now() + kLongest;
  try {
    const auto search = found.set->search(query);
    if (search && search->page({}, 1).lines.empty()) return absent();
    return search.has_value();
  } catch (const logs::SearchTooLong&) {
    return std::nullopt;
  }
}

}  // namespace debrief::app
