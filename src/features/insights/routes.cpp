// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "features/insights/follow_up.hpp"
#include "features/insights/insights.hpp"
#include "features/insights/routes_json.hpp"
#include "features/insights/routes_request.hpp"
#include "journal/visibility.hpp"
#include "routing/request.hpp"

#include <memory>
#include <set>

namespace debrief::features::insights {
namespace {

using domain::Action;
using http::Response;

struct Desk {
  journal::Journal& journal;
  Courses& courses;
  ListServiceTeams list_service_teams;
};

// Private incidents that `who` may read.
std::set<std::int64_t> open_private(db::Database& database, const domain::Principal& who) {
  return database.read([&](db::Connection& db) {
    std::vector<db::Value> args;
    const std::string readable = journal::readable_incidents(who, "i", args);
    std::set<std::int64_t> numbers;
    db.run_with("select i.number from incidents i where i.visibility <> 'everyone' and " + readable, args,
                [&](const db::Row& row) { numbers.insert(row.integer(0)); });
    return numbers;
  });
}

// What `answer` makes of the incidents that the request asks for and the caller may see.
template <class Answer>
Result<Response> with_filter(const Desk& desk, const Call& call, Answer&& answer) {
  const auto open = open_private(desk.journal.database(), call.who);
  const auto teams = desk.list_service_teams();
  std::optional<Result<Response>> response;
  desk.courses.look([&](const CourseTable& table) {
    response = [&]() -> Result<Response> {
      Filter filter = TRY(filter_of(call.request, table, owners_of(table, teams), desk.journal.clock().now()));
      filter.admits_private = [&](std::int64_t number) { return open.contains(number); };
      return answer(table, std::move(filter));
    }();
  });
  return *std::move(response);
}

Result<Response> get_insights(const Desk& desk, const Call& call) {
  return with_filter(desk, call, [](const CourseTable& table, Filter filter) -> Result<Response> {
    return respond(to_json(evaluate(table, std::move(filter))));
  });
}

Result<Response> get_load(const Desk& desk, const Call& call) {
  const Instant now = desk.journal.clock().now();
  return with_filter(desk, call, [&](const CourseTable& table, const Filter& filter) -> Result<Response> {
    return respond(to_json(load_of(select_courses(table, filter), now)));
  });
}

Result<Response> get_csv(const Desk& desk, const Call& call) {
  return with_filter(desk, call, [](const CourseTable& table, const Filter& filter) -> Result<Response> {
    Response response;
    response.set("Content-Type", "text/csv; charset=utf-8; header=present");
    response.set("Content-Disposition", "attachment; filename=\"incidents.csv\"");
    response.body = to_csv(table, select_courses(table, filter));
    return response;
  });
}

Result<Response> get_follow_up(const Desk& desk, const Call& call) {
  const Instant now = desk.journal.clock().now();
  return with_filter(desk, call, [&](const CourseTable& table, const Filter& filter) -> Result<Response> {
    const auto courses = select_courses(table, filter);
    return respond(
        to_json(desk.journal.database().read([&](db::Connection& db) { return follow_up(db, courses, now); })));
  });
}

Result<Response> post_reader(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(count_reader(tx, call.who, number));
    Response response;
    response.status = 204;
    return response;
  });
}

Result<Response> get_annotations(const Desk& desk) {
  json::array items;
  for (const auto& one : desk.journal.database().read([](db::Connection& db) { return list_annotations(db); }))
    items.push_back(to_json(one));
  return respond({{"items", std::move(items)}});
}

Result<Response> post_annotation(const Desk& desk, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const Instant at = TRY(in.time("at"));
  const std::string text(trim(TRY(in.text("text", 300))));
  TRY(in.done());
  if (text.empty()) return invalid("'text' is empty").at("/text").with_help("Say what was changed.");
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond(to_json(add_annotation(tx, call.who, at, text)), 201);
  });
}

Result<Response> delete_annotation(const Desk& desk, const Call& call) {
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(remove_annotation(tx, call.request.parameter("id")));
    Response response;
    response.status = 204;
    return response;
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Courses& courses, ListServiceTeams list_service_teams) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, courses, std::move(list_service_teams)});
  const std::string base = "/api/v1/insights";
  return {
      {"GET", base, Action::read, [desk](Call& call) { return get_insights(*desk, call); }},
      {"GET", base + "/load", Action::read, [desk](Call& call) { return get_load(*desk, call); }},
      {"GET", base + "/follow-up", Action::read, [desk](Call& call) { return get_follow_up(*desk, call); }},
      {"POST", "/api/v1/incidents/{number}/postmortem/readers", Action::read,
       [desk](Call& call) { return post_reader(*desk, call); }},
      {"GET", base + "/incidents.csv", Action::read, [desk](Call& call) { return get_csv(*desk, call); }},
      {"GET", base + "/annotations", Action::read, [desk](Call&) { return get_annotations(*desk); }},
      {"POST", base + "/annotations", Action::edit, [desk](Call& call) { return post_annotation(*desk, call); }},
      {"DELETE", base + "/annotations/{id}", Action::edit,
       [desk](Call& call) { return delete_annotation(*desk, call); }},
  };
}

}  // namespace debrief::features::insights
