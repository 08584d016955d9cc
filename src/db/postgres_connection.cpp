// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_connection.hpp"

#include "base/text.hpp"

#include <fmt/core.h>
#include <libpq-fe.h>

#include <cctype>
#include <charconv>

namespace debrief::db {
namespace {

constexpr int kRowsPerFetch = 500;

/// Rows that a statement changed; a SELECT changes none.
std::int64_t changed_rows(pg_result* result) {
  if (std::string_view(PQcmdStatus(result)).starts_with("SELECT")) return 0;
  const std::string_view text = PQcmdTuples(result);
  std::int64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

/// The server accepts arguments that the text does not use; SQLite does not.
void require_use_of_all(std::string_view sql, std::size_t count) {
  for (std::size_t i = 1; i <= count; ++i) {
    const std::string name = fmt::format("${}", i);
    std::size_t at = sql.find(name);
    while (at != sql.npos && at + name.size() < sql.size() &&
           std::isdigit(static_cast<unsigned char>(sql[at + name.size()]))) {
      at = sql.find(name, at + 1);
    }
    if (at == sql.npos) {
      throw DatabaseError(fmt::format("{} values do not fit the parameters of: {}", count, shorten(sql, 300)));
    }
  }
}

}  // namespace

void PostgresConnection::connect() {
  if (session_.connected()) return;
  session_.ensure_connected();
  statements_.clear();
}

/// Runs `step`, and once more on a new connection where it is the first of its transaction and finds the old
/// connection lost.
template <class F>
auto PostgresConnection::on_standing_connection(F&& step) {
  const std::string opening = std::exchange(opening_, "");
  if (opening.empty()) return step();
  try {
    return step();
  } catch (const DatabaseError&) {
    if (session_.connected()) throw;
    connect();
    session_.defer(opening);
    return step();
  }
}

/// Runs `step` and remembers what it throws as the failure of the transaction.
template <class F>
auto PostgresConnection::noting_failure(F&& step) {
  try {
    return on_standing_connection(step);
  } catch (const KeyExists& error) {
    fail(KeyExists(error));
  } catch (const DatabaseError& error) {
    fail(DatabaseError(error));
  }
}

void PostgresConnection::begin(const std::string& opening, const std::string& next) {
  forget_failure();
  connect();
  opening_ = opening;
  session_.defer(opening);
  on_standing_connection([&] { return session_.command(next); });
}

void PostgresConnection::begin_reading(const std::string& opening) {
  forget_failure();
  connect();
  opening_ = opening;
  session_.defer(opening);
}

void PostgresConnection::commit() {
  const PostgresResult result = session_.command("commit");
  // A transaction that has failed answers COMMIT with a ROLLBACK that reports no error.
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") throw DatabaseError("PostgreSQL did not commit");
}

void PostgresConnection::abandon() noexcept {
  opening_.clear();
  if (!session_.connected()) return session_.disconnect();
  try {
    session_.command_later("rollback");
  } catch (const std::exception&) {
    session_.disconnect();
  }
}

PostgresResult PostgresConnection::execute(std::string_view sql, std::span<const Value> args) {
  const PostgresParameters parameters(args);
  std::string key = fmt::format("{}:{}", parameters.signature(), sql);
  auto known = statements_.find(key);
  if (!known) {
    require_use_of_all(sql, args.size());
    known = std::make_shared<Prepared>(Prepared{fmt::format("s{}", ++names_)});
    session_.prepare(known->name, sql, parameters);
    if (const auto dropped = statements_.add(std::move(key), known)) session_.defer("deallocate " + dropped->name);
  }
  return session_.execute_prepared(known->name, sql, parameters);
}

std::int64_t PostgresConnection::run_statement(std::string_view sql, std::span<const Value> args, const Each& each) {
  const PostgresResult result = noting_failure([&] { return execute(sql, args); });
  for (int row = 0; row < PQntuples(result.get()); ++row) each(postgres_row(result.get(), row));
  return changed_rows(result.get());
}

void PostgresConnection::stream_statement(std::string_view sql, std::span<const Value> args, const Each& each) {
  const std::string cursor = fmt::format("c{}", ++cursors_);
  noting_failure([&] {
    session_.command(fmt::format("declare {} no scroll cursor for {}", cursor, sql), PostgresParameters(args));
  });
  const std::string fetch = fmt::format("fetch {} from {}", kRowsPerFetch, cursor);
  for (int rows = kRowsPerFetch; rows == kRowsPerFetch;) {
    const PostgresResult result = noting_failure([&] { return session_.command(fetch); });
    rows = PQntuples(result.get());
    for (int row = 0; row < rows; ++row) each(postgres_row(result.get(), row));
  }
  session_.defer("close " + cursor);
}

void PostgresConnection::run_script(std::string_view sql) {
  noting_failure([&] { session_.script(sql); });
  statements_.clear();
}

}  // namespace debrief::db
