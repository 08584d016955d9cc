// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/resumable.hpp"

#include "base/ids.hpp"
#include "features/evidence/partial_file.hpp"
#include "features/evidence/resumable_store.hpp"

namespace debrief::features::evidence {
namespace {

// Left for the database, which must be able to write while uploads fill the disk.
constexpr std::uint64_t kReserve = 512ULL * 1024 * 1024;

Error no_such_upload() {
  return not_found("there is no unfinished upload of yours with this id")
      .with_help("It may be complete, or was left alone for more than a week. Begin a new one.");
}

Error busy() {
  return conflict("another request is writing to this upload")
      .with_help("Ask how far it has got in a moment, then go on from there.");
}

Result<> check_limits(const std::vector<ResumableUpload>& unfinished, const ResumableUploads::Wanted& wanted) {
  if (wanted.size > kMostResumable)
    return too_large("{} has {} bytes; an upload may have {}", wanted.name, wanted.size, kMostResumable)
        .with_help("Compress the file, or split it by time.");
  std::int64_t announced = wanted.size;
  for (const auto& upload : unfinished) announced += upload.size;
  if (unfinished.size() >= kMostUploads || announced > kMostUnfinished)
    return too_large("you have {} unfinished uploads already, and may have {} with {} bytes in all", unfinished.size(),
                     kMostUploads, kMostUnfinished)
        .with_help("Finish or cancel some of them first.");
  return {};
}

Result<> check_room(const std::filesystem::path& folder, std::int64_t size) {
  const auto room = std::filesystem::space(folder).available;
  if (room >= kReserve && room - kReserve >= static_cast<std::uint64_t>(size)) return {};
  return too_large("the server's disk has room for {} more bytes, and this file has {}",
                   room > kReserve ? room - kReserve : 0, size)
      .with_help("Make room on the server, or compress the file.");
}

}  // namespace

Result<ResumableUpload> ResumableUploads::begin(const domain::Principal& who, const Wanted& wanted) {
  remove_abandoned();
  TRY(check_room(file_of("x").parent_path(), wanted.size));
  return journal_.database().write([&](db::Connection& db) -> Result<ResumableUpload> {
    TRY(check_limits(store::list_resumable(db, who.id), wanted));
    ResumableUpload upload;
    upload.created_at = upload.updated_at = journal_.clock().now();
    upload.id = new_id(upload.created_at);
    upload.name = wanted.name;
    upload.size = wanted.size;
    upload.sha256 = wanted.sha256;
    upload.owner = who.name;
    upload.owner_id = who.id;
    store::insert(db, upload);
    return upload;
  });
}

Result<ResumableUpload> ResumableUploads::get(const domain::Principal& who, const std::string& id) {
  const auto found = journal_.database().read([&](db::Connection& db) { return store::find_resumable(db, id); });
  // The id becomes a file name: only what was made here is taken.
  if (!is_id(id) || !found || found->owner_id != who.id) return no_such_upload();
  return *found;
}

std::vector<ResumableUpload> ResumableUploads::list(const domain::Principal& who) {
  return journal_.database().read([&](db::Connection& db) { return store::list_resumable(db, who.id); });
}

Result<ResumableUpload> ResumableUploads::append(const domain::Principal& who, const std::string& id,
                                                 std::int64_t offset, std::string_view piece) {
  TRY(get(who, id));
  auto file = PartialFile::lock(file_of(id));
  if (!file) return busy();
  ResumableUpload upload = TRY(get(who, id));  // as it is now that nobody else writes
  if (offset != upload.received)
    return conflict("the upload stands at {}, and this piece begins at {}", upload.received, offset)
        .with_help("Go on from where the upload stands.")
        .at("Upload-Offset");
  const auto end = offset + static_cast<std::int64_t>(piece.size());
  if (piece.empty()) return upload;
  if (end > upload.size)
    return too_large("this piece ends at {}, and the upload was announced with {} bytes", end, upload.size);
  TRY(file->write(offset, piece));
  upload.received = end;
  upload.updated_at = journal_.clock().now();
  journal_.database().write(
      [&](db::Connection& db) { store::set_received(db, id, upload.received, upload.updated_at); });
  return upload;
}

Result<StoredFile> ResumableUploads::complete(const domain::Principal& who, const std::string& id) {
  ResumableUpload upload = TRY(get(who, id));
  if (upload.received < upload.size)
    return conflict("{} of {} bytes are here", upload.received, upload.size).with_help("Send the rest first.");
  auto file = PartialFile::lock(file_of(id));
  if (!file) return busy();
  upload = TRY(get(who, id));
  // A former try may have come to this point and not further; locking has then made an empty file.
  if (upload.computed && blobs_.contains(*upload.computed)) {
    std::filesystem::remove(file_of(id));
    return StoredFile{upload.name, *upload.computed, upload.size};
  }
  const auto digest = file->hash(upload.size);
  if (!digest || (upload.sha256 && *digest != *upload.sha256)) {
    journal_.database().write([&](db::Connection& db) { store::set_received(db, id, 0, journal_.clock().now()); });
    return invalid("what arrived of {} is not what was announced: its SHA-256 is {}", upload.name,
                   digest ? to_hex(*digest) : "that of fewer bytes")
        .with_help("The file may have changed while it was sent. Send it again from the beginning.");
  }
  journal_.database().write([&](db::Connection& db) { store::set_computed(db, id, digest); });
  blobs_.adopt(file_of(id), *digest);
  return StoredFile{upload.name, *digest, upload.size};
}

Result<> ResumableUploads::forget(db::Connection& db, const std::string& id) {
  if (!store::remove_resumable(db, id)) return no_such_upload();
  return {};
}

Result<> ResumableUploads::cancel(const domain::Principal& who, const std::string& id) {
  TRY(get(who, id));
  const auto file = PartialFile::lock(file_of(id));
  if (!file) return busy();
  journal_.database().write([&](db::Connection& db) { store::remove_resumable(db, id); });
  std::filesystem::remove(file_of(id));
  return {};
}

void ResumableUploads::remove_abandoned() {
  const Instant before = journal_.clock().now() - kUploadKept;
  for (const auto& upload :
       journal_.database().read([&](db::Connection& db) { return store::list_abandoned(db, before); })) {
    const auto file = PartialFile::lock(file_of(upload.id));
    if (!file) continue;  // somebody goes on with it just now
    journal_.database().write([&](db::Connection& db) { store::remove_resumable(db, upload.id); });
    std::filesystem::remove(file_of(upload.id));
  }
}

}  // namespace debrief::features::evidence
