// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/streams.hpp"

#include "base/ids.hpp"
#include "domain/events.hpp"
#include "features/evidence/logs/stream_store.hpp"
#include "features/evidence/partial_file.hpp"
#include "features/evidence/store.hpp"
#include "journal/visibility.hpp"

#include <fmt/format.h>

#include <set>

namespace debrief::features::evidence::logs {
namespace {

using domain::Action;

Error busy() {
  return conflict("another batch of this source is being stored")
      .with_help("Ask how far the source has come in a moment, then go on from there.");
}

Result<> check(const LogStreams::Batch& batch) {
  if (batch.lines.empty()) return invalid("the batch is empty").with_help("Send lines of a log as they are.");
  if (batch.lines.size() > kMostBatch) return too_large("a batch has at most {} bytes", kMostBatch);
  if (batch.lines.back() != '\n')
    return invalid("the batch ends within a line")
        .with_help("Keep the last line back until its end has been written, and send it with the next batch.");
  return {};
}

domain::Evidence evidence_of(const LogStream& stream, Instant now) {
  domain::Evidence evidence;
  evidence.id = stream.id;
  evidence.incident = stream.incident;
  evidence.name = stream.source;
  evidence.sha256 = *stream.computed;
  evidence.size = stream.received;
  evidence.media_type = "text/plain";
  evidence.recorded_at = now;
  evidence.added_by = stream.owner;
  return evidence;
}

}  // namespace

std::filesystem::path growing_file(const db::BlobStore& blobs, const std::string& id) {
  return blobs.partial_path("lines-" + id);
}

std::filesystem::path LogStreams::lock_of(std::int64_t incident, const std::string& source) const {
  return blobs_.partial_path(fmt::format("lines-{}-{}", incident, to_hex(sha256(source)).substr(0, 16)));
}

Result<LogStream> LogStreams::append(const journal::Origin& origin, const domain::Principal& who, std::int64_t incident,
                                     const Batch& batch) {
  TRY(check(batch));
  TRY(journal_.database().read(
      [&](db::Connection& db) { return journal::require_incident(db, who, Action::respond, incident); }));
  // Held as long as anything of this source changes; the file of a stream comes and goes.
  const auto lock = PartialFile::lock(lock_of(incident, batch.source));
  if (!lock) return busy();
  auto newest = find_newest(incident, batch.source);
  const std::int64_t end = newest ? newest->end() : 0;
  if (batch.offset && *batch.offset != end)
    return conflict("the source stands at {}, and this batch begins at {}", end, *batch.offset)
        .with_help("Go on from where the source stands.")
        .at("offset");
  const auto size = static_cast<std::int64_t>(batch.lines.size());
  if (newest && !newest->sealed && (newest->computed || newest->received + size > kMostStream)) {
    TRY(seal(*newest));
    newest->sealed = true;
  }
  const Instant now = journal_.clock().now();
  const bool fresh = !newest || newest->sealed;
  LogStream stream =
      fresh ? LogStream{new_id(now), incident, batch.source, end, 0, {}, false, now, now, who.name, who.id} : *newest;
  auto file = PartialFile::lock(growing(stream.id));
  if (!file) return busy();
  TRY(file->write(stream.received, batch.lines));
  stream.received += size;
  stream.updated_at = now;
  return journal_.write(origin, [&](journal::Transaction& tx) -> Result<LogStream> {
    TRY(journal::require_incident(tx.db, who, Action::respond, incident));
    if (!fresh) {
      store::set_received(tx.db, stream.id, stream.received, stream.updated_at);
      return stream;
    }
    store::insert(tx.db, stream);
    tx.append(
        {incident, std::string(domain::events::kStreamBegun), tx.now(), {{"id", stream.id}, {"name", stream.source}}});
    return stream;
  });
}

// Needs the lock of the source. A crash at any point is made good by sealing again.
Result<> LogStreams::seal(LogStream stream) {
  if (!stream.computed || !blobs_.contains(*stream.computed)) {
    auto file = PartialFile::lock(growing(stream.id));
    if (!file) return busy();
    stream.computed = file->hash(stream.received);
    if (!stream.computed)
      return conflict("the file of the stream {} has fewer bytes than were acknowledged", stream.id)
          .with_help("Put it back from a backup.");
    TRY(file->write(stream.received, {}));  // cuts off what was never acknowledged
    journal_.database().write([&](db::Connection& db) { store::set_computed(db, stream.id, *stream.computed); });
    blobs_.adopt(growing(stream.id), *stream.computed);
  }
  std::filesystem::remove(growing(stream.id));
  const journal::Origin origin{stream.owner, stream.owner_id, "api", {}};
  return journal_.write(origin, [&](journal::Transaction& tx) -> Result<> {
    if (!store::set_sealed(tx.db, stream.id)) return {};
    const domain::Evidence evidence = evidence_of(stream, tx.now());
    evidence::store::insert(tx.db, evidence, stream.owner_id);
    tx.append({stream.incident,
               std::string(domain::events::kEvidenceAdded),
               tx.now(),
               {{"id", evidence.id},
                {"name", evidence.name},
                {"sha256", to_hex(evidence.sha256)},
                {"size", evidence.size},
                {"format", nullptr},
                {"parent", nullptr}}});
    return {};
  });
}

std::optional<LogStream> LogStreams::find_newest(std::int64_t incident, const std::string& source) {
  return journal_.database().read([&](db::Connection& db) { return store::find_newest_stream(db, incident, source); });
}

std::optional<LogStream> LogStreams::find(const std::string& id) {
  return journal_.database().read([&](db::Connection& db) { return store::find_stream(db, id); });
}

std::vector<LogStream> LogStreams::list(std::int64_t incident) {
  return journal_.database().read([&](db::Connection& db) { return store::list_streams(db, incident); });
}

std::filesystem::path LogStreams::file_of(const LogStream& stream) const {
  const auto file = growing(stream.id);
  return stream.computed && !std::filesystem::exists(file) ? blobs_.path_of(*stream.computed) : file;
}

std::vector<std::int64_t> LogStreams::seal_quiet() {
  std::set<std::int64_t> incidents;
  const Instant since = journal_.clock().now() - kQuiet;
  for (const auto& quiet : journal_.database().read([&](db::Connection& db) { return store::list_quiet(db, since); })) {
    const auto lock = PartialFile::lock(lock_of(quiet.incident, quiet.source));
    if (!lock) continue;  // a batch comes just now
    const auto stream = find(quiet.id);
    if (!stream || stream->sealed || (stream->updated_at >= since && !stream->computed)) continue;
    if (seal(*stream)) incidents.insert(stream->incident);
  }
  return {incidents.begin(), incidents.end()};
}

}  // namespace debrief::features::evidence::logs
