// SPDX-License-Identifier: Apache-2.0
#include "base/markdown.hpp"
#include "features/machine/machine.hpp"
#include "routing/request.hpp"

#include <map>
#include <memory>

namespace debrief::features::machine {
namespace {

using domain::Action;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Ports ports;
};

using Entries = std::map<std::int64_t, domain::TimelineEntry>;

Result<Entries> entries_of(const Desk& desk, const Call& call, std::int64_t number) {
  Entries entries;
  for (auto& entry : TRY(desk.ports.list_timeline(call.who, number))) entries.emplace(entry.id, std::move(entry));
  return entries;
}

// The entries that the answer cites, each once, in the order of their labels in the text.
json::array citations_of(std::string_view markdown, const Entries& entries) {
  static constexpr std::string_view kMark = "](#entry-";
  json::array citations;
  std::map<std::string, bool, std::less<>> seen;
  for (std::size_t at = markdown.find(kMark); at != std::string_view::npos; at = markdown.find(kMark, at + 1)) {
    const std::size_t open = markdown.rfind('[', at);
    const std::size_t close = markdown.find(')', at);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    const std::string label(markdown.substr(open + 1, at - open - 1));
    const std::string id(markdown.substr(at + kMark.size(), close - at - kMark.size()));
    const auto entry = entries.find(std::atoll(id.c_str()));
    if (entry == entries.end() || !seen.emplace(label, true).second) continue;
    citations.emplace_back(json::object{{"label", label},
                                        {"entry", id},
                                        {"text", entry->second.text},
                                        {"occurred_at", json::or_null(std::optional(entry->second.occurred_at))}});
  }
  return citations;
}

json::object to_json(const Proposal& one, const Entries& entries) {
  return {{"id", one.id},
          {"incident", one.incident},
          {"task", to_text(one.task)},
          {"question", one.question},
          {"model", one.model},
          {"sent", one.sent},
          {"sent_sha256", one.sent_sha256},
          {"markdown", one.answer},
          {"html", render_html(one.answer)},
          {"citations", citations_of(one.answer, entries)},
          {"state", to_text(one.state)},
          {"reason", one.reason},
          {"asked_by", one.asked_by},
          {"asked_at", json::or_null(std::optional(one.asked_at))},
          {"settled_by", json::or_null(one.settled_by)},
          {"settled_at", json::or_null(one.settled_at)}};
}

Result<Response> get_all(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto all = TRY(desk.journal.database().read([&](db::Connection& db) { return list(db, call.who, number); }));
  const Entries entries = all.empty() ? Entries{} : TRY(entries_of(desk, call, number));
  json::array items;
  for (const Proposal& one : all) items.emplace_back(to_json(one, entries));
  return respond({{"items", std::move(items)}});
}

Result<Response> post(const Desk& desk, const Call& call, Task task) {
  const auto number = TRY(number_in_path(call.request));
  const auto body =
      call.request.body.empty() && task == Task::summary ? json::value(json::object{}) : TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Wanted wanted;
  wanted.task = task;
  if (task == Task::question) wanted.question = TRY(in.text("question", kLongestQuestion));
  wanted.private_confirmed = TRY(in.boolean_or("confirm_private", false));
  TRY(in.done());
  const Proposal proposal = TRY(propose(desk.journal, desk.ports, call.origin, call.who, number, wanted));
  if (proposal.state != State::proposed)
    return make_error(ErrorCode::unavailable, "{}", proposal.reason)
        .with_help("Ask again later, or write it yourself: nothing depends on it.");
  return respond(to_json(proposal, TRY(entries_of(desk, call, number))), 201);
}

Result<Response> post_settlement(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const std::string& id = call.request.parameter("id");
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string state = TRY(in.text("state", 20));
  TRY(in.done());
  if (state != "accepted" && state != "rejected")
    return invalid("there is no state '{}'", state).at("/state").with_help("Use accepted or rejected.");
  const auto document = TRY(desk.ports.find_postmortem(call.who, number));
  const Entries entries = TRY(entries_of(desk, call, number));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const State wanted = state == "accepted" ? State::accepted : State::rejected;
    return respond(to_json(TRY(settle(tx, desk.ports, call.who, number, id, wanted, document)), entries));
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  const std::string all = "/api/v1/incidents/{number}/machine";
  return {
      {"GET", all, Action::read, [desk](Call& call) { return get_all(*desk, call); }},
      {"POST", all + "/summary", Action::edit, [desk](Call& call) { return post(*desk, call, Task::summary); }},
      {"POST", all + "/question", Action::respond, [desk](Call& call) { return post(*desk, call, Task::question); }},
      {"POST", all + "/{id}/settle", Action::edit, [desk](Call& call) { return post_settlement(*desk, call); }},
  };
}

}  // namespace debrief::features::machine
