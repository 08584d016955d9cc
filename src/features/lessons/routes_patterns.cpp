// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/routes_patterns.hpp"

#include "base/markdown.hpp"
#include "base/time.hpp"
#include "features/lessons/patterns/book.hpp"
#include "features/lessons/patterns/cues.hpp"
#include "features/lessons/patterns/suggest.hpp"
#include "features/lessons/store.hpp"
#include "routing/request.hpp"

#include <algorithm>
#include <set>

namespace debrief::features::lessons {
namespace {

using domain::Action;
using http::Response;

constexpr std::size_t kRecurrences = 200;
constexpr std::size_t kTimes = 200;

std::string name_of(const Library& library, const Patterns& patterns, std::string_view term) {
  if (term.starts_with("trigger:")) return std::string(trigger_name(term.substr(8)));
  const bool read = term.starts_with("read:");
  if (read || term.starts_with("factor:"))
    for (const auto& kind : library.ports().list_factor_kinds())
      if (kind.id == term.substr(read ? 5 : 7)) return kind.name;
  if (term.starts_with("template:"))
    if (const auto found = patterns.template_names.find(std::string(term.substr(9)));
        found != patterns.template_names.end())
      return found->second;
  const auto colon = term.find(':');
  return std::string(colon == std::string_view::npos ? term : term.substr(colon + 1));
}

json::object to_json(const Library& library, const Patterns& patterns, const std::string& term) {
  return {{"kind", term.substr(0, term.find(':'))}, {"id", term}, {"name", name_of(library, patterns, term)}};
}

json::array to_json(const std::vector<Instant>& times) {
  json::array all;
  for (std::size_t i = times.size() > kTimes ? times.size() - kTimes : 0; i < times.size(); ++i)
    all.push_back(json::value(to_rfc3339(times[i])));
  return all;
}

json::object to_json(const Library& library, const Patterns& all, const Pattern& pattern) {
  json::array words, shared;
  for (const auto& word : pattern.words) words.push_back(json::value(word));
  for (const auto& [term, count] : pattern.shared) {
    auto signal = to_json(library, all, term);
    signal["incidents"] = count;
    shared.push_back(std::move(signal));
  }
  return {{"id", pattern.id},
          {"name", pattern.name},
          {"words", std::move(words)},
          {"incidents", static_cast<std::int64_t>(pattern.incidents.size())},
          {"times", to_json(pattern.times)},
          {"in_words", times_in_words(pattern.times)},
          {"shared", std::move(shared)},
          {"likeness", pattern.likeness}};
}

json::object to_json(const Library& library, const Patterns& all, const Recurrence& recurrence) {
  auto result = to_json(library, all, recurrence.term);
  json::array incidents;
  for (std::size_t i = recurrence.incidents.size() > 5 ? recurrence.incidents.size() - 5 : 0;
       i < recurrence.incidents.size(); ++i)
    incidents.push_back(recurrence.incidents[i]);
  result["incidents"] = static_cast<std::int64_t>(recurrence.incidents.size());
  result["newest"] = std::move(incidents);
  result["times"] = to_json(recurrence.times);
  result["in_words"] = times_in_words(recurrence.times);
  return result;
}

Response list_patterns(Library& library, PatternBook& book, const domain::Principal& who) {
  const auto all = book.read();
  const Extent extent = library.extent(who);
  json::array patterns, recurrences, sequences;
  for (const Pattern& pattern : all->patterns) patterns.push_back(to_json(library, *all, pattern));
  for (std::size_t i = 0; i < std::min(kRecurrences, all->recurrences.size()); ++i)
    recurrences.push_back(to_json(library, *all, all->recurrences[i]));
  for (const Sequence& sequence : all->sequences)
    sequences.push_back(json::object{{"before", to_json(library, *all, sequence.before)},
                                     {"after", to_json(library, *all, sequence.after)},
                                     {"times", sequence.times},
                                     {"expected", sequence.expected}});
  return respond({{"compared", static_cast<std::int64_t>(std::min(kCasesLimit, all->incidents))},
                  {"incidents", static_cast<std::int64_t>(all->incidents)},
                  {"learned", extent.learned},
                  {"learning", extent.learning},
                  {"patterns", std::move(patterns)},
                  {"recurrences", std::move(recurrences)},
                  {"sequences", std::move(sequences)}});
}

json::array incidents_of(Library& library, const domain::Principal& who, const Pattern& pattern,
                         domain::RunbookQuestion& question) {
  json::array incidents;
  std::set<std::string> services;
  for (auto number = pattern.incidents.rbegin(); number != pattern.incidents.rend(); ++number) {
    const auto incident = library.ports().get_incident(who, *number);
    if (!incident) continue;
    question.text += incident->title + "\n";
    services.insert(incident->services.begin(), incident->services.end());
    const auto lesson = library.journal().database().read([&](db::Connection& db) { return store::find(db, *number); });
    incidents.push_back(json::object{{"incident", *number},
                                     {"key", domain::incident_key(*number)},
                                     {"title", incident->title},
                                     {"severity", json::or_null(incident->severity)},
                                     {"occurred_at", to_rfc3339(lesson ? lesson->occurred_at : incident->declared_at)},
                                     {"has_postmortem", incident->postmortem_state.has_value()},
                                     {"worked", lesson ? lesson->worked : ""}});
  }
  question.services.assign(services.begin(), services.end());
  return incidents;
}

Result<Response> get_pattern(Library& library, PatternBook& book, const Call& call) {
  const auto all = book.read();
  const std::string id = call.request.parameter("id");
  const auto found =
      std::find_if(all->patterns.begin(), all->patterns.end(), [&](const Pattern& p) { return p.id == id; });
  if (found == all->patterns.end())
    return not_found("there is no pattern {}", id)
        .with_help("Patterns change with the library: see the list of those that there are.");
  auto document = to_json(library, *all, *found);
  domain::RunbookQuestion question;
  for (const auto& [term, count] : found->shared)
    if (term.starts_with("alert:")) question.alerts.push_back(term.substr(6));
  document["members"] = incidents_of(library, call.who, *found, question);
  json::array actions, runbooks;
  for (const auto& action : library.ports().list_actions(call.who, found->incidents, false))
    actions.push_back(json::object{{"number", action.number},
                                   {"key", domain::action_key(action.number)},
                                   {"incident", action.incident},
                                   {"title", action.title},
                                   {"owner", action.owner},
                                   {"state", domain::to_text(action.state)},
                                   {"proof", domain::to_text(action.proof)}});
  for (const auto& fit : library.ports().fit_runbooks(call.who, question))
    runbooks.push_back(json::object{
        {"number", fit.runbook}, {"title", fit.title}, {"reason", fit.reasons.empty() ? "" : fit.reasons.front()}});
  document["actions"] = std::move(actions);
  document["runbooks"] = std::move(runbooks);
  return respond(document);
}

// What people named for incidents that resemble this one.
Result<std::vector<Neighbour>> neighbours_of(Library& library, const domain::Principal& who, std::int64_t number) {
  std::vector<Neighbour> neighbours;
  for (const auto& match : TRY(library.list_similar(who, number, 10))) {
    auto graph = library.ports().list_factors(who, match.incident);
    if (!graph || graph->factors.empty() || match.score <= 0) continue;
    neighbours.push_back({match.incident, std::min(1.0, match.score / kPoints), std::move(graph->factors)});
  }
  return neighbours;
}

Result<Response> suggest(Library& library, const Call& call) {
  const auto number = TRY(number_in_path(call.request));
  const auto incident = TRY(library.ports().get_incident(call.who, number));
  const auto postmortem = TRY(library.ports().find_postmortem(call.who, number));
  const auto known = TRY(library.ports().list_factors(call.who, number));
  std::string text = incident.summary + "\n" + incident.impact + "\n";
  if (postmortem) text += plain_text(postmortem->markdown);
  for (const auto& entry : TRY(library.ports().list_timeline(call.who, number)))
    if (!entry.hidden && (entry.kind == "note" || entry.kind == "observation" || entry.kind == "hypothesis"))
      text += "\n" + entry.text;
  const auto neighbours = TRY(neighbours_of(library, call.who, number));
  json::array items;
  for (const auto& suggestion :
       suggest_factors(incident.title, text, neighbours, known.factors, library.ports().list_factor_kinds(), 6)) {
    json::array reasons;
    for (const auto& reason : suggestion.reasons)
      reasons.push_back(json::object{{"text", reason.text}, {"score", reason.score}});
    items.push_back(json::object{{"kind", suggestion.kind.id},
                                 {"group", suggestion.kind.group},
                                 {"name", suggestion.kind.name},
                                 {"score", suggestion.score},
                                 {"reasons", std::move(reasons)}});
  }
  return respond({{"items", std::move(items)}});
}

}  // namespace

std::vector<Route> pattern_routes(Library& library, const std::shared_ptr<PatternBook>& book) {
  return {
      {"GET", "/api/v1/patterns", Action::read,
       [&library, book](Call& call) -> Result<Response> { return list_patterns(library, *book, call.who); }},
      {"GET", "/api/v1/patterns/{id}", Action::read,
       [&library, book](Call& call) { return get_pattern(library, *book, call); }},
      {"GET", "/api/v1/incidents/{number}/factor-suggestions", Action::read,
       [&library](Call& call) { return suggest(library, call); }},
  };
}

}  // namespace debrief::features::lessons
