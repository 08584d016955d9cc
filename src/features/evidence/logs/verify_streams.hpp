// SPDX-License-Identifier: Apache-2.0
// Whether the lines that were acknowledged are there while their streams are open; sealed ones are originals.
#pragma once

#include "db/blob_store.hpp"
#include "db/database.hpp"

#include <cstdint>
#include <string>

namespace debrief::features::evidence::logs {

struct VerifiedStreams {
  std::int64_t open = 0;
  std::string damage;  ///< in words; empty when all is well
};

/// Also while servers write to them.
[[nodiscard]] VerifiedStreams verify_streams(db::Database& database, const db::BlobStore& blobs);

}  // namespace debrief::features::evidence::logs
