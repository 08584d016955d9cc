// SPDX-License-Identifier: Apache-2.0
// SQLite on a disk that is full or whose fsync fails.
#include "db/database.hpp"
#include "db/sqlite_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace debrief::db {
namespace {

using testing::HasSubstr;

/// The system's file access with faults; it stands in for the default one while it lives.
class FaultyDisk {
 public:
  FaultyDisk() : vfs_(*sqlite3_vfs_find(nullptr)) {
    vfs_.zName = "faulty";
    vfs_.pAppData = this;
    vfs_.xOpen = [](sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
      sqlite3_vfs* real = sqlite3_vfs_find("unix");
      const int rc = real->xOpen(real, name, file, flags, out_flags);
      if (rc == SQLITE_OK) file->pMethods = &static_cast<FaultyDisk*>(vfs->pAppData)->with_faults(*file->pMethods);
      return rc;
    };
    current() = this;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultyDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(sqlite3_vfs_find("unix"), 1);
  }
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  std::atomic<bool> fails_to_sync = false;
  std::atomic<bool> full = false;
  std::atomic<int> syncs = 0;
  std::atomic<int> syncs_until_failure = -1;  // negative: never

 private:
  static FaultyDisk*& current() {
    static FaultyDisk* disk = nullptr;
    return disk;
  }
  /// The files of a database have different methods for locks, and the same for the rest.
  const sqlite3_io_methods& with_faults(const sqlite3_io_methods& real) {
    sync_ = real.xSync;
    write_ = real.xWrite;
    const std::lock_guard lock(mutex_);
    const auto [entry, fresh] = faulty_.try_emplace(&real, real);
    sqlite3_io_methods& faulty = entry->second;
    if (!fresh) return faulty;
    faulty.xSync = [](sqlite3_file* file, int flags) {
      current()->syncs += 1;
      if (current()->syncs_until_failure-- == 0) current()->fails_to_sync = true;
      return current()->fails_to_sync ? SQLITE_IOERR_FSYNC : current()->sync_.load()(file, flags);
    };
    faulty.xWrite = [](sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
      return current()->full ? SQLITE_FULL : current()->write_.load()(file, data, size, at);
    };
    return faulty;
  }

  sqlite3_vfs vfs_;
  std::atomic<int (*)(sqlite3_file*, int)> sync_ = nullptr;
  std::atomic<int (*)(sqlite3_file*, const void*, int, sqlite3_int64)> write_ = nullptr;
  std::mutex mutex_;  // guards the map; methods in it are not changed once they are in use
  std::map<const sqlite3_io_methods*, sqlite3_io_methods> faulty_;
};

class SqliteFaults : public testing::Test {
 protected:
  FaultyDisk disk;
  VanishingDirectory directory;
  Location location{directory.path() / "store.db", ""};
  std::unique_ptr<Database> database = Database::open(location);

  SqliteFaults() {
    database->write([](Connection& c) { c.execute_script("create table things (id integer primary key, data text)"); });
  }
  std::string error_of_adding(std::int64_t id, const std::string& data = "x") {
    try {
      database->write([&](Connection& c) { c.execute("insert into things (id, data) values ($1, $2)", id, data); });
      return "";
    } catch (const DatabaseError& error) {
      return error.what();
    }
  }
  std::int64_t count() {
    return database->read([](Connection& c) { return c.query_one("select count(*) from things")->integer(0); });
  }
};

TEST_F(SqliteFaults, SyncsOncePerCommit) {
  ASSERT_EQ(error_of_adding(1), "");
  const int before = disk.syncs;
  EXPECT_EQ(error_of_adding(2), "");
  EXPECT_EQ(disk.syncs - before, 1);
}

TEST_F(SqliteFaults, StopsWritingForEverWhenASyncFails) {
  ASSERT_EQ(error_of_adding(1), "");
  disk.fails_to_sync = true;
  EXPECT_THAT(error_of_adding(2), HasSubstr("a write to the disk failed: disk I/O error"));
  EXPECT_FALSE(database->writable());
  disk.fails_to_sync = false;
  EXPECT_THAT(error_of_adding(3), HasSubstr("Restart the server"));
  EXPECT_FALSE(database->writable());
  EXPECT_EQ(count(), 1);
  database.reset();
  database = Database::open(location);
  EXPECT_EQ(error_of_adding(4), "");
  EXPECT_TRUE(database->writable());
}

TEST_F(SqliteFaults, StopsWritingWhenTheLogCannotBeCopiedBack) {
  // Enough pages for a checkpoint, whose sync of the file itself comes after the one of the log.
  const std::string page(3000, 'x');
  disk.syncs_until_failure = 1;
  database->write([&](Connection& c) {
    for (int i = 10; i < 5000; ++i) c.execute("insert into things (id, data) values ($1, $2)", i, page);
  });
  EXPECT_THAT(error_of_adding(3), HasSubstr("Restart the server"));
  EXPECT_FALSE(database->writable());
  EXPECT_EQ(count(), 4990);
}

TEST_F(SqliteFaults, WritesAgainWhenTheDiskHasSpaceAgain) {
  ASSERT_EQ(error_of_adding(1), "");
  disk.full = true;
  EXPECT_THAT(error_of_adding(2), HasSubstr("the disk is full"));
  EXPECT_FALSE(database->writable());
  EXPECT_EQ(count(), 1);
  disk.full = false;
  for (int i = 0; i < 100 && !database->writable(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  EXPECT_TRUE(database->writable());
  EXPECT_EQ(error_of_adding(2), "");
  EXPECT_EQ(count(), 2);
}

TEST_F(SqliteFaults, AFileAtItsLimitFailsTheCallerOnly) {
  database->write([](Connection& c) { c.query("pragma max_page_count = 20"); });
  EXPECT_THAT(error_of_adding(1, std::string(200'000, 'x')), HasSubstr("the disk is full"));
  EXPECT_EQ(error_of_adding(2), "");
  EXPECT_EQ(count(), 1);
  EXPECT_TRUE(database->writable());
}

TEST_F(SqliteFaults, AWorkThatEndsTheTransactionLosesTheBatch) {
  EXPECT_THROW(database->write([](Connection& c) {
    c.execute("insert into things (id) values (1)");
    c.execute("rollback");
  }),
               DatabaseError);
  EXPECT_EQ(count(), 0);
  EXPECT_EQ(error_of_adding(2), "");
}

TEST_F(SqliteFaults, CopiesTheLogBackWhenItIsClosed) {
  ASSERT_EQ(error_of_adding(1), "");
  database.reset();
  const auto log = location.sqlite_file + "-wal";
  EXPECT_TRUE(!std::filesystem::exists(log) || std::filesystem::file_size(log) == 0);
}

}  // namespace
}  // namespace debrief::db
