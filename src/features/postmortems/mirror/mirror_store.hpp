// SPDX-License-Identifier: Apache-2.0
// The rows of the mirror, without policy.
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::postmortems::mirror::store {

struct State {
  std::optional<std::string> tip;  ///< newest commit of the branch that was looked at
  std::optional<Instant> fetched_at;
  std::optional<Instant> mirrored_at;  ///< last time that nothing was left to write
  std::optional<std::string> error;    ///< of the last try
  std::optional<Instant> failed_at;
  std::optional<Instant> retry_at;
  std::int64_t failures = 0;  ///< in a row
};
/// `target` names repository and branch: with another one everything begins anew.
void begin(db::Connection& db, const std::string& target);
[[nodiscard]] State find_state(db::Connection& db);
void put_state(db::Connection& db, const State& state);

/// A published postmortem that everyone may read.
struct Document {
  std::int64_t incident = 0;
  std::int64_t version = 0;
};
/// Those whose version is not in the mirror yet; not those with edits that no revision holds yet.
[[nodiscard]] std::vector<Document> list_pending(db::Connection& db, std::int64_t limit);

/// A file of the mirror, by its path.
struct File {
  std::string path;
  std::int64_t incident = 0;
  std::int64_t version = 0;
};
/// Files whose postmortem is not published, or not for everyone, any more.
[[nodiscard]] std::vector<File> list_outdated(db::Connection& db);
[[nodiscard]] std::int64_t count_pending(db::Connection& db);
[[nodiscard]] std::int64_t count_files(db::Connection& db);
/// Those that stand in the mirror, one for each incident.
[[nodiscard]] std::vector<File> list_files(db::Connection& db);
[[nodiscard]] std::optional<File> find_file_of(db::Connection& db, std::int64_t incident);
/// The incident whose file the path is or was.
[[nodiscard]] std::optional<std::int64_t> find_incident(db::Connection& db, const std::string& path);
void put_file(db::Connection& db, const File& file, const std::string& hash, Instant now);
void remove_file(db::Connection& db, const std::string& path);

/// Commits are known by their hash from the moment they are ours, or were taken.
[[nodiscard]] bool is_known(db::Connection& db, const std::string& hash);
/// Before it is pushed, so that it is never taken for somebody else's; `files` are then known as the mirror's, too.
void put_ours(db::Connection& db, const std::string& hash, const std::vector<File>& files, Instant now);
void put_taken(db::Connection& db, const std::string& hash, std::int64_t threads,
               const std::optional<std::string>& problem, Instant now);
[[nodiscard]] std::int64_t count_taken(db::Connection& db);

/// A commit, parts of which could not become threads.
struct Problem {
  std::string hash;
  std::string text;
  Instant at;
};
[[nodiscard]] std::vector<Problem> list_problems(db::Connection& db, std::int64_t limit);

}  // namespace debrief::features::postmortems::mirror::store
