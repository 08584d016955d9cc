// SPDX-License-Identifier: Apache-2.0
// Log lines that come in batches while they are written. The batches of one source follow one another in a file that
// grows: the stream. It is an original like any other, only that its end is not known yet. When it has grown large, or
// nothing came for an hour, it is sealed: hashed, put among the originals and recorded as evidence with the stream's
// id. What comes afterwards begins another stream of the same source.
#pragma once

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/result.hpp"
#include "db/blob_store.hpp"
#include "domain/access.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::evidence::logs {

inline constexpr std::size_t kMostBatch = 8UL * 1024 * 1024;
inline constexpr std::int64_t kMostStream = 256LL * 1024 * 1024;  ///< bytes; a fuller one is sealed
inline constexpr Micros kQuiet = std::chrono::hours(1);           ///< without a batch; then it is sealed

struct LogStream {
  std::string id;  ///< of the evidence that it becomes
  std::int64_t incident = 0;
  std::string source;
  std::int64_t begins_at = 0;      ///< bytes that came of the source before
  std::int64_t received = 0;       ///< durable bytes
  std::optional<Digest> computed;  ///< of the whole, once nothing more is taken into it
  bool sealed = false;
  Instant created_at;
  Instant updated_at;
  std::string owner;  ///< who sent the first batch
  std::string owner_id;

  /// Where the next batch of the source begins.
  [[nodiscard]] std::int64_t end() const { return begins_at + received; }
};

/// The file of a stream until it is sealed.
[[nodiscard]] std::filesystem::path growing_file(const db::BlobStore& blobs, const std::string& id);

/// Members are safe from any thread and from several servers of one store.
class LogStreams {
 public:
  /// Both must outlive it.
  LogStreams(journal::Journal& journal, db::BlobStore& blobs) : journal_(journal), blobs_(blobs) {}

  struct Batch {
    std::string source;
    std::string_view lines;              ///< whole ones
    std::optional<std::int64_t> offset;  ///< where it begins among all that came of the source; absent: at the end
  };
  /// Adds a batch, durably, and returns the stream as it is then. Errors: not_found, forbidden; invalid unless it is
  /// whole lines; conflict when `offset` is not where the source stands, or while another batch of it is being stored;
  /// unavailable when the disk is full, and then the source stands where it stood.
  Result<LogStream> append(const journal::Origin& origin, const domain::Principal& who, std::int64_t incident,
                           const Batch& batch);

  /// The newest stream of a source. The caller has asked the policy.
  [[nodiscard]] std::optional<LogStream> find_newest(std::int64_t incident, const std::string& source);
  [[nodiscard]] std::optional<LogStream> find(const std::string& id);
  /// Of one incident, the oldest first.
  [[nodiscard]] std::vector<LogStream> list(std::int64_t incident);
  /// Where its bytes lie now.
  [[nodiscard]] std::filesystem::path file_of(const LogStream& stream) const;

  /// Seals what had no batch since kQuiet, and what a crash kept from being sealed; returns the incidents concerned.
  std::vector<std::int64_t> seal_quiet();

 private:
  [[nodiscard]] std::filesystem::path growing(const std::string& id) const { return growing_file(blobs_, id); }
  [[nodiscard]] std::filesystem::path lock_of(std::int64_t incident, const std::string& source) const;
  Result<> seal(LogStream stream);

  journal::Journal& journal_;
  db::BlobStore& blobs_;
};

}  // namespace debrief::features::evidence::logs
