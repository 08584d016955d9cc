// SPDX-License-Identifier: Apache-2.0
#include "base/clock.hpp"
#include "base/hash.hpp"
#include "db/database.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

namespace debrief::db {
namespace {

constexpr std::string_view kRecords =
    "create table if not exists migrations ("
    "number {I} primary key, name {T} not null, sha256 {T} not null, applied_at {I} not null) {STRICT};";

struct Record {
  std::string name;
  std::string sha256;
};
using Records = std::map<int, Record>;

std::string for_engine(std::string_view sql, Engine engine) {
  struct Token {
    std::string_view written, sqlite, postgresql;
  };
  static constexpr Token kTokens[] = {{"{I}", "integer", "bigint"},
                                      {"{T}", "text", "text"},
                                      {"{B}", "blob", "bytea"},
                                      {"{R}", "real", "double precision"},
                                      {"{STRICT}", "strict", ""}};
  std::string result;
  for (std::size_t at = 0; at < sql.size();) {
    const auto* token = std::find_if(std::begin(kTokens), std::end(kTokens),
                                     [&](const Token& t) { return sql.substr(at).starts_with(t.written); });
    if (token == std::end(kTokens)) {
      result += sql[at++];
    } else {
      result += engine == Engine::sqlite ? token->sqlite : token->postgresql;
      at += token->written.size();
    }
  }
  return result;
}

std::string hash_of(const Migration& step) {
  return to_hex(sha256(step.sql));
}

Records list_records(Connection& connection) {
  Records records;
  for (const Row& row : connection.query("select number, name, sha256 from migrations order by number")) {
    records[static_cast<int>(row.integer(0))] = {row.text(1), row.text(2)};
  }
  return records;
}

/// Whether what is recorded is a beginning of `steps`.
Result<> check_history(const Records& records, const std::vector<Migration>& steps) {
  std::size_t next = 0;
  for (const auto& [number, record] : records) {
    if (next == steps.size()) {
      return conflict("the store has migration {} ({}), which this program does not know", number, record.name)
          .with_help("Run the version of the program that last used this store, or a later one.");
    }
    const Migration& step = steps[next++];
    if (step.number != number) {
      return conflict("the store has migration {} ({}) where this program has {} ({})", number, record.name,
                      step.number, step.name)
          .with_help("The store belongs to another line of versions: export from it, and import here.");
    }
    if (hash_of(step) != record.sha256) {
      return conflict("migration {} ({}) has another text than when it was applied to this store", number, step.name)
          .with_help("Migrations are never edited: restore the text, and put the change into a new one.");
    }
  }
  return {};
}

void apply(Connection& connection, const Migration& step) {
  try {
    connection.execute_script(for_engine(step.sql, connection.engine()));
  } catch (const DatabaseError& error) {
    throw DatabaseError(
        fmt::format("migration {} ({}) failed, the store is as before it: {}", step.number, step.name, error.what()));
  }
  connection.execute("insert into migrations (number, name, sha256, applied_at) values ($1, $2, $3, $4)", step.number,
                     step.name, hash_of(step), SystemClock().now().micros);
}

}  // namespace

Result<> migrate(Database& database, const std::vector<Migration>& steps) {
  const auto not_ascending = [](const Migration& a, const Migration& b) { return a.number >= b.number; };
  if (std::adjacent_find(steps.begin(), steps.end(), not_ascending) != steps.end()) {
    return invalid("the numbers of the migrations do not ascend");
  }
  database.write([](Connection& c) { c.execute_script(for_engine(kRecords, c.engine())); });
  TRY(check_history(database.read(list_records), steps));
  for (const Migration& step : steps) {
    // Several servers may start at once on one store, so each looks again inside its transaction.
    const auto apply_if_new = [&](Connection& connection) -> Result<> {
      const Records records = list_records(connection);
      TRY(check_history(records, steps));
      if (!records.contains(step.number)) apply(connection, step);
      return {};
    };
    TRY(database.write(apply_if_new));
  }
  return {};
}

}  // namespace debrief::db
