// SPDX-License-Identifier: Apache-2.0
// Originals of many gigabytes that come in pieces: the server says how far it has got, and the client goes on from
// there, after a broken connection, a restart of either side, or a day. Every piece that was acknowledged is on the
// disk. The rules are those of tus 1.0 (tus.io/protocols/resumable-upload), in the form of this API.
#pragma once

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/result.hpp"
#include "db/blob_store.hpp"
#include "db/database.hpp"
#include "features/evidence/evidence.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::evidence {

inline constexpr std::size_t kMostPiece = 8UL * 1024 * 1024;
inline constexpr std::int64_t kMostResumable = 64LL * 1024 * 1024 * 1024;    ///< bytes of one upload
inline constexpr std::int64_t kMostUnfinished = 256LL * 1024 * 1024 * 1024;  ///< bytes announced by one account
inline constexpr std::size_t kMostUploads = 200;                             ///< unfinished ones of one account
inline constexpr Micros kUploadKept = std::chrono::hours(7 * 24);            ///< after its last piece

struct ResumableUpload {
  std::string id;
  std::string name;
  std::int64_t size = 0;
  std::optional<Digest> sha256;    ///< what the client says the whole will have
  std::int64_t received = 0;       ///< durable bytes; the next piece begins here
  std::optional<Digest> computed;  ///< of the whole, once it was read
  Instant created_at;
  Instant updated_at;
  std::string owner;
  std::string owner_id;
};

/// Uploads of `who`; nobody sees those of others. Members are safe from any thread and from several servers of one
/// store.
class ResumableUploads {
 public:
  /// Both must outlive it.
  ResumableUploads(journal::Journal& journal, db::BlobStore& blobs) : journal_(journal), blobs_(blobs) {}

  struct Wanted {
    std::string name;
    std::int64_t size = 0;
    std::optional<Digest> sha256 = {};
  };
  /// Also removes what was left alone for a week. Errors: too_large for the limits and when the disk has no room.
  Result<ResumableUpload> begin(const domain::Principal& who, const Wanted& wanted);

  /// Errors: not_found.
  [[nodiscard]] Result<ResumableUpload> get(const domain::Principal& who, const std::string& id);
  /// The newest first.
  [[nodiscard]] std::vector<ResumableUpload> list(const domain::Principal& who);

  /// Adds a piece, durably, and returns the upload as it is then. Errors: not_found; conflict when `offset` is not
  /// where the upload stands, or while another piece is being written; too_large beyond the announced size;
  /// unavailable when the disk is full, and then the upload stands where it stood.
  Result<ResumableUpload> append(const domain::Principal& who, const std::string& id, std::int64_t offset,
                                 std::string_view piece);

  /// What was received becomes an original. Its bytes are read once more for the hash. The upload itself stays until
  /// forget(), so that a crash in between loses nothing. Errors: not_found; conflict while bytes are missing or a piece
  /// is being written; invalid when the hash is another than announced, and then the upload begins anew.
  Result<StoredFile> complete(const domain::Principal& who, const std::string& id);

  /// Part of the transaction that makes the original evidence. Errors: not_found when another request was faster.
  static Result<> forget(db::Connection& db, const std::string& id);

  /// Removes an upload and what was received. Errors: not_found; conflict while a piece is being written.
  Result<> cancel(const domain::Principal& who, const std::string& id);

  void remove_abandoned();

 private:
  [[nodiscard]] std::filesystem::path file_of(const std::string& id) const { return blobs_.partial_path(id); }

  journal::Journal& journal_;
  db::BlobStore& blobs_;
};

}  // namespace debrief::features::evidence
