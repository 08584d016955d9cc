// SPDX-License-Identifier: Apache-2.0
#include "features/hypotheses/store.hpp"

#include "base/json.hpp"

#include <algorithm>

namespace debrief::features::hypotheses::store {
namespace {

using domain::Argument;
using domain::Hypothesis;

template <class Ids>
std::string write_ids(const Ids& ids) {
  return json::write(json::value(json::array(ids.begin(), ids.end())));
}

template <class Take>
void each_id(const std::string& stored, const Take& take) {
  const auto ids = json::parse(stored);
  if (!ids || !ids->is_array()) return;
  for (const json::value& id : ids->get_array()) take(id);
}

Hypothesis hypothesis_from(const db::Row& row) {
  Hypothesis hypothesis;
  hypothesis.id = row.text(0);
  hypothesis.incident = row.integer(1);
  hypothesis.text = row.text(2);
  hypothesis.state = domain::hypothesis_state_from(row.text(3)).value_or(domain::HypothesisState::open);
  hypothesis.reason = row.text(4);
  hypothesis.by = row.text(5);
  hypothesis.at = {row.integer(6)};
  if (!row.is_null(7)) hypothesis.settled_at = Instant{row.integer(7)};
  hypothesis.version = row.integer(8);
  return hypothesis;
}

Argument argument_from(const db::Row& row) {
  Argument argument;
  argument.id = row.text(1);
  argument.stance = domain::stance_from(row.text(2)).value_or(domain::Stance::supports);
  argument.text = row.text(3);
  each_id(row.text(4), [&](const json::value& id) {
    if (id.is_int64()) argument.entries.push_back(id.get_int64());
  });
  each_id(row.text(5), [&](const json::value& id) {
    if (id.is_string()) argument.evidence.emplace_back(std::string_view(id.get_string()));
  });
  argument.by = row.text(6);
  argument.at = {row.integer(7)};
  return argument;
}

}  // namespace

void insert(db::Connection& db, const Hypothesis& hypothesis) {
  db.execute(
      "insert into hypotheses (id, incident, text, state, reason, added_by, added_at, version) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      hypothesis.id, hypothesis.incident, hypothesis.text, to_text(hypothesis.state), hypothesis.reason, hypothesis.by,
      hypothesis.at.micros, hypothesis.version);
}

void update(db::Connection& db, const Hypothesis& hypothesis) {
  db.execute("update hypotheses set state = $2, reason = $3, settled_at = $4, version = $5 where id = $1", hypothesis.id,
             to_text(hypothesis.state), hypothesis.reason,
             hypothesis.settled_at ? std::optional(hypothesis.settled_at->micros) : std::nullopt, hypothesis.version);
}

void insert_argument(db::Connection& db, const std::string& hypothesis, const Argument& argument) {
  db.execute(
      "insert into arguments (id, hypothesis, stance, text, entries, evidence, added_by, added_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      argument.id, hypothesis, to_text(argument.stance), argument.text, write_ids(argument.entries),
      write_ids(argument.evidence), argument.by, argument.at.micros);
}

std::int64_t count(db::Connection& db, std::int64_t incident) {
  return db.query_one("select count(*) from hypotheses where incident = $1", incident)->integer(0);
}

std::vector<Hypothesis> list(db::Connection& db, std::int64_t incident) {
  std::vector<Hypothesis> all;
  for (const auto& row : db.query("select id, incident, text, state, reason, added_by, added_at, settled_at, version "
                                  "from hypotheses where incident = $1 order by added_at, id",
                                  incident))
    all.push_back(hypothesis_from(row));
  for (const auto& row : db.query("select a.hypothesis, a.id, a.stance, a.text, a.entries, a.evidence, a.added_by, a.added_at "
                                  "from arguments a join hypotheses h on h.id = a.hypothesis where h.incident = $1 order by a.added_at, a.id",
                                  incident)) {
    const std::string& of = row.text(0);
    const auto found = std::find_if(all.begin(), all.end(), [&](const Hypothesis& one) { return one.id == of; });
    if (found != all.end()) found->arguments.push_back(argument_from(row));
  }
  return all;
}

std::optional<Hypothesis> find(db::Connection& db, std::int64_t incident, const std::string& id) {
  auto all = list(db, incident);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Hypothesis& one) { return one.id == id; });
  return found == all.end() ? std::nullopt : std::optional(std::move(*found));
}

bool has_entry(db::Connection& db, std::int64_t incident, std::int64_t entry) {
  return db.query_one("select position from facts where position = $1 and incident = $2", entry, incident).has_value();
}

}  // namespace debrief::features::hypotheses::store
