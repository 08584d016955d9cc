// SPDX-License-Identifier: Apache-2.0
#include "features/hypotheses/hypotheses.hpp"

#include "base/time.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

namespace debrief::features::hypotheses {
namespace {

using domain::Action;
using domain::Hypothesis;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

// Timeline entries have their ids as texts.
json::object to_json(const domain::Argument& argument) {
  json::array entries;
  for (const std::int64_t entry : argument.entries) entries.emplace_back(std::to_string(entry));
  json::array evidence(argument.evidence.begin(), argument.evidence.end());
  return {{"id", argument.id},
          {"stance", to_text(argument.stance)},
          {"text", argument.text},
          {"entries", std::move(entries)},
          {"evidence", std::move(evidence)},
          {"by", argument.by},
          {"at", to_rfc3339(argument.at)}};
}

json::object to_json(const Hypothesis& hypothesis) {
  json::array arguments;
  for (const auto& argument : hypothesis.arguments) arguments.emplace_back(to_json(argument));
  return {{"id", hypothesis.id},
          {"incident", hypothesis.incident},
          {"text", hypothesis.text},
          {"state", to_text(hypothesis.state)},
          {"reason", hypothesis.reason},
          {"by", hypothesis.by},
          {"at", to_rfc3339(hypothesis.at)},
          {"settled_at", json::or_null(hypothesis.settled_at)},
          {"version", hypothesis.version},
          {"arguments", std::move(arguments)}};
}

Result<std::vector<std::int64_t>> read_entries(json::Fields& in) {
  std::vector<std::int64_t> entries;
  for (const std::string& text : TRY(in.texts("entries", kMostSources))) {
    std::int64_t entry = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), entry);
    if (error != std::errc{} || end != text.data() + text.size() || entry < 1)
      return invalid("'{}' is not the id of a timeline entry", text.substr(0, 60)).at(in.path_of("entries"));
    if (std::find(entries.begin(), entries.end(), entry) == entries.end()) entries.push_back(entry);
  }
  return entries;
}

Result<> check_evidence(const Desk& desk, const Call& call, std::int64_t number, const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  const auto known = TRY(desk.ports.list_evidence(call.who, number));
  for (const std::string& id : ids)
    if (std::none_of(known.items.begin(), known.items.end(), [&](const auto& item) { return item.id == id; }))
      return invalid("this incident has no evidence '{}'", id.substr(0, 60)).at("/evidence");
  return {};
}

Result<Response> get_hypotheses(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto all = TRY(desk.journal.database().read([&](db::Connection& db) { return list(db, call.who, number); }));
  json::array items;
  for (const Hypothesis& one : all) items.emplace_back(to_json(one));
  return respond({{"items", std::move(items)}});
}

Result<Response> post_hypothesis(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto text = TRY(in.text("text", kLongestText));
  const auto occurred_at = TRY(in.optional_time("occurred_at"));
  TRY(in.done());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto made = TRY(add(tx, call.who, number, text, occurred_at));
    return respond(to_json(made), 201, made.version);
  });
}

Result<Response> patch_hypothesis(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto expected = TRY(expected_version(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Settling wanted;
  const auto state = TRY(in.text("state", 50));
  const auto known = domain::hypothesis_state_from(state);
  if (!known)
    return invalid("there is no state '{}'", state).at("/state").with_help("Use open, confirmed, refuted or set_aside.");
  wanted.state = *known;
  wanted.reason = TRY(in.optional_text("reason", kLongestText)).value_or("");
  wanted.occurred_at = TRY(in.optional_time("occurred_at"));
  TRY(in.done());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto now = TRY(settle(tx, call.who, number, call.request.parameter("id"), wanted, expected));
    return respond(to_json(now), 200, now.version);
  });
}

Result<Response> post_argument(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  NewArgument wanted;
  const auto stance = TRY(in.text("stance", 50));
  const auto known = domain::stance_from(stance);
  if (!known) return invalid("there is no stance '{}'", stance).at("/stance").with_help("Use for or against.");
  wanted.stance = *known;
  wanted.text = TRY(in.text("text", kLongestText));
  wanted.entries = TRY(read_entries(in));
  wanted.evidence = TRY(in.texts("evidence", kMostSources));
  wanted.occurred_at = TRY(in.optional_time("occurred_at"));
  TRY(in.done());
  TRY(check_evidence(desk, call, number, wanted.evidence));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto now = TRY(argue(tx, call.who, number, call.request.parameter("id"), wanted));
    return respond(to_json(now), 201, now.version);
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string all = "/api/v1/incidents/{number}/hypotheses";
  return {
      {"GET", all, Action::read, [desk](Call& call) { return get_hypotheses(*desk, call); }},
      {"POST", all, Action::respond, [desk](Call& call) { return post_hypothesis(*desk, call); }},
      {"PATCH", all + "/{id}", Action::respond, [desk](Call& call) { return patch_hypothesis(*desk, call); }},
      {"POST", all + "/{id}/arguments", Action::respond, [desk](Call& call) { return post_argument(*desk, call); }},
  };
}

}  // namespace debrief::features::hypotheses
