// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "features/evidence/logs/desk.hpp"
#include "features/evidence/logs/request.hpp"
#include "logs/secrets/secrets.hpp"
#include "routing/request.hpp"

#include <algorithm>

namespace debrief::features::evidence::logs {
namespace {

using debrief::logs::Level;
using domain::Action;
using http::Response;

struct Row {
  std::uint64_t lines = 0;
  Level level = Level::unknown;
  std::vector<std::uint32_t> sources;
  std::uint32_t example = 0;
};

// By template. `counts` are those of the static texts.
std::vector<Row> rows_of(const debrief::logs::Messages& messages, const std::vector<std::uint64_t>& counts) {
  std::vector<Row> rows(messages.templates().size());
  for (std::uint32_t skeleton = 0; skeleton < messages.size(); ++skeleton) {
    if (skeleton >= counts.size() || counts[skeleton] == 0) continue;
    const auto& message = *messages.find(skeleton);
    Row& row = rows[message.template_number];
    if (row.lines == 0) row.example = skeleton;
    row.lines += counts[skeleton];
    row.level = std::max(row.level, message.level);
    for (const std::uint32_t source : message.sources)
      if (std::find(row.sources.begin(), row.sources.end(), source) == row.sources.end()) row.sources.push_back(source);
  }
  return rows;
}

Result<Response> get_templates(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call));
  auto query = TRY(query_of(call.request, desk.sets.mask_key()));
  query.deadline = search_deadline();
  const auto counts = TRY(logs.set->search(query)).count_skeletons();
  const auto messages = logs.set->messages();
  const std::vector<Row> rows = rows_of(*messages, counts);
  std::vector<std::size_t> order(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rows[a].lines > rows[b].lines; });
  static constexpr std::size_t most = 5000;
  json::array items;
  for (const std::size_t i : order) {
    if (rows[i].lines == 0 || items.size() == most) break;
    const auto& one = messages->templates()[i];
    const std::string& key = desk.sets.mask_key();
    items.push_back(json::object{
        {"id", debrief::logs::id_text(one.id)},
        {"text", shorten(to_utf8(debrief::logs::mask(one.text, key)), 1000)},
        {"level", debrief::logs::name_of(rows[i].level)},
        {"lines", rows[i].lines},
        {"sources", json::array(rows[i].sources.begin(), rows[i].sources.end())},
        {"example", shorten(to_utf8(debrief::logs::mask(logs.set->skeletons()[rows[i].example].example, key)), 1000)}});
  }
  return respond({{"items", std::move(items)}});
}

}  // namespace

std::vector<Route> template_routes(const Desk& desk) {
  return {{"GET", "/api/v1/incidents/{number}/logs/templates", Action::read,
           [desk](Call& call) { return in_time(get_templates, desk, call); }}};
}

}  // namespace debrief::features::evidence::logs
