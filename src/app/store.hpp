// SPDX-License-Identifier: Apache-2.0
// The opened store of one Debrief: database, originals and journal, migrated and ready.
#pragma once

#include "app/config.hpp"
#include "base/seal.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "db/blob_store.hpp"
#include "db/database.hpp"
#include "db/directory_lock.hpp"
#include "journal/journal.hpp"

#include <memory>
#include <optional>

namespace debrief::app {

struct Store {
  std::unique_ptr<db::DirectoryLock> lock;  ///< held for the embedded database only
  std::unique_ptr<db::Database> database;
  std::unique_ptr<db::BlobStore> blobs;
  std::unique_ptr<journal::Journal> journal;
  std::optional<SealingKey> sealing_key;  ///< always set by open_store
};

/// Opens, creates and migrates. `clock` must outlive the store. Errors: conflict when another process writes
/// the directory, or when the data is of a newer Debrief. Throws for what the disk or the database refuses.
[[nodiscard]] Result<Store> open_store(const Config& config, const Clock& clock);

}  // namespace debrief::app
