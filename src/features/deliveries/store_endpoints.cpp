// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/store.hpp"

#include "db/instants.hpp"

#include <fmt/format.h>

namespace debrief::features::deliveries::store {
namespace {

constexpr std::string_view kEndpointColumns =
    "id, owner, kind, name, host, wants, state, reason, slow, failing_since, succeeded_at, old_secret_until, "
    "created_by, "
    "created_at, version";

Endpoint endpoint_from(const db::Row& row) {
  Endpoint one;
  one.id = row.text(0);
  one.owner = row.text(1);
  one.kind = endpoint_kind_from(row.text(2)).value_or(EndpointKind::webhook);
  one.name = row.text(3);
  one.host = row.text(4);
  one.wants = wants_from(row.text(5));
  one.state = endpoint_state_from(row.text(6));
  one.reason = row.text(7);
  one.slow = row.boolean(8);
  one.failing_since = db::time_in(row, 9);
  one.succeeded_at = db::time_in(row, 10);
  one.old_secret_until = db::time_in(row, 11);
  one.created_by = row.text(12);
  one.created_at = {row.integer(13)};
  one.version = row.integer(14);
  return one;
}

}  // namespace

void insert_endpoint(db::Connection& db, const Endpoint& one, const Sealed& sealed) {
  db.execute(
      "insert into endpoints (id, owner, kind, name, host, address, secret, old_secret, wants, state, reason, slow, "
      "created_by, "
      "created_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, 1)",
      one.id, one.owner, to_text(one.kind), one.name, one.host, db::Blob{sealed.address}, db::Blob{sealed.secret},
      db::Blob{sealed.old_secret}, json::write(to_json(one.wants)), to_text(one.state), one.reason, one.created_by,
      one.created_at.micros);
}

void update_endpoint(db::Connection& db, const Endpoint& one) {
  db.execute(
      "update endpoints set name = $2, host = $3, wants = $4, state = $5, old_secret_until = $6, version = version + 1 "
      "where id = $1",
      one.id, one.name, one.host, json::write(to_json(one.wants)), to_text(one.state),
      db::micros_of(one.old_secret_until));
  note_attempt(db, one);
}

void update_sealed(db::Connection& db, const std::string& id, const Sealed& sealed) {
  db.execute("update endpoints set address = $2, secret = $3, old_secret = $4 where id = $1", id,
             db::Blob{sealed.address}, db::Blob{sealed.secret}, db::Blob{sealed.old_secret});
}

bool remove_endpoint(db::Connection& db, const std::string& id, Instant now) {
  return db.execute(
             "update endpoints set removed_at = $2, address = $3, secret = $3, old_secret = $3 where id = $1 and "
             "removed_at is null",
             id, now.micros, db::Blob{}) == 1;
}

std::optional<Endpoint> find_endpoint(db::Connection& db, const std::string& id) {
  const auto row =
      db.query_one(fmt::format("select {} from endpoints where id = $1 and removed_at is null", kEndpointColumns), id);
  return row ? std::optional(endpoint_from(*row)) : std::nullopt;
}

std::optional<Sealed> find_sealed(db::Connection& db, const std::string& id) {
  const auto row =
      db.query_one("select address, secret, old_secret from endpoints where id = $1 and removed_at is null", id);
  return row ? std::optional(Sealed{row->blob(0), row->blob(1), row->blob(2)}) : std::nullopt;
}

std::vector<Endpoint> list_endpoints(db::Connection& db) {
  std::vector<Endpoint> endpoints;
  for (const auto& row : db.query(fmt::format("select {} from endpoints where removed_at is null order by case when "
                                              "owner = '' then 0 else 1 end, name, id",
                                              kEndpointColumns)))
    endpoints.push_back(endpoint_from(row));
  return endpoints;
}

void forget_old_secrets(db::Connection& db, Instant now) {
  db.execute("update endpoints set old_secret = $2, old_secret_until = null where old_secret_until <= $1", now.micros,
             db::Blob{});
}

void note_attempt(db::Connection& db, const Endpoint& one) {
  db.execute(
      "update endpoints set state = $2, reason = $3, slow = $4, failing_since = $5, succeeded_at = $6 where id = $1",
      one.id, to_text(one.state), one.reason, one.slow, db::micros_of(one.failing_since),
      db::micros_of(one.succeeded_at));
}

}  // namespace debrief::features::deliveries::store
