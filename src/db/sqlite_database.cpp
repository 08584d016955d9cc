// SPDX-License-Identifier: Apache-2.0
#include "db/sqlite_database.hpp"

#include "db/sqlite_writer.hpp"

#include <sqlite3.h>
#include <cstdlib>
#include <system_error>

namespace debrief::db {
namespace {

constexpr std::size_t kSqliteReaders = 32;
constexpr const char* kVanishing = ":memory:";

/// Ends the snapshot, however the work ends.
class SqliteSnapshot {
 public:
  explicit SqliteSnapshot(SqliteConnection& connection) : connection_(connection) {
    connection_.forget_failure();
    const int rc = connection_.control("begin");
    if (rc != SQLITE_OK) throw DatabaseError(describe_sqlite_error(connection_.handle(), rc));
  }
  ~SqliteSnapshot() { static_cast<void>(connection_.control("rollback")); }
  SqliteSnapshot(const SqliteSnapshot&) = delete;
  SqliteSnapshot& operator=(const SqliteSnapshot&) = delete;

 private:
  SqliteConnection& connection_;
};

}  // namespace

VanishingDirectory::VanishingDirectory() {
  std::string name = std::filesystem::temp_directory_path() / "debrief-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  path_ = name;
}

VanishingDirectory::~VanishingDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

SqliteDatabase::SqliteDatabase(const std::string& file)
    : vanishing_(file == kVanishing ? std::make_unique<VanishingDirectory>() : nullptr),
      file_(vanishing_ ? (vanishing_->path() / "store.db").string() : file),
      writer_(std::make_unique<SqliteWriteSession>(
          open_sqlite(file_, SqliteRole::writer, vanishing_ ? Sync::off : Sync::full))),
      readers_(kSqliteReaders, [this] {
        return std::make_unique<SqliteConnection>(open_sqlite(file_, SqliteRole::reader, Sync::full));
      }) {}

void SqliteDatabase::run_read(const std::function<void(Connection&)>& work) {
  writer_.refuse_nesting();
  auto connection = readers_.borrow();
  const SqliteSnapshot snapshot(*connection);
  work(*connection);
}

void SqliteDatabase::listen(const std::string&, std::function<void(std::string)>) {}

}  // namespace debrief::db
