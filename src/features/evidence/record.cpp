// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/evidence.hpp"
#include "features/evidence/plan.hpp"
#include "features/evidence/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <array>

namespace debrief::features::evidence {
namespace {

namespace events = domain::events;

std::string media_type_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> types{{
      {".json", "application/json"}, {".jsonl", "application/x-ndjson"}, {".csv", "text/csv"}, {".tsv", "text/tab-separated-values"},
      {".md", "text/markdown"}, {".txt", "text/plain"}, {".log", "text/plain"}, {".zip", "application/zip"},
      {".png", "image/png"}, {".pdf", "application/pdf"},
  }};
  const std::string lower = to_lower(name);
  for (const auto& [ending, type] : types)
    if (lower.ends_with(ending)) return std::string(type);
  return "application/octet-stream";
}

domain::Evidence describe(const Call& call, Instant now, const std::string& name, const Digest& digest, std::size_t size) {
  domain::Evidence evidence;
  evidence.id = new_id(now);
  evidence.name = name;
  evidence.sha256 = digest;
  evidence.size = static_cast<std::int64_t>(size);
  evidence.media_type = media_type_of(name);
  evidence.recorded_at = now;
  evidence.added_by = call.who.name;
  return evidence;
}

void append_entry(journal::Transaction& tx, std::int64_t number, const std::string& evidence_id, const domain::ReadEntry& entry) {
  json::object data{{"kind", entry.kind}, {"text", entry.text}, {"actor", json::or_null(entry.actor)}, {"origin", entry.origin},
                    {"evidence", evidence_id}, {"locator", entry.locator}, {"original_time", entry.original_time},
                    {"time_note", json::or_null(entry.time_note)}, {"ended_at", json::or_null(entry.ended_at)},
                    {"key_moment", entry.key_moment}};
  if (!entry.labels.empty()) {
    json::object labels;
    for (const auto& [name, text] : entry.labels) labels[name] = text;
    data["labels"] = std::move(labels);
  }
  tx.append({number, std::string(events::kEntryRead), entry.occurred_at, std::move(data)});
}

void append_added(journal::Transaction& tx, const domain::Evidence& evidence) {
  tx.append({*evidence.incident, std::string(events::kEvidenceAdded), tx.now(),
             {{"id", evidence.id}, {"name", evidence.name}, {"sha256", to_hex(evidence.sha256)}, {"size", evidence.size},
              {"format", json::or_null(evidence.format)}, {"parent", json::or_null(evidence.parent)}}});
}

// Records everything that was read for one incident. `given` are the files as evidence, the first readings
// in the same order; those that are not stored yet have no incident and are inserted.
std::int64_t record(journal::Transaction& tx, const Call& call, std::int64_t number, std::vector<domain::Evidence> given,
                    bool stored, const std::vector<domain::ReadFile>& files, const std::vector<Digest>& member_digests,
                    const std::optional<std::string>& zone) {
  std::int64_t entries = 0;
  std::size_t unread_count = 0;
  const std::string unread_ids = new_id(tx.now());
  const std::size_t given_count = given.size();
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i >= given_count) {
      given.push_back(describe(call, tx.now(), files[i].name, member_digests[i - given_count], files[i].bytes.size()));
      if (files[i].parent) given.back().parent = given[*files[i].parent].id;
    }
    domain::Evidence& evidence = given[i];
    const domain::Reading& reading = files[i].reading;
    evidence.incident = number;
    evidence.zone = zone;
    if (!reading.format.empty()) evidence.format = reading.format;
    evidence.entries = static_cast<std::int64_t>(reading.entries.size());
    if (stored && i < given_count) store::assign(tx.db, evidence);
    else store::insert(tx.db, evidence, call.who.id);
    append_added(tx, evidence);
    for (const auto& entry : reading.entries) append_entry(tx, number, evidence.id, entry);
    // Counted, so that the list keeps the order of the files.
    for (const auto& unread : reading.unread)
      store::insert_unread(tx.db, fmt::format("{}-{:06}", unread_ids, ++unread_count), evidence.id, number, unread);
    entries += evidence.entries;
  }
  return entries;
}

// Members of archives are originals too: durable before the facts that name them.
std::vector<Digest> keep_members(db::BlobStore& blobs, const std::vector<domain::ReadFile>& files, std::size_t given_count) {
  std::vector<Digest> digests;
  for (std::size_t i = given_count; i < files.size(); ++i) digests.push_back(blobs.put(files[i].bytes));
  return digests;
}

bool is_read(const StoredFile& file) { return file.size <= static_cast<std::int64_t>(kUploadLimit); }

domain::ReadFile left_unread(const StoredFile& file) {
  domain::ReadFile unread;
  unread.name = file.name;
  unread.reading.unread.push_back({file.name, {}, fmt::format("it has more than {} MiB, so it is kept as it is and not read into the timeline", kUploadLimit >> 20U), {}});
  return unread;
}

// One reading for each file in their order, members behind them.
Result<std::vector<domain::ReadFile>> read_stored(const db::BlobStore& blobs, const Ports& ports, const std::vector<StoredFile>& stored,
                                                  const std::optional<std::string>& zone) {
  std::vector<domain::OriginalFile> originals;
  std::vector<std::size_t> place;  // of each original among `stored`
  for (std::size_t i = 0; i < stored.size(); ++i) {
    if (!is_read(stored[i])) continue;
    originals.push_back({stored[i].name, TRY(blobs.get(stored[i].sha256))});
    place.push_back(i);
  }
  auto read = ports.read_files(originals, zone);
  if (place.size() == stored.size()) return read;
  std::vector<domain::ReadFile> all;
  for (const StoredFile& file : stored) all.push_back(left_unread(file));
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (auto& parent = read[i].parent) *parent = *parent < place.size() ? place[*parent] : *parent - place.size() + stored.size();
    if (i < place.size()) all[place[i]] = std::move(read[i]);
    else all.push_back(std::move(read[i]));
  }
  return all;
}

}  // namespace

Result<domain::Evidence> keep_stored(journal::Journal& journal, const Call& call, const StoredFile& file, const Also& also) {
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<domain::Evidence> {
    if (also) TRY(also(tx.db));
    const domain::Evidence evidence = describe(call, tx.now(), file.name, file.sha256, static_cast<std::size_t>(file.size));
    store::insert(tx.db, evidence, call.who.id);
    tx.append({domain::kServerChain, std::string(events::kUploaded), tx.now(),
               {{"id", evidence.id}, {"name", file.name}, {"sha256", to_hex(file.sha256)}, {"size", evidence.size}}});
    return evidence;
  });
}

Result<domain::Evidence> upload(journal::Journal& journal, db::BlobStore& blobs, const Call& call, const std::string& name) {
  const Digest digest = blobs.put(call.request.body);
  return keep_stored(journal, call, {name, digest, static_cast<std::int64_t>(call.request.body.size())}, {});
}

Result<domain::EvidenceOf> add(journal::Journal& journal, db::BlobStore& blobs, const Ports& ports, const Call& call,
                               std::int64_t number, std::vector<domain::OriginalFile> originals,
                               const std::optional<std::string>& zone) {
  TRY(journal.database().read(
      [&](db::Connection& db) { return journal::require_incident(db, call.who, domain::Action::respond, number); }));
  const auto files = ports.read_files(originals, zone);
  std::vector<domain::Evidence> given;
  for (const auto& original : originals)
    given.push_back(describe(call, journal.clock().now(), original.name, blobs.put(original.bytes), original.bytes.size()));
  const auto members = keep_members(blobs, files, given.size());
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<domain::EvidenceOf> {
    TRY(journal::require_incident(tx.db, call.who, domain::Action::respond, number));
    record(tx, call, number, given, false, files, members, zone);
    return store::list(tx.db, number);
  });
}

Result<domain::EvidenceOf> add_stored(journal::Journal& journal, db::BlobStore& blobs, const Ports& ports, const Call& call,
                                      std::int64_t number, const StoredFile& file, const std::optional<std::string>& zone,
                                      const Also& also) {
  TRY(journal.database().read(
      [&](db::Connection& db) { return journal::require_incident(db, call.who, domain::Action::respond, number); }));
  const auto files = TRY(read_stored(blobs, ports, {file}, zone));
  const std::vector<domain::Evidence> given{
      describe(call, journal.clock().now(), file.name, file.sha256, static_cast<std::size_t>(file.size))};
  const auto members = keep_members(blobs, files, given.size());
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<domain::EvidenceOf> {
    TRY(journal::require_incident(tx.db, call.who, domain::Action::respond, number));
    if (also) TRY(also(tx.db));
    record(tx, call, number, given, false, files, members, zone);
    return store::list(tx.db, number);
  });
}

Result<Reconstructed> reconstruct(journal::Journal& journal, db::BlobStore& blobs, const Ports& ports, const Call& call,
                                  const Wanted& wanted) {
  std::vector<domain::Evidence> given;
  std::vector<StoredFile> stored;
  for (const auto& id : wanted.uploads) {
    const auto found = journal.database().read([&](db::Connection& db) { return store::find_upload(db, id, call.who.id); });
    if (!found)
      return not_found("there is no upload {} of yours that waits for an incident", id)
          .at("/uploads")
          .with_help("Upload the file again: each upload serves one reconstruction.");
    stored.push_back({found->name, found->sha256, found->size});
    given.push_back(*found);
  }
  const auto files = TRY(read_stored(blobs, ports, stored, wanted.zone));
  const domain::Backfill backfill = TRY(plan(files, wanted.title));
  const auto members = keep_members(blobs, files, given.size());
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Reconstructed> {
    Reconstructed made;
    made.incident = TRY(ports.record_backfill(tx, call.who, backfill));
    made.entries = record(tx, call, made.incident, given, true, files, members, wanted.zone);
    made.evidence = store::list(tx.db, made.incident);
    return made;
  });
}

Result<domain::EvidenceOf> list(db::Connection& db, const domain::Principal& who, std::int64_t number) {
  TRY(journal::require_incident(db, who, domain::Action::read, number));
  return store::list(db, number);
}

}  // namespace debrief::features::evidence
