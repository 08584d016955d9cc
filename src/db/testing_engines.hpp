// SPDX-License-Identifier: Apache-2.0
// A GoogleTest fixture that runs its tests on SQLite and on PostgreSQL:
//
//   class StoreTest : public db::OnEachEngine {};
//   INSTANTIATE_TEST_SUITE_P(Engines, StoreTest, db::both_engines(), db::engine_name);
//   TEST_P(StoreTest, KeepsWhatItIsGiven) { database().write(…); }
#pragma once

#include "db/testing.hpp"

#include <gtest/gtest.h>

namespace debrief::db {

/// Each test has an empty store; override migrations() for one with a schema.
class OnEachEngine : public ::testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    std::string why;
    store_ = ScratchStore::create(GetParam(), why);
    if (!store_) GTEST_SKIP() << why;
    const auto migrated = migrate(database(), migrations());
    ASSERT_TRUE(migrated) << migrated.error().message;
  }

  [[nodiscard]] virtual std::vector<Migration> migrations() const { return {}; }
  [[nodiscard]] Database& database() { return store_->database(); }
  [[nodiscard]] Location location() const { return store_->location(); }

 private:
  std::unique_ptr<ScratchStore> store_;
};

inline auto both_engines() {
  return ::testing::Values(Engine::sqlite, Engine::postgresql);
}

inline std::string engine_name(const ::testing::TestParamInfo<Engine>& parameter) {
  return parameter.param == Engine::sqlite ? "sqlite" : "postgresql";
}

}  // namespace debrief::db
