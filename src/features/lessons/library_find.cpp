// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/lessons.hpp"
#include "features/lessons/store.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace debrief::features::lessons {
namespace {

const journal::Origin kOrigin{"Debrief", "", "library", std::nullopt};
constexpr double kToldFrom = 25;  // points: what resembles less is listed, but nobody is told
constexpr double kSame = 100;     // points for an answer of people
constexpr double kSimilar = 25;

// What anybody may read, and who reads everything.
const domain::Principal kNobody{"nobody", "Debrief", domain::AccessRole::viewer, "library"};
const domain::Principal kLibrarian{"", "Debrief", domain::AccessRole::administrator, "library"};

std::int64_t incident_of_key(std::string_view key) {
  std::int64_t number = 0;
  std::from_chars(key.data(), key.data() + key.size(), number);
  return number;
}

std::vector<std::string> keys_of(const std::set<std::int64_t>& numbers) {
  std::vector<std::string> keys;
  for (const std::int64_t number : numbers) keys.push_back(std::to_string(number));
  return keys;
}

// The answers for this incident weigh more than everything else.
void apply_answers(std::vector<domain::Match>& matches, const std::map<std::int64_t, Answer>& answers) {
  const auto rank = [](const domain::Match& m) {
    return !m.answer ? 1 : *m.answer == "not_this" ? 2 : *m.answer == "same" ? 0 : 1;
  };
  for (auto& match : matches) {
    const auto found = answers.find(match.incident);
    if (found == answers.end()) continue;
    match.answer = std::string(to_text(found->second));
    const double change = found->second == Answer::same      ? kSame
                          : found->second == Answer::similar ? kSimilar
                                                             : -match.score;
    const char* words = found->second == Answer::same      ? "people said: the same"
                        : found->second == Answer::similar ? "people said: similar"
                                                           : "people said: not this";
    match.reasons.insert(match.reasons.begin(), {words, change});
    match.score += change;
  }
  std::stable_sort(matches.begin(), matches.end(), [&](const auto& a, const auto& b) {
    return rank(a) != rank(b) ? rank(a) < rank(b) : a.score > b.score;
  });
}

}  // namespace

// Asked for anew each time: what was made private a moment ago is not found any more.
std::set<std::int64_t> Library::refused_to(const domain::Principal& who) {
  std::set<std::int64_t> refused;
  std::vector<db::Value> args;
  const std::string readable = journal::readable_incidents(who, "i", args);
  journal_.database().read([&](db::Connection& db) {
    db.run_with("select i.number from incidents i where i.visibility = 'private' and not (" + readable + ")",
                args,
                [&](const db::Row& row) { refused.insert(row.integer(0)); });
  });
  return refused;
}

Extent Library::extent(const domain::Principal& who) {
  std::size_t hidden = 0;
  for (const std::int64_t number : refused_to(who)) hidden += recogniser_.contains(std::to_string(number)) ? 1 : 0;
  const std::size_t lessons = recogniser_.size() - std::min(hidden, recogniser_.size());
  return {static_cast<std::int64_t>(lessons), static_cast<std::int64_t>(std::min(recogniser_.learned_from(), lessons)),
          is_learning()};
}

std::vector<domain::Match> Library::find(const domain::Principal& who, const Question& question, std::size_t limit,
                                         std::int64_t except) {
  search::Query asked = question.query;
  asked.hidden = keys_of(refused_to(who));
  asked.admits = [except](std::string_view key) { return incident_of_key(key) != except; };
  const auto experience =
      journal_.database().read([&](db::Connection& db) { return answers::list_experience(db, except); });
  const auto leanings_of = [&](std::int64_t number) {
    Leanings leanings;
    if (const auto found = experience.find(number); found != experience.end()) {
      leanings.confirmed = found->second.confirmed;
      leanings.refused = found->second.refused;
      leanings.experience = experience_of(leanings.confirmed, leanings.refused);
    }
    return leanings;
  };
  if (!experience.empty()) asked.bonus = [&](std::string_view key) { return leanings_of(incident_of_key(key)).experience; };
  std::vector<domain::Match> matches;
  // Some more than are wanted: what is recent comes forward among them.
  for (const auto& finding : recogniser_.search(asked, limit + 10)) {
    const std::int64_t number = incident_of_key(finding.hit.key);
    const auto lesson = journal_.database().read([&](db::Connection& db) { return store::find(db, number); });
    const auto incident = ports_.get_incident(who, number);
    if (!lesson || !incident) continue;
    Leanings leanings = leanings_of(number);
    if (except != 0) leanings.recency = recency_of(lesson->occurred_at, journal_.clock().now());
    domain::Match match{number,
                        lesson->document,
                        incident->title,
                        incident->severity,
                        incident->services,
                        lesson->occurred_at,
                        kPoints * (finding.hit.score + leanings.recency),
                        reasons_of(finding, leanings, question.names),
                        excerpt_of(lesson->body, finding.hit),
                        incident->postmortem_state.has_value(),
                        lesson->worked,
                        lesson->misled,
                        std::nullopt};
    matches.push_back(std::move(match));
  }
  std::stable_sort(matches.begin(), matches.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
  if (matches.size() > limit) matches.resize(limit);
  return matches;
}

std::vector<domain::Match> Library::find_similar(const domain::Principal& who, const search::Query& query,
                                                 std::size_t limit) {
  Question question{query};
  for (auto& asked : asked_signals({.text = query.text})) question.query.terms.push_back(std::move(asked));
  return find(who, question, limit, 0);
}

Result<Question> Library::question_of(const domain::Principal& who, std::int64_t number) {
  const auto incident = TRY(ports_.get_incident(who, number));
  const auto timeline = TRY(ports_.list_timeline(who, number));
  SignalsOf signals;
  signals.alerts = TRY(ports_.list_alerts(who, number));
  if (auto templates = ports_.list_log_templates(who, number)) signals.templates = std::move(*templates);
  if (auto graph = ports_.list_factors(who, number)) signals.factors = std::move(graph->factors);
  if (ports_.list_dependencies) signals.dependencies = ports_.list_dependencies(incident.services);
  return question_for(incident, std::move(signals), timeline);
}

Result<std::vector<domain::Match>> Library::list_similar(const domain::Principal& who, std::int64_t number,
                                                         std::size_t limit) {
  const auto question = TRY(question_of(who, number));
  const auto answers = journal_.database().read([&](db::Connection& db) { return answers::list(db, number); });
  // One that was answered stays, unless it is far off by now.
  auto matches = find(who, question, limit + answers.size(), number);
  apply_answers(matches, answers);
  if (matches.size() > limit) matches.resize(limit);
  return matches;
}

Result<> Library::answer(const journal::Origin& origin, const domain::Principal& who, std::int64_t number,
                         std::int64_t match, std::optional<Answer> answer) {
  const auto past = TRY(ports_.get_incident(who, match));
  const auto matches = TRY(list_similar(who, number, 10));
  const auto found = std::find_if(matches.begin(), matches.end(), [&](const auto& m) { return m.incident == match; });
  std::optional<std::int64_t> place;
  if (found != matches.end()) place = std::distance(matches.begin(), found) + 1;
  return journal_.write(origin, [&](journal::Transaction& tx) {
    return answers::give(tx, who, number, match, past.title, answer, place);
  });
}

HitRate Library::hit_rate(const domain::Principal& who) {
  return journal_.database().read([&](db::Connection& db) { return answers::hit_rate(db, who); });
}

std::vector<std::int64_t> Library::rank(const domain::Principal& who, std::string_view words, std::size_t limit) {
  search::Query query;
  query.text = std::string(words);
  query.hidden = keys_of(refused_to(who));
  std::vector<std::int64_t> numbers;
  for (const auto& hit : recogniser_.search_words(query, limit, 0)) numbers.push_back(incident_of_key(hit.key));
  return numbers;
}

// To the people who have a role in the incident now.
domain::Notice Library::notice_of(const domain::Incident& incident, const domain::Match& match) const {
  domain::Notice notice;
  notice.kind = "match.found";
  std::set<std::string> people;
  for (const auto& role : incident.roles)
    if (!role.until)
      if (const auto id = ports_.find_user_id(role.person)) people.insert(*id);
  notice.to.assign(people.begin(), people.end());
  notice.incident = incident.number;
  notice.title = fmt::format("{} resembles {}", domain::incident_key(incident.number), domain::incident_key(match.incident));
  notice.text = match.title;
  if (!match.reasons.empty()) notice.text += "\n" + match.reasons.front().text;
  if (!match.worked.empty()) notice.text += "\nWhat worked then: " + shorten(match.worked, 300);
  notice.path = fmt::format("/incidents/{}", incident.number);
  notice.key = fmt::format("match/{}/{}", incident.number, match.incident);
  return notice;
}

void Library::tell_matches(const std::set<std::int64_t>& incidents) {
  for (const std::int64_t number : incidents) {
    const auto incident = ports_.get_incident(kLibrarian, number);
    if (!incident || (incident->kind != domain::Kind::normal && incident->kind != domain::Kind::near_miss)) continue;
    if (incident->phase() != domain::Phase::triage && incident->phase() != domain::Phase::active) continue;
    const auto question = question_of(kLibrarian, number);
    if (!question) continue;
    // Told to everybody who sees this incident: only of incidents that all of them may read.
    auto matches = find(kNobody, *question, 3, number);
    apply_answers(matches, journal_.database().read([&](db::Connection& db) { return answers::list(db, number); }));
    if (matches.empty() || matches.front().score < kToldFrom) continue;
    const domain::Match& top = matches.front();
    const auto before = journal_.database().read([&](db::Connection& db) { return store::find_top(db, number); });
    if (before == top.incident) continue;
    const auto notice = notice_of(*incident, top);
    const auto told = journal_.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
      if (!store::tell_top(tx.db, number, top.incident)) return {};
      tx.append({number,
                 std::string(domain::events::kMatchFound),
                 tx.now(),
                 {{"match", top.incident},
                  {"title", top.title},
                  {"score", top.score},
                  {"reason", top.reasons.empty() ? "" : top.reasons.front().text},
                  {"before", json::or_null(before)}}});
      ports_.notify(tx, notice);
      return {};
    });
    if (!told) log_.warning("telling of a match", {{"what", told.error().message}});
  }
}

}  // namespace debrief::features::lessons
