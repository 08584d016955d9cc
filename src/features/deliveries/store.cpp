// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/store.hpp"

#include "db/instants.hpp"

#include <fmt/format.h>

namespace debrief::features::deliveries::store {
namespace {

constexpr std::string_view kDeliveryColumns =
    "id, endpoint, type, incident, created_at, state, attempts, round, next_at, attempted_at, settled_at, status, "
    "answer, error";

Delivery delivery_from(const db::Row& row) {
  Delivery one;
  one.id = row.text(0);
  one.endpoint = row.text(1);
  one.type = row.text(2);
  one.incident = row.optional_integer(3);
  one.created_at = {row.integer(4)};
  one.state = delivery_state_from(row.text(5)).value_or(DeliveryState::dropped);
  one.attempts = row.integer(6);
  one.round = row.integer(7);
  one.next_at = db::time_in(row, 8);
  one.attempted_at = db::time_in(row, 9);
  one.settled_at = db::time_in(row, 10);
  one.status = row.optional_integer(11);
  one.answer = row.text(12);
  one.error = row.text(13);
  return one;
}

}  // namespace

std::string_view to_text(DeliveryState state) {
  switch (state) {
    case DeliveryState::waiting: return "waiting";
    case DeliveryState::delivered: return "delivered";
    case DeliveryState::given_up: return "given_up";
    case DeliveryState::dropped: break;
  }
  return "dropped";
}

std::optional<DeliveryState> delivery_state_from(std::string_view text) {
  for (const auto state :
       {DeliveryState::waiting, DeliveryState::delivered, DeliveryState::given_up, DeliveryState::dropped})
    if (to_text(state) == text) return state;
  return std::nullopt;
}

bool insert(db::Connection& db, const Delivery& one, const std::string& key, const std::string& body) {
  return db.execute(
             "insert into deliveries (id, endpoint, type, incident, key, body, created_at, state, attempts, round, "
             "next_at, settled_at, "
             "answer, error) values ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9, $10, '', $11) on conflict do nothing",
             one.id, one.endpoint, one.type, one.incident, key.empty() ? std::nullopt : std::optional(key), body,
             one.created_at.micros, to_text(one.state), db::micros_of(one.next_at), db::micros_of(one.settled_at),
             one.error) == 1;
}

std::optional<Delivery> find(db::Connection& db, const std::string& id) {
  const auto row = db.query_one(fmt::format("select {} from deliveries where id = $1", kDeliveryColumns), id);
  return row ? std::optional(delivery_from(*row)) : std::nullopt;
}

std::string body_of(db::Connection& db, const std::string& id) {
  const auto row = db.query_one("select body from deliveries where id = $1", id);
  return row ? row->text(0) : std::string();
}

std::vector<std::pair<Delivery, std::string>> list_due(db::Connection& db, const std::string& endpoint, Instant now,
                                                       std::size_t limit) {
  std::vector<std::pair<Delivery, std::string>> due;
  for (const auto& row : db.query(fmt::format("select {}, body from deliveries where endpoint = $1 and state = "
                                              "'waiting' and next_at <= $2 order by next_at, id limit $3",
                                              kDeliveryColumns),
                                  endpoint, now.micros, limit))
    due.emplace_back(delivery_from(row), row.text(row.size() - 1));
  return due;
}

std::int64_t count_due(db::Connection& db, const std::string& endpoint, Instant now) {
  return db
      .query_one(
          "select count(*) from (select 1 from deliveries where endpoint = $1 and state = 'waiting' and next_at <= $2 "
          "limit 5000) as due",
          endpoint, now.micros)
      ->integer(0);
}

std::optional<Instant> next_due(db::Connection& db, const std::string& endpoint) {
  const auto row = db.query_one(
      "select next_at from deliveries where endpoint = $1 and state = 'waiting' order by next_at limit 1", endpoint);
  return row ? db::time_in(*row, 0) : std::nullopt;
}

bool settle(db::Connection& db, const Delivery& one, std::int64_t before) {
  return db.execute(
             "update deliveries set state = $3, attempts = $4, round = $5, next_at = $6, attempted_at = $7, settled_at "
             "= $8, status = $9, "
             "answer = $10, error = $11 where id = $1 and state = 'waiting' and attempts = $2",
             one.id, before, to_text(one.state), one.attempts, one.round, db::micros_of(one.next_at),
             db::micros_of(one.attempted_at), db::micros_of(one.settled_at), one.status, one.answer, one.error) == 1;
}

std::int64_t settle_waiting(db::Connection& db, const std::string& endpoint, DeliveryState state,
                            const std::string& error, Instant now) {
  return db.execute(
      "update deliveries set state = $2, error = $3, settled_at = $4, next_at = null where endpoint = $1 and state = "
      "'waiting'",
      endpoint, to_text(state), error, now.micros);
}

std::int64_t wait_again(db::Connection& db, const std::string& id, Instant now) {
  return db.execute(
      "update deliveries set state = 'waiting', round = 0, next_at = $2, settled_at = null, error = '' where id = $1 "
      "and "
      "state <> 'waiting'",
      id, now.micros);
}

std::int64_t wait_again(db::Connection& db, const std::string& endpoint, std::optional<Instant> since,
                        bool delivered_too, Instant now) {
  return db.execute(
      "update deliveries set state = 'waiting', round = 0, next_at = $2, settled_at = null, error = '' where endpoint "
      "= $1 "
      "and created_at >= $3 and (state = 'given_up' or (state = 'delivered' and $4 = 1))",
      endpoint, now.micros, since ? since->micros : 0, delivered_too);
}

void forget_settled(db::Connection& db, Instant before) {
  db.execute(
      "delete from deliveries where id in (select id from deliveries where state <> 'waiting' and settled_at < $1 "
      "limit 5000)",
      before.micros);
}

std::vector<Delivery> list(db::Connection& db, const Filter& filter, std::int64_t limit) {
  std::vector<db::Value> args;
  std::string where = "1 = 1";
  const auto add = [&](std::string_view condition, db::Value value) {
    args.push_back(std::move(value));
    where += fmt::format(" and {} ${}", condition, args.size());
  };
  if (filter.endpoint) add("endpoint =", *filter.endpoint);
  if (filter.state) add("state =", std::string(to_text(*filter.state)));
  if (filter.after) add("id <", *filter.after);
  args.emplace_back(limit);
  std::vector<Delivery> found;
  db.run_with(fmt::format("select {} from deliveries where {} order by id desc limit ${}", kDeliveryColumns, where,
                          args.size()),
              args, [&](const db::Row& row) { found.push_back(delivery_from(row)); });
  return found;
}

Counts count(db::Connection& db, const std::string& endpoint) {
  Counts counts;
  for (const auto& row :
       db.query("select state, count(*) from deliveries where endpoint = $1 group by state", endpoint)) {
    if (row.text(0) == "waiting") counts.waiting = row.integer(1);
    if (row.text(0) == "delivered") counts.delivered = row.integer(1);
    if (row.text(0) == "given_up") counts.given_up = row.integer(1);
  }
  return counts;
}

}  // namespace debrief::features::deliveries::store
