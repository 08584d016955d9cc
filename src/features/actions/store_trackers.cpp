// SPDX-License-Identifier: Apache-2.0
#include "features/actions/trackers.hpp"

#include "db/instants.hpp"

#include <fmt/format.h>

namespace debrief::features::actions::store {
namespace {

constexpr std::string_view kTrackerColumns =
    "id, kind, name, address, project, account, created_at, heard_at, asked_at, error";

TrackerEntry tracker_from(const db::Row& row) {
  return {row.text(0), row.text(1),      row.text(2), row.text(3), row.text(4),
          row.text(5), {row.integer(6)}, db::time_in(row, 7), db::time_in(row, 8), row.text(9)};
}

}  // namespace

std::vector<TrackerEntry> list_trackers(db::Connection& db) {
  std::vector<TrackerEntry> trackers;
  for (const auto& row :
       db.query(fmt::format("select {} from trackers where removed_at is null order by created_at, id", kTrackerColumns)))
    trackers.push_back(tracker_from(row));
  return trackers;
}

std::optional<TrackerEntry> find_tracker(db::Connection& db, const std::string& id) {
  const auto row =
      db.query_one(fmt::format("select {} from trackers where id = $1 and removed_at is null", kTrackerColumns), id);
  return row ? std::optional(tracker_from(*row)) : std::nullopt;
}

void insert_tracker(db::Connection& db, const TrackerEntry& one, const std::string& sealed_token,
                    const std::string& sealed_secret) {
  db.execute(
      "insert into trackers (id, kind, name, address, project, account, token, hook_secret, created_at, error) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')",
      one.id, one.kind, one.name, one.address, one.project, one.account, db::Blob{sealed_token},
      db::Blob{sealed_secret}, one.created_at.micros);
}

void remove_tracker(db::Connection& db, const std::string& id, Instant now) {
  db.execute("update trackers set removed_at = $2, token = $3, hook_secret = $3 where id = $1", id, now.micros,
             db::Blob{});
}

std::optional<Sealed> find_sealed(db::Connection& db, const std::string& id) {
  const auto row = db.query_one("select token, hook_secret from trackers where id = $1 and removed_at is null", id);
  return row ? std::optional(Sealed{row->blob(0), row->blob(1)}) : std::nullopt;
}

void note_asked(db::Connection& db, const std::string& id, Instant now, const std::string& error) {
  db.execute("update trackers set asked_at = $2, error = $3 where id = $1", id, now.micros, error);
}

void note_heard(db::Connection& db, const std::string& id, Instant now) {
  db.execute("update trackers set heard_at = $2 where id = $1", id, now.micros);
}

}  // namespace debrief::features::actions::store
