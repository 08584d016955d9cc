// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/answers.hpp"

#include "base/json.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <array>
#include <set>
#include <utility>

namespace debrief::features::lessons {
namespace {

constexpr std::array<std::pair<Answer, std::string_view>, 3> kNames{
    {{Answer::same, "same"}, {Answer::similar, "similar"}, {Answer::not_this, "not_this"}}};

json::value text_or_null(std::optional<Answer> answer) {
  return answer ? json::value(to_text(*answer)) : json::value(nullptr);
}

}  // namespace

std::string_view to_text(Answer answer) {
  for (const auto& [value, name] : kNames)
    if (value == answer) return name;
  return "";
}

std::optional<Answer> answer_from(std::string_view text) {
  for (const auto& [value, name] : kNames)
    if (name == text) return value;
  return std::nullopt;
}

namespace answers {

Result<> give(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, std::int64_t match,
              const std::string& title, std::optional<Answer> answer, std::optional<std::int64_t> place) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  TRY(journal::require_incident(tx.db, who, domain::Action::read, match));
  const auto row =
      tx.db.query_one("select answer, place from match_answers where incident = $1 and match = $2", incident, match);
  const auto was = row ? answer_from(row->text(0)) : std::nullopt;
  if (was == answer) return {};
  if (row && !row->is_null(1)) place = row->integer(1);
  if (!answer) {
    tx.db.execute("delete from match_answers where incident = $1 and match = $2", incident, match);
  } else {
    tx.db.execute(
        "insert into match_answers (incident, match, answer, place, answered_by, answered_at) values ($1, $2, $3, $4, "
        "$5, $6) "
        "on conflict (incident, match) do update set answer = excluded.answer, answered_by = excluded.answered_by, "
        "answered_at = excluded.answered_at",
        incident, match, to_text(*answer), place, who.name, tx.now().micros);
  }
  // Who reads this incident need not be one of those who may read the other.
  const bool open = TRY(journal::object_of_incident(tx.db, who, match)).visibility == domain::Visibility::everyone;
  tx.append({incident,
             std::string(domain::events::kMatchAnswered),
             tx.now(),
             {{"match", match},
              {"title", open ? title : ""},
              {"answer", text_or_null(answer)},
              {"was", text_or_null(was)},
              {"place", json::or_null(place)}}});
  return {};
}

std::map<std::int64_t, Answer> list(db::Connection& db, std::int64_t incident) {
  std::map<std::int64_t, Answer> all;
  for (const auto& row : db.query("select match, answer from match_answers where incident = $1", incident))
    if (const auto answer = answer_from(row.text(1))) all[row.integer(0)] = *answer;
  return all;
}

std::map<std::int64_t, Experience> list_experience(db::Connection& db, std::int64_t except) {
  std::map<std::int64_t, Experience> all;
  // Of incidents that everybody may read: counts must not tell of others.
  for (const auto& row :
       db.query("select a.match, a.answer, count(*) from match_answers a join incidents i on i.number = "
                "a.incident where a.incident <> $1 and i.visibility = 'everyone' group by a.match, a.answer",
                except)) {
    Experience& experience = all[row.integer(0)];
    (row.text(1) == to_text(Answer::not_this) ? experience.refused : experience.confirmed) += row.integer(2);
  }
  return all;
}

HitRate hit_rate(db::Connection& db, const domain::Principal& who) {
  std::vector<db::Value> args;
  const std::string readable = journal::readable_incidents(who, "i", args);
  HitRate rate;
  std::set<std::int64_t> answered, recognised, first;
  db.run_with(
      "select a.incident, a.answer, a.place from match_answers a join incidents i on i.number = a.incident "
      "where i.kind <> 'drill' and " +
          readable,
      args, [&](const db::Row& row) {
        const auto answer = answer_from(row.text(1));
        if (!answer) return;
        ++rate.answers[*answer];
        answered.insert(row.integer(0));
        if (*answer == Answer::not_this) return;
        recognised.insert(row.integer(0));
        if (!row.is_null(2) && row.integer(2) <= 3) first.insert(row.integer(0));
      });
  rate.answered = static_cast<std::int64_t>(answered.size());
  rate.recognised = static_cast<std::int64_t>(recognised.size());
  rate.in_first_three = static_cast<std::int64_t>(first.size());
  return rate;
}

}  // namespace answers
}  // namespace debrief::features::lessons
