// SPDX-License-Identifier: Apache-2.0
#include "features/machine/store.hpp"

#include <array>

namespace debrief::features::machine {
namespace {

constexpr std::array<std::pair<State, std::string_view>, 5> kStates{{{State::proposed, "proposed"},
                                                                     {State::accepted, "accepted"},
                                                                     {State::rejected, "rejected"},
                                                                     {State::refused, "refused"},
                                                                     {State::failed, "failed"}}};

constexpr std::string_view kColumns =
    "id, incident, task, question, model, sent, sent_sha256, answer, state, reason, asked_by, asked_by_id, asked_at, "
    "settled_by, settled_at";

State state_from(std::string_view text) {
  for (const auto& [state, name] : kStates)
    if (name == text) return state;
  return State::failed;
}

Proposal proposal_from(const db::Row& row) {
  Proposal one;
  one.id = row.text(0);
  one.incident = row.integer(1);
  one.task = task_from(row.text(2));
  one.question = row.text(3);
  one.model = row.text(4);
  one.sent = row.text(5);
  one.sent_sha256 = row.text(6);
  one.answer = row.text(7);
  one.state = state_from(row.text(8));
  one.reason = row.text(9);
  one.asked_by = row.text(10);
  one.asked_by_id = row.text(11);
  one.asked_at = {row.integer(12)};
  one.settled_by = row.optional_text(13);
  if (const auto at = row.optional_integer(14)) one.settled_at = Instant{*at};
  return one;
}

std::optional<std::int64_t> micros_of(const std::optional<Instant>& at) {
  return at ? std::optional(at->micros) : std::nullopt;
}

}  // namespace

std::string_view to_text(State state) {
  for (const auto& [one, name] : kStates)
    if (one == state) return name;
  return "failed";
}

namespace store {

void insert(db::Connection& db, const Proposal& one) {
  db.execute(
      fmt::format(
          "insert into machine_texts ({}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
          kColumns),
      one.id, one.incident, to_text(one.task), one.question, one.model, one.sent, one.sent_sha256, one.answer,
      to_text(one.state), one.reason, one.asked_by, one.asked_by_id, one.asked_at.micros, one.settled_by,
      micros_of(one.settled_at));
}

void update(db::Connection& db, const Proposal& one) {
  db.execute("update machine_texts set state = $3, settled_by = $4, settled_at = $5 where incident = $1 and id = $2",
             one.incident, one.id, to_text(one.state), one.settled_by, micros_of(one.settled_at));
}

std::optional<Proposal> find(db::Connection& db, std::int64_t incident, const std::string& id) {
  const auto row =
      db.query_one(fmt::format("select {} from machine_texts where incident = $1 and id = $2", kColumns), incident, id);
  if (!row) return std::nullopt;
  return proposal_from(*row);
}

std::vector<Proposal> list(db::Connection& db, std::int64_t incident, std::int64_t limit) {
  std::vector<Proposal> all;
  db.scan([&](const db::Row& row) { all.push_back(proposal_from(row)); },
          fmt::format("select {} from machine_texts where incident = $1 order by id desc limit $2", kColumns), incident,
          limit);
  return all;
}

}  // namespace store
}  // namespace debrief::features::machine
