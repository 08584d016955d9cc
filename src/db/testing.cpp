// SPDX-License-Identifier: Apache-2.0
#include "db/testing.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "db/postgres_session.hpp"
#include "db/sqlite_database.hpp"
#include "db/testing_postgres.hpp"

#include <fmt/core.h>
#include <libpq-fe.h>

#include <cstdlib>

namespace debrief::db {
namespace {

class SqliteScratch final : public ScratchStore {
 public:
  Database& database() override { return *database_; }
  Location location() const override { return {directory_.path() / "store.db", ""}; }

 private:
  VanishingDirectory directory_;
  std::unique_ptr<Database> database_ = Database::open(location());
};

/// The server of this process, started when it is first asked for.
const PostgresServer& own_server() {
  static const PostgresServer server(PostgresServer::find_programs());
  return server;
}

std::string server_url() {
  const char* given = std::getenv("DEBRIEF_TEST_POSTGRESQL");
  return given == nullptr ? own_server().url("postgres") : given;
}

/// A schema of its own: a whole database would cost half a second of checkpoints.
class PostgresScratch final : public ScratchStore {
 public:
  PostgresScratch() : schema_("scratch_" + to_lower(new_id(SystemClock().now()))) {
    execute("create schema " + schema_);
    database_ = Database::open(location());
  }
  ~PostgresScratch() override {
    database_.reset();
    execute(fmt::format("drop schema {} cascade", schema_));
  }
  Database& database() override { return *database_; }
  Location location() const override {
    const std::string server = server_url();
    return {"", fmt::format("{0}{1}application_name={2}&options=-csearch_path%3D{2}", server,
                            server.find('?') == std::string::npos ? "?" : "&", schema_)};
  }

 private:
  static void execute(const std::string& sql) {
    const PostgresHandle connection = connect_postgres(server_url());
    const PostgresResult result(PQexec(connection.get(), sql.c_str()));
    check_postgres(connection.get(), result.get(), sql);
  }

  std::string schema_;
  std::unique_ptr<Database> database_;
};

}  // namespace

std::unique_ptr<ScratchStore> ScratchStore::create(Engine engine, std::string& why) {
  if (engine == Engine::sqlite) return std::make_unique<SqliteScratch>();
  if (std::getenv("DEBRIEF_TEST_POSTGRESQL") == nullptr && PostgresServer::find_programs().empty()) {
    why = "PostgreSQL is not installed (package postgresql-15), and DEBRIEF_TEST_POSTGRESQL names no server";
    return nullptr;
  }
  return std::make_unique<PostgresScratch>();
}

}  // namespace debrief::db
