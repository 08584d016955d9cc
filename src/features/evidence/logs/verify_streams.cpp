// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/verify_streams.hpp"

#include "features/evidence/logs/stream_store.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>
#include <system_error>
#include <vector>

namespace debrief::features::evidence::logs {
namespace {

std::string damage_of(const LogStream& stream, const db::BlobStore& blobs) {
  // Put among the originals, and not recorded as evidence yet.
  if (stream.computed && blobs.contains(*stream.computed)) {
    const auto whole = blobs.verify(*stream.computed);
    return whole ? std::string()
                 : fmt::format("the log stream \"{}\" of INC-{}: {}", stream.source, stream.incident,
                               whole.error().message);
  }
  std::error_code missing;
  const auto size = std::filesystem::file_size(growing_file(blobs, stream.id), missing);
  if (!missing && size >= static_cast<std::uint64_t>(stream.received)) return {};
  return fmt::format("the log stream \"{}\" of INC-{} has {} of the {} bytes that were acknowledged", stream.source,
                     stream.incident, missing ? 0 : size, stream.received);
}

}  // namespace

VerifiedStreams verify_streams(db::Database& database, const db::BlobStore& blobs) {
  VerifiedStreams verified;
  const auto open = database.read([](db::Connection& db) { return store::list_open(db); });
  for (const LogStream& stream : open) {
    ++verified.open;
    verified.damage = damage_of(stream, blobs);
    if (verified.damage.empty()) continue;
    // Its file moves when it is sealed.
    const auto now = database.read([&](db::Connection& db) { return store::find_stream(db, stream.id); });
    if (now && !now->sealed) verified.damage = damage_of(*now, blobs);
    else verified.damage.clear();
    if (!verified.damage.empty()) return verified;
  }
  return verified;
}

}  // namespace debrief::features::evidence::logs
