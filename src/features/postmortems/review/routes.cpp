// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/review/routes.hpp"

#include "base/text.hpp"
#include "features/postmortems/completeness/standing.hpp"
#include "features/postmortems/review/review_json.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <memory>
#include <set>

namespace debrief::features::postmortems::review {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kMostListed = 1000;
constexpr std::int64_t kLongestText = 5'000'000;

struct Desk {
  journal::Journal& journal;
  Ports ports;
  postmortems::Ports document;
};

// Those who hear of verdicts and meetings: roles, the owner, reviewers.
Result<std::vector<std::string>> circle(const Desk& desk, const Call& call, const domain::Incident& incident) {
  std::set<std::string> ids;
  for (const auto& role : incident.roles)
    if (const auto id = desk.ports.find_user_id(role.person)) ids.insert(*id);
  const auto duty = TRY(desk.ports.find_duty(call.who, incident.number));
  if (duty && duty->owner_id) ids.insert(*duty->owner_id);
  const auto reviewers = TRY(desk.journal.database().read([&](db::Connection& db) { return list_reviewers(db, call.who, incident.number); }));
  for (const Reviewer& reviewer : reviewers) ids.insert(reviewer.user_id);
  return std::vector<std::string>(ids.begin(), ids.end());
}

Result<Response> get_threads(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto limit = TRY(limit_of(call.request, kMostListed, kMostListed));
  const auto page = TRY(desk.journal.database().read(
      [&](db::Connection& db) { return list_threads(db, call.who, number, call.request.query_value("after"), limit); }));
  keep_anchors(desk.journal, page);
  json::array items;
  for (const Thread& thread : page.items) items.emplace_back(to_json(thread));
  return respond({{"edition", page.edition}, {"items", std::move(items)}, {"next", json::or_null(page.next)}, {"open", page.open}});
}

Result<Response> post_thread(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  NewThread wanted;
  wanted.anchor.edition = TRY(in.integer("edition", 0, INT64_MAX));
  wanted.anchor.from = static_cast<std::size_t>(TRY(in.integer("from", 0, kLongestText)));
  wanted.anchor.until = static_cast<std::size_t>(TRY(in.integer("until", 0, kLongestText)));
  wanted.text = TRY(in.optional_text("text", kCommentLimit)).value_or("");
  wanted.replacement = TRY(in.optional_text("replacement", kCommentLimit));
  TRY(in.done());
  const auto mentions = mentioned(wanted.text, desk.ports.list_members());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(open_thread(tx, desk.ports, call.who, number, wanted, mentions))), 201);
  });
}

Result<Response> post_comment(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string text = TRY(in.text("text", kCommentLimit));
  TRY(in.done());
  const auto mentions = mentioned(text, desk.ports.list_members());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(add_comment(tx, desk.ports, call.who, number, call.request.parameter("thread"), text, mentions))), 201);
  });
}

Result<Response> patch_thread(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string state = TRY(in.text("state", 50));
  TRY(in.done());
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(settle(tx, call.who, number, call.request.parameter("thread"), state))));
  });
}

Result<Response> change_comment_by(const Desk& desk, const Call& call, const std::optional<std::string>& text) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(TRY(change_comment(tx, call.who, number, call.request.parameter("thread"), call.request.parameter("comment"), text))));
  });
}

Result<Response> patch_comment(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string text = TRY(in.text("text", kCommentLimit));
  TRY(in.done());
  return change_comment_by(desk, call, text);
}

Result<Response> reviewers_response(const Desk& desk, const Call& call, std::int64_t number) {
  const auto reviewers = TRY(desk.journal.database().read([&](db::Connection& db) { return list_reviewers(db, call.who, number); }));
  json::array items;
  for (const Reviewer& reviewer : reviewers) items.emplace_back(to_json(reviewer));
  return respond({{"items", std::move(items)}});
}

Result<Response> post_reviewer(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string user_id = TRY(in.text("user_id", 100));
  TRY(in.done());
  const auto members = desk.ports.list_members();
  const auto member = std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.id == user_id; });
  if (member == members.end()) return invalid("there is no account '{}'", user_id).at("/user_id");
  TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) { return ask_reviewer(tx, desk.ports, call.who, number, *member); }));
  return reviewers_response(desk, call, number);
}

Result<Response> delete_reviewer(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) { return drop_reviewer(tx, call.who, number, call.request.parameter("user")); }));
  return reviewers_response(desk, call, number);
}

Result<Response> post_verdict(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string verdict = TRY(in.text("verdict", 50));
  const std::string text = TRY(in.optional_text("text", kCommentLimit)).value_or("");
  TRY(in.done());
  const auto incident = TRY(desk.ports.get_incident(call.who, number));
  const auto tell = TRY(circle(desk, call, incident));
  TRY(desk.journal.write(call.origin, [&](journal::Transaction& tx) { return give_verdict(tx, desk.ports, call.who, number, verdict, text, tell); }));
  return reviewers_response(desk, call, number);
}

Result<AgendaInput> gather_agenda(const Desk& desk, const Call& call, const domain::Incident& incident) {
  constexpr std::int64_t kMostThreadsShown = 200;
  AgendaInput input{domain::incident_key(incident.number), incident.title, {}, {}, {}, {}, {}};
  const auto found = TRY(desk.journal.database().read([&](db::Connection& db) { return find(db, call.who, incident.number); }));
  if (found) {
    const auto standing = TRY(look_at(desk.document, desk.journal.database(), call.who, incident.number, found->markdown, desk.journal.clock().now()));
    input.missing = standing.missing;
    for (const EvidenceGap& gap : standing.gaps) input.evidence.push_back(gap.text);
    input.questions = open_questions(found->markdown);
  }
  const auto page = TRY(desk.journal.database().read(
      [&](db::Connection& db) { return list_threads(db, call.who, incident.number, std::nullopt, kMostThreadsShown); }));
  for (const Thread& thread : page.items)
    if (thread.state == "open")
      input.threads.push_back(fmt::format("“{}”: {}", shorten(thread.quote, 80), thread.comments.empty() ? "a suggestion" : shorten(thread.comments.front().text, 160)));
  if (!desk.document.list_accounts) return input;
  for (const domain::Account& account : TRY(desk.document.list_accounts(call.who, incident.number)))
    if (account.state == domain::AccountState::asked || account.state == domain::AccountState::started) input.unheard.push_back(account.person);
  return input;
}

json::object meeting_json(const std::optional<Meeting>& meeting, const std::string& agenda_text) {
  return {{"meeting", meeting ? json::value(to_json(*meeting)) : json::value(nullptr)}, {"agenda", agenda_text}};
}

Result<Response> get_meeting(const Desk& desk, const Call& call) {
  constexpr std::int64_t kUsual = 60;
  const auto incident = TRY(desk.ports.get_incident(call.who, TRY(number_in_path(call.request))));
  const auto meeting = TRY(desk.journal.database().read([&](db::Connection& db) { return find_meeting(db, call.who, incident.number); }));
  return respond(meeting_json(meeting, agenda(TRY(gather_agenda(desk, call, incident)), meeting ? meeting->minutes : kUsual)));
}

Result<Response> keep_meeting(const Desk& desk, const Call& call, Meeting wanted) {
  const auto incident = TRY(desk.ports.get_incident(call.who, TRY(number_in_path(call.request))));
  const auto tell = TRY(circle(desk, call, incident));
  const std::string text = agenda(TRY(gather_agenda(desk, call, incident)), wanted.minutes);
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(meeting_json(TRY(set_meeting(tx, desk.ports, call.who, incident, wanted, tell)), text));
  });
}

Result<Response> put_meeting(const Desk& desk, const Call& call) {
  constexpr std::int64_t kLongest = 24 * 60;
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  Meeting wanted;
  wanted.at = TRY(in.time("at"));
  wanted.minutes = TRY(in.optional_integer("minutes", 5, kLongest)).value_or(wanted.minutes);
  wanted.place = TRY(in.optional_text("place", 500)).value_or("");
  TRY(in.done());
  return keep_meeting(desk, call, wanted);
}

Result<Response> delete_meeting(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  auto before = TRY(desk.journal.database().read([&](db::Connection& db) { return find_meeting(db, call.who, number); }));
  if (!before) return not_found("no meeting is set");
  before->cancelled = true;
  return keep_meeting(desk, call, *before);
}

Result<Response> get_calendar(const Desk& desk, const Call& call) {
  const auto incident = TRY(desk.ports.get_incident(call.who, TRY(number_in_path(call.request))));
  const auto meeting = TRY(desk.journal.database().read([&](db::Connection& db) { return find_meeting(db, call.who, incident.number); }));
  if (!meeting) return not_found("no meeting is set").with_help("Set one first.");
  const std::string key = domain::incident_key(incident.number);
  Response response;
  response.set("Content-Type", "text/calendar; charset=utf-8");
  response.set("Content-Disposition", fmt::format("attachment; filename=\"{}-meeting.ics\"", key));
  response.body = calendar(*meeting, fmt::format("Postmortem {}: {}", key, incident.title),
                           agenda(TRY(gather_agenda(desk, call, incident)), meeting->minutes), "");
  return response;
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports, postmortems::Ports document) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports), std::move(document)});
  const std::string base = "/api/v1/incidents/{number}/postmortem";
  const std::string thread = base + "/threads/{thread}";
  const std::string comment = thread + "/comments/{comment}";
  return {
      {"GET", base + "/threads", Action::read, [desk](Call& call) { return get_threads(*desk, call); }},
      {"POST", base + "/threads", Action::respond, [desk](Call& call) { return post_thread(*desk, call); }},
      {"PATCH", thread, Action::respond, [desk](Call& call) { return patch_thread(*desk, call); }},
      {"POST", thread + "/comments", Action::respond, [desk](Call& call) { return post_comment(*desk, call); }},
      {"PATCH", comment, Action::respond, [desk](Call& call) { return patch_comment(*desk, call); }},
      {"DELETE", comment, Action::respond, [desk](Call& call) { return change_comment_by(*desk, call, std::nullopt); }},
      {"GET", base + "/reviewers", Action::read,
       [desk](Call& call) -> Result<Response> { return reviewers_response(*desk, call, TRY(number_in_path(call.request))); }},
      {"POST", base + "/reviewers", Action::edit, [desk](Call& call) { return post_reviewer(*desk, call); }},
      {"DELETE", base + "/reviewers/{user}", Action::edit, [desk](Call& call) { return delete_reviewer(*desk, call); }},
      {"POST", base + "/verdict", Action::respond, [desk](Call& call) { return post_verdict(*desk, call); }},
      {"GET", base + "/meeting", Action::read, [desk](Call& call) { return get_meeting(*desk, call); }},
      {"PUT", base + "/meeting", Action::respond, [desk](Call& call) { return put_meeting(*desk, call); }},
      {"DELETE", base + "/meeting", Action::respond, [desk](Call& call) { return delete_meeting(*desk, call); }},
      {"GET", base + "/meeting.ics", Action::read, [desk](Call& call) { return get_calendar(*desk, call); }},
  };
}

}  // namespace debrief::features::postmortems::review
