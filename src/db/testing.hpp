// SPDX-License-Identifier: Apache-2.0
// Stores for tests, on both engines.
#pragma once

#include "db/database.hpp"

#include <memory>
#include <string>

namespace debrief::db {

/// An empty store of its own, not migrated, removed with the object. Its files are real ones, so it may be
/// opened again through location().
class ScratchStore {
 public:
  /// Null where the engine cannot be had on this machine; `why` then says what is missing. For PostgreSQL the
  /// environment variable DEBRIEF_TEST_POSTGRESQL may name a server; else one is started from
  /// /usr/lib/postgresql for this process, and stopped at its end. Call it on the main thread first.
  static std::unique_ptr<ScratchStore> create(Engine engine, std::string& why);

  virtual ~ScratchStore() = default;
  [[nodiscard]] virtual Database& database() = 0;
  [[nodiscard]] virtual Location location() const = 0;
};

}  // namespace debrief::db
