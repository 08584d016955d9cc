// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_session.hpp"

#include "base/text.hpp"

#include <fmt/core.h>
#include <libpq-fe.h>

#include <string>

namespace debrief::db {
namespace {

constexpr std::string_view kUniqueViolation = "23505";

// A server that was set to answer before the disk has the commit is overruled for our sessions. The time limit
// on idle transactions frees the writers' lock when a server of ours hangs with its connection open.
constexpr const char* kSettings =
    "set timezone = 'UTC'; set bytea_output = 'hex'; set extra_float_digits = 1; set client_min_messages = warning;"
    "set idle_in_transaction_session_timeout = '60s'; set lock_timeout = '30s';"
    "select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'";

std::string message_of(pg_conn* connection) {
  const char* text = PQerrorMessage(connection);
  return std::string(trim(text == nullptr ? "" : text));
}

void ignore_notice(void*, const char*) {}

}  // namespace

void FinishPostgres::operator()(pg_conn* connection) const noexcept {
  PQfinish(connection);
}
void ClearPostgres::operator()(pg_result* result) const noexcept {
  PQclear(result);
}

PostgresHandle connect_postgres(const std::string& url) {
  // What the address itself says stands later and wins.
  const char* keys[] = {"connect_timeout",  "keepalives_idle",  "keepalives_interval",
                        "keepalives_count", "tcp_user_timeout", "fallback_application_name",
                        "dbname",           "client_encoding",  nullptr};
  const char* values[] = {"5", "10", "5", "3", "30000", "debrief", url.c_str(), "UTF8", nullptr};
  PostgresHandle handle(PQconnectdbParams(keys, values, 1));
  if (!handle) throw std::bad_alloc();
  if (PQstatus(handle.get()) != CONNECTION_OK) {
    throw DatabaseError("cannot connect to PostgreSQL: " + message_of(handle.get()));
  }
  PQsetNoticeProcessor(handle.get(), ignore_notice, nullptr);
  const PostgresResult result(PQexec(handle.get(), kSettings));
  check_postgres(handle.get(), result.get(), kSettings);
  return handle;
}

void check_postgres(pg_conn* connection, const pg_result* result, std::string_view sql) {
  const ExecStatusType status = result == nullptr ? PGRES_FATAL_ERROR : PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY) return;
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  if (state == nullptr || PQstatus(connection) != CONNECTION_OK) {
    throw DatabaseError("the connection to PostgreSQL was lost: " + message_of(connection));
  }
  const char* primary = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string message =
      fmt::format("{} (PostgreSQL {}), in: {}", primary == nullptr ? "" : primary, state, shorten(trim(sql), 300));
  if (state == kUniqueViolation) throw KeyExists(message);
  throw DatabaseError(message);
}

bool PostgresSession::connected() const {
  return connection_ && PQstatus(connection_.get()) == CONNECTION_OK;
}

void PostgresSession::disconnect() {
  connection_.reset();
  deferred_.clear();
  awaited_ = 0;
}

void PostgresSession::ensure_connected() {
  if (connected()) return;
  disconnect();
  connection_ = connect_postgres(url_);
  require_sent(PQenterPipelineMode(connection_.get()));
}

void PostgresSession::require_sent(int sent) {
  if (sent == 1) return;
  const std::string message = connection_ ? message_of(connection_.get()) : "not connected";
  // What the server has received by now is unknown, so this connection is of no further use.
  disconnect();
  throw DatabaseError("the connection to PostgreSQL was lost: " + message);
}

void PostgresSession::count_sent(int sent) {
  require_sent(sent);
  awaited_ += 1;
}

void PostgresSession::send(std::string_view sql, const PostgresParameters& p) {
  const std::string text(sql);
  count_sent(PQsendQueryParams(connection_.get(), text.c_str(), p.count(), p.types(), p.values(), p.lengths(),
                               p.formats(), 0));
}

void PostgresSession::send_deferred() {
  if (!connection_) require_sent(0);
  if (awaited_ > 0) receive("an earlier command");
  for (const std::string& text : std::exchange(deferred_, {})) send(text, PostgresParameters({}));
}

PostgresResult PostgresSession::command(std::string_view sql, const PostgresParameters& parameters) {
  send_deferred();
  send(sql, parameters);
  require_sent(PQpipelineSync(connection_.get()));
  return receive(sql);
}

void PostgresSession::command_later(std::string_view sql) {
  send_deferred();
  send(sql, PostgresParameters({}));
  require_sent(PQpipelineSync(connection_.get()));
}

void PostgresSession::prepare(const std::string& name, std::string_view sql, const PostgresParameters& p) {
  send_deferred();
  const std::string text(sql);
  count_sent(PQsendPrepare(connection_.get(), name.c_str(), text.c_str(), p.count(), p.types()));
  require_sent(PQpipelineSync(connection_.get()));
  receive(sql);
}

PostgresResult PostgresSession::execute_prepared(const std::string& name, std::string_view sql,
                                                 const PostgresParameters& p) {
  send_deferred();
  count_sent(PQsendQueryPrepared(connection_.get(), name.c_str(), p.count(), p.values(), p.lengths(), p.formats(), 0));
  require_sent(PQpipelineSync(connection_.get()));
  return receive(sql);
}

/// The result of one command; an error is kept in `error` unless there is one already.
PostgresResult PostgresSession::next_result(std::string_view sql, std::exception_ptr& error) {
  PostgresResult result(PQgetResult(connection_.get()));
  const bool skipped = result && PQresultStatus(result.get()) == PGRES_PIPELINE_ABORTED;
  if (!error && !skipped) {
    try {
      check_postgres(connection_.get(), result.get(), sql);
    } catch (const DatabaseError&) {
      error = std::current_exception();
    }
  }
  if (PQstatus(connection_.get()) == CONNECTION_OK) {
    const PostgresResult end(PQgetResult(connection_.get()));  // null: the end of this command's results
  }
  return result;
}

/// The result of the last command sent. Takes in all that was sent before it throws.
PostgresResult PostgresSession::receive(std::string_view sql) {
  std::exception_ptr error;
  PostgresResult last;
  for (; awaited_ > 0 && connected(); --awaited_) last = next_result(sql, error);
  if (connected()) {
    const PostgresResult synchronised(PQgetResult(connection_.get()));
    if (!synchronised || PQresultStatus(synchronised.get()) != PGRES_PIPELINE_SYNC) last.reset();
  }
  if (!connected() || (!last && !error)) {
    disconnect();
    if (!error) throw DatabaseError("the connection to PostgreSQL was lost");
  }
  if (error) std::rethrow_exception(error);
  return last;
}

void PostgresSession::script(std::string_view sql) {
  command("select 1");  // takes in what is open: the connection must be idle to leave the pipeline
  require_sent(PQexitPipelineMode(connection_.get()));
  const std::string text(sql);
  const PostgresResult result(PQexec(connection_.get(), text.c_str()));
  require_sent(PQenterPipelineMode(connection_.get()));
  check_postgres(connection_.get(), result.get(), sql);
}

}  // namespace debrief::db
