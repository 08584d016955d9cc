// SPDX-License-Identifier: Apache-2.0
// SQL of unfinished uploads.
#pragma once

#include "features/evidence/resumable.hpp"

namespace debrief::features::evidence::store {

void insert(db::Connection& db, const ResumableUpload& upload);
std::optional<ResumableUpload> find_resumable(db::Connection& db, const std::string& id);
/// The newest first.
std::vector<ResumableUpload> list_resumable(db::Connection& db, const std::string& owner_id);
/// Those whose last piece came before.
std::vector<ResumableUpload> list_abandoned(db::Connection& db, Instant before);
/// What was computed before is forgotten: it was of other bytes.
void set_received(db::Connection& db, const std::string& id, std::int64_t received, Instant at);
void set_computed(db::Connection& db, const std::string& id, const std::optional<Digest>& computed);
/// False when it is gone already.
bool remove_resumable(db::Connection& db, const std::string& id);

}  // namespace debrief::features::evidence::store
