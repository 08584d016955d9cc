// SPDX-License-Identifier: Apache-2.0
#include "features/responders/responders.hpp"

#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/responders/routes_json.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <memory>
#include <set>

namespace debrief::features::responders {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kUsualDays = 90, kMostDays = 1100;
// In a smaller group the middle says too much about one of them.
constexpr std::size_t kSmallestGroup = 5;

struct Desk {
  journal::Journal& journal;
  Ports ports;

  template <class F>
  auto read(F&& work) const {
    return journal.database().read(std::forward<F>(work));
  }
};

// Whose figures the caller may see, beside their own.
class Sight {
 public:
  Sight(const domain::Principal& who, const std::vector<domain::Team>& teams)
      : own_(who.id), all_(who.role >= domain::AccessRole::editor) {
    for (const auto& team : teams)
      if (std::find(team.members.begin(), team.members.end(), who.id) != team.members.end())
        mates_.insert(team.members.begin(), team.members.end());
  }
  [[nodiscard]] bool covers(const std::optional<std::string>& user) const {
    return all_ || (user && (*user == own_ || mates_.contains(*user)));
  }
  [[nodiscard]] bool covers_all() const { return all_; }

 private:
  std::string own_;
  bool all_;
  std::set<std::string> mates_;
};

Result<std::int64_t> time_or(const http::Request& request, const std::string& name, std::int64_t fallback) {
  const auto text = request.query_value(name);
  if (!text || text->empty()) return fallback;
  const auto at = parse_rfc3339(*text);
  if (!at) return invalid("'{}' is no time such as 2026-11-23T10:00:00Z", name).at("/" + name);
  return at->micros;
}

Result<Span> window_of(const http::Request& request, Instant now) {
  const std::int64_t until = TRY(time_or(request, "until", now.micros + 1));
  const std::int64_t from = TRY(time_or(request, "from", until - kUsualDays * kDay));
  if (from >= until) return invalid("'from' must lie before 'until'").at("/from");
  if (until - from > kMostDays * kDay)
    return invalid("at most {} days are looked at in one go", kMostDays)
        .at("/from")
        .with_help("Ask for a shorter time.");
  return Span{from, until};
}

struct Asked {
  Span window;
  std::vector<PersonLoad> group;  // of the team that was asked for, else everybody
  std::vector<domain::Team> teams;
};

Result<Asked> ask(const Desk& desk, const Call& call) {
  const Instant now = desk.journal.clock().now();
  Asked asked{TRY(window_of(call.request, now)), {}, desk.ports.list_teams()};
  asked.group = list_loads(desk.journal.database(), desk.ports, call.who, asked.window, now);
  const auto wanted = call.request.query_value("team");
  if (!wanted || wanted->empty()) return asked;
  const auto team =
      std::find_if(asked.teams.begin(), asked.teams.end(), [&](const auto& one) { return one.id == *wanted; });
  if (team == asked.teams.end()) return invalid("there is no such team").at("/team");
  std::erase_if(asked.group, [&](const PersonLoad& load) {
    return !load.user_id || std::find(team->members.begin(), team->members.end(), *load.user_id) == team->members.end();
  });
  return asked;
}

template <class Of>
Spread spread_by(const std::vector<PersonLoad>& loads, Of of) {
  std::vector<std::int64_t> burdens;
  for (const PersonLoad& load : loads) burdens.push_back(of(load));
  return spread_of(std::move(burdens));
}

json::value spreads_json(const std::vector<PersonLoad>& loads) {
  return json::object{
      {"seconds", to_json(spread_by(loads, [](const PersonLoad& one) { return one.engaged / 1'000'000; }))},
      {"nights", to_json(spread_by(loads, [](const PersonLoad& one) { return one.nights; }))},
      {"weekends", to_json(spread_by(loads, [](const PersonLoad& one) { return one.weekends; }))}};
}

// Teams whose every member the caller may see.
json::array teams_json(const Asked& asked, const Sight& sight) {
  json::array items;
  for (const auto& team : asked.teams) {
    if (!std::all_of(team.members.begin(), team.members.end(), [&](const std::string& id) { return sight.covers(id); }))
      continue;
    std::int64_t engaged = 0, nights = 0, weekends = 0, people = 0;
    for (const PersonLoad& load : asked.group) {
      if (!load.user_id || std::find(team.members.begin(), team.members.end(), *load.user_id) == team.members.end())
        continue;
      ++people;
      engaged += load.engaged;
      nights += load.nights;
      weekends += load.weekends;
    }
    items.push_back(json::object{{"id", team.id},
                                 {"name", team.name},
                                 {"members", team.members.size()},
                                 {"people", people},
                                 {"engaged_seconds", static_cast<double>(engaged) / 1e6},
                                 {"nights", nights},
                                 {"weekends", weekends}});
  }
  return items;
}

Result<Response> get_overview(const Desk& desk, const Call& call) {
  const Asked asked = TRY(ask(desk, call));
  const Sight sight(call.who, asked.teams);
  json::array items;
  for (const PersonLoad& load : asked.group)
    if (sight.covers(load.user_id)) items.push_back(to_json(load));
  const std::size_t hidden = asked.group.size() - items.size();
  const bool told = hidden == 0 || asked.group.size() >= kSmallestGroup;
  return respond({{"from", to_rfc3339(Instant{asked.window.from})},
                  {"until", to_rfc3339(Instant{asked.window.until})},
                  {"rule", kRule},
                  {"items", std::move(items)},
                  {"not_shown", told ? hidden : 0},
                  {"spread", told ? spreads_json(asked.group) : json::value(nullptr)},
                  {"teams", teams_json(asked, sight)}});
}

Result<Response> get_overview_csv(const Desk& desk, const Call& call) {
  Asked asked = TRY(ask(desk, call));
  const Sight sight(call.who, asked.teams);
  std::erase_if(asked.group, [&](const PersonLoad& load) { return !sight.covers(load.user_id); });
  Response response;
  response.set("Content-Type", "text/csv; charset=utf-8; header=present");
  response.set("Content-Disposition", "attachment; filename=\"responders.csv\"");
  response.body = to_csv(asked.group);
  return response;
}

// For those who choose whom to ask next.
Result<Response> get_tired(const Desk& desk, const Call& call) {
  json::array items;
  for (const auto& [person, reason] :
       list_tired(desk.journal.database(), desk.ports, call.who, desk.journal.clock().now()))
    items.push_back(json::object{{"person", person}, {"rest", reason}});
  return respond({{"items", std::move(items)}});
}

// The policy was asked by get_incident.
Result<Response> get_of_incident(const Desk& desk, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  TRY(desk.ports.get_incident(call.who, number));
  const Sight sight(call.who, desk.ports.list_teams());
  const store::Accounts accounts(desk.ports.list_members());
  return desk.read([&](db::Connection& db) -> Result<Response> {
    const auto recorded = store::read_one(db, number, accounts, desk.journal.clock().now());
    const auto hours = store::list_hours(db);
    const Hours usual = store::usual_hours(db);
    std::vector<Engagement> parts;
    for (const auto& [key, traces] : recorded.people) parts.push_back(engagement_of(traces, recorded.response));
    std::stable_sort(parts.begin(), parts.end(),
                     [](const Engagement& a, const Engagement& b) { return a.person < b.person; });
    json::array items;
    for (const Engagement& part : parts) {
      const auto own = hours.find(part.user_id.value_or(""));
      std::optional<Interrupted> interrupted;
      if (sight.covers(part.user_id))
        interrupted = interrupted_by(part.engaged, own == hours.end() ? usual : own->second);
      items.push_back(to_json(part, recorded.response, interrupted));
    }
    return respond({{"from", to_rfc3339(Instant{recorded.response.from})},
                    {"until", to_rfc3339(Instant{recorded.response.until})},
                    {"running", recorded.response.running},
                    {"rule", kRule},
                    {"items", std::move(items)}});
  });
}

// Hours of nobody: the machine's own command line has no account.
Result<> require_account(const domain::Principal& who) {
  if (who.id.empty()) return conflict("nobody has an account here").with_help("Sign in in the browser.");
  return {};
}

Result<Response> get_own_hours(const Desk& desk, const Call& call) {
  TRY(require_account(call.who));
  return desk.read([&](db::Connection& db) -> Result<Response> {
    const auto own = store::find_hours(db, call.who.id);
    json::object document = to_json(own ? *own : store::usual_hours(db));
    document["own"] = own.has_value();
    return respond(document);
  });
}

Result<Response> put_own_hours(const Desk& desk, const Call& call) {
  TRY(require_account(call.who));
  const Hours hours = TRY(read_hours(TRY(body_of(call.request)), desk.read(store::usual_hours)));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    json::object document = to_json(hours);
    if (store::find_hours(tx.db, call.who.id) != hours) {
      store::put_hours(tx.db, call.who.id, hours);
      tx.append({domain::kServerChain,
                 std::string(domain::events::kUserChanged),
                 tx.now(),
                 {{"id", call.who.id}, {"name", call.who.name}, {"hours", document}}});
    }
    document["own"] = true;
    return respond(document);
  });
}

Result<Response> get_usual_hours(const Desk& desk) {
  return respond(to_json(desk.read(store::usual_hours)));
}

Result<Response> put_usual_hours(const Desk& desk, const Call& call) {
  const Hours hours = TRY(read_hours(TRY(body_of(call.request)), {}));
  return desk.journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    store::put_usual_hours(tx.db, hours);
    json::object data{{"what", "hours"}};
    for (const auto& [name, value] : to_json(hours)) data[name] = value;
    tx.append({domain::kServerChain, std::string(domain::events::kAccessSet), tx.now(), std::move(data)});
    return respond(to_json(hours));
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  const auto desk = std::make_shared<const Desk>(Desk{journal, std::move(ports)});
  return {
      {"GET", "/api/v1/incidents/{number}/responders", Action::read,
       [desk](Call& call) { return get_of_incident(*desk, call); }},
      {"GET", "/api/v1/responders", Action::read, [desk](Call& call) { return get_overview(*desk, call); }},
      {"GET", "/api/v1/responders.csv", Action::read, [desk](Call& call) { return get_overview_csv(*desk, call); }},
      {"GET", "/api/v1/responders/rest", Action::respond, [desk](Call& call) { return get_tired(*desk, call); }},
      {"GET", "/api/v1/responders/hours", Action::read, [desk](Call&) { return get_usual_hours(*desk); }},
      {"PUT", "/api/v1/responders/hours", Action::administer,
       [desk](Call& call) { return put_usual_hours(*desk, call); }},
      {"GET", "/api/v1/me/hours", Action::read, [desk](Call& call) { return get_own_hours(*desk, call); }},
      {"PUT", "/api/v1/me/hours", Action::read, [desk](Call& call) { return put_own_hours(*desk, call); }},
  };
}

}  // namespace debrief::features::responders
