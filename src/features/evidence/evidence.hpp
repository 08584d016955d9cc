// SPDX-License-Identifier: Apache-2.0
// The evidence slice: originals, and incidents reconstructed from them. An original is durable before the
// fact that names it; what cannot be read of it is listed, and the original stays all the same.
#pragma once

#include "base/result.hpp"
#include "db/blob_store.hpp"
#include "domain/evidence_reader.hpp"
#include "domain/ports.hpp"
#include "routing/route.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::evidence {

inline constexpr std::size_t kUploadLimit = 256UL * 1024 * 1024;

struct Ports {
  domain::ReadFiles read_files;
  domain::RecordBackfill record_backfill;
  domain::GetIncident get_incident;
};

/// Stores one original that belongs to no incident yet. Errors: forbidden, invalid.
Result<domain::Evidence> upload(journal::Journal& journal, db::BlobStore& blobs, const Call& call,
                                const std::string& name);

/// Stores the originals and puts what they hold on the incident's timeline. Errors: not_found, forbidden.
Result<domain::EvidenceOf> add(journal::Journal& journal, db::BlobStore& blobs, const Ports& ports, const Call& call,
                               std::int64_t number, std::vector<domain::OriginalFile> files,
                               const std::optional<std::string>& zone);

/// An original that is stored already.
struct StoredFile {
  std::string name;
  Digest sha256{};
  std::int64_t size = 0;
};
/// What else belongs to the transaction that records.
using Also = std::function<Result<>(db::Connection&)>;

/// As upload, for a stored original. Errors: those of `also`.
Result<domain::Evidence> keep_stored(journal::Journal& journal, const Call& call, const StoredFile& file, const Also& also);

/// As add, for a stored original. One of more than kUploadLimit bytes is kept and listed, but not read into the timeline.
/// Errors: not_found, forbidden, those of `also`.
Result<domain::EvidenceOf> add_stored(journal::Journal& journal, db::BlobStore& blobs, const Ports& ports, const Call& call,
                                      std::int64_t number, const StoredFile& file, const std::optional<std::string>& zone,
                                      const Also& also);

struct Wanted {
  std::vector<std::string> uploads;  ///< ids
  std::optional<std::string> title;
  std::optional<std::string> zone;
};
struct Reconstructed {
  std::int64_t incident = 0;
  std::int64_t entries = 0;
  domain::EvidenceOf evidence;
};
/// Makes a backfilled incident from uploads of the caller that belong to no incident yet. Errors: not_found
/// (an upload), invalid (nothing in them has a time).
Result<Reconstructed> reconstruct(journal::Journal& journal, db::BlobStore& blobs, const Ports& ports, const Call& call,
                                  const Wanted& wanted);

Result<domain::EvidenceOf> list(db::Connection& db, const domain::Principal& who, std::int64_t number);

std::vector<Route> routes(journal::Journal& journal, db::BlobStore& blobs, Ports ports);
/// Of downloads (sealed.hpp).
std::vector<Route> original_routes(journal::Journal& journal, db::BlobStore& blobs);
/// Of uploads in pieces (resumable.hpp).
std::vector<Route> resumable_routes(journal::Journal& journal, db::BlobStore& blobs, Ports ports);

}  // namespace debrief::features::evidence
