// SPDX-License-Identifier: Apache-2.0
#include "features/archive/archive.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"

namespace debrief::features::archive {
namespace {

namespace events = domain::events;

constexpr std::size_t kDocumentsPerCommit = 50;

domain::Backfill backfill_of(const domain::ArchivedDocument& document, Instant now) {
  domain::Backfill backfill;
  backfill.title = shorten(document.title.value_or("Untitled"), 300);
  backfill.severity = document.severity;
  backfill.services = document.services;
  backfill.state = "closed";
  backfill.occurred_at = document.started.value_or(now);
  if (document.started) backfill.milestones.emplace_back("started", *document.started);
  if (document.ended && (!document.started || *document.ended >= *document.started))
    backfill.milestones.emplace_back("resolved", *document.ended);
  if (!document.url.empty()) backfill.source_url = document.url;
  return backfill;
}

std::string store_original(journal::Transaction& tx, const Call& call, std::int64_t incident, const File& file,
                           const Digest& digest, std::size_t entries) {
  const std::string id = new_id(tx.now());
  tx.db.execute(
      "insert into evidence (id, incident, name, sha256, size, media_type, format, zone, parent, recorded_at, added_by, "
      "added_by_id, entries) values ($1, $2, $3, $4, $5, 'application/octet-stream', 'archive', null, null, $6, $7, $8, $9)",
      id, incident, file.name, to_hex(digest), file.bytes.size(), tx.now().micros, call.who.name, call.who.id, entries);
  tx.append({incident, std::string(events::kEvidenceAdded), tx.now(),
             {{"id", id}, {"name", file.name}, {"sha256", to_hex(digest)}, {"size", file.bytes.size()}, {"format", "archive"}, {"parent", nullptr}}});
  return id;
}

Result<std::int64_t> record(journal::Transaction& tx, const Ports& ports, const Call& call, const File& file,
                            const Digest& digest, const domain::ArchivedDocument& document) {
  const std::int64_t incident = TRY(ports.record_backfill(tx, call.who, backfill_of(document, tx.now())));
  tx.db.execute("insert into imports (document, incident, source, sha256, imported_at) values ($1, $2, $3, $4, $5)",
                document.id, incident, document.source, to_hex(digest), tx.now().micros);
  const std::string evidence = store_original(tx, call, incident, file, digest, document.entries.size());
  for (const auto& entry : document.entries)
    tx.append({incident, std::string(events::kEntryRead), entry.at,
               {{"kind", "note"}, {"text", entry.text}, {"actor", nullptr}, {"origin", file.name}, {"evidence", evidence},
                {"locator", entry.locator}, {"original_time", entry.original_time}, {"time_note", json::or_null(entry.time_note)},
                {"ended_at", json::or_null(entry.ended_at)}, {"key_moment", false}}});
  TRY(ports.publish(tx, call.who, incident, document));
  return incident;
}

std::optional<std::int64_t> find_imported(db::Connection& db, const std::string& id) {
  const auto row = db.query_one("select incident from imports where document = $1", id);
  return row ? std::optional(row->integer(0)) : std::nullopt;
}

struct Pending {
  const File* file;
  Digest digest;
  Report* report;
};

Result<> record_batch(journal::Journal& journal, const Ports& ports, const Call& call, std::vector<Pending>& batch) {
  if (batch.empty()) return {};
  TRY(journal.write(call.origin, [&](journal::Transaction& tx) -> Result<> {
    for (const Pending& pending : batch) {
      Report& report = *pending.report;
      report.incident = find_imported(tx.db, report.document.id);
      if (report.incident) report.document.remarks.emplace_back("it is in the library already");
      else report.incident = TRY(record(tx, ports, call, *pending.file, pending.digest, report.document));
    }
    return {};
  }));
  batch.clear();
  return {};
}

}  // namespace

Result<std::vector<Report>> import(journal::Journal& journal, db::BlobStore& blobs, const Ports& ports, const Call& call,
                                   const std::vector<File>& files, bool dry_run) {
  TRY(domain::require(call.who, domain::Action::edit));
  std::vector<std::pair<const File*, std::vector<Report>>> read;
  for (const File& file : files) {
    read.emplace_back(&file, std::vector<Report>{});
    for (auto& document : ports.read_archive(file.name, file.bytes)) read.back().second.push_back({std::move(document), std::nullopt});
  }
  std::vector<Pending> batch;
  for (auto& [file, reports] : read) {
    std::optional<Digest> digest;
    for (Report& report : reports) {
      if (report.document.refused || dry_run) continue;
      if (!digest) digest = blobs.put(file->bytes);
      batch.push_back({file, *digest, &report});
      if (batch.size() == kDocumentsPerCommit) TRY(record_batch(journal, ports, call, batch));
    }
  }
  TRY(record_batch(journal, ports, call, batch));
  std::vector<Report> all;
  for (auto& [file, reports] : read)
    for (Report& report : reports) all.push_back(std::move(report));
  return all;
}

}  // namespace debrief::features::archive
