// SPDX-License-Identifier: Apache-2.0
#include "db/blob_store.hpp"

#include "db/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <vector>

namespace debrief::db {
namespace {

namespace fs = std::filesystem;

constexpr const char* kIncoming = "incoming";
constexpr const char* kPartial = "partial";
constexpr std::chrono::hours kAbandonedAfter{24};
constexpr std::size_t kPiece = 256 * 1024;

/// Uploads that a process left behind when it was killed.
void remove_abandoned(const fs::path& incoming) {
  const auto limit = fs::file_time_type::clock::now() - kAbandonedAfter;
  for (const auto& entry : fs::directory_iterator(incoming)) {
    std::error_code gone;  // another process may be faster
    const auto written = fs::last_write_time(entry.path(), gone);
    if (!gone && written < limit) fs::remove(entry.path(), gone);
  }
}

File create_incoming(const fs::path& directory) {
  std::string name = directory / kIncoming / "XXXXXX";
  const int descriptor = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) throw_errno("create", name);
  return {descriptor, name};
}

// Makes the file durable under its final name. False where an original is there already: then the file is left.
bool put_in_place(File& file, const fs::path& place, const fs::path& directory) {
  fs::create_directories(place.parent_path());
  const bool wanted = !fs::exists(place);
  if (wanted) {
    if (fchmod(file.descriptor(), S_IRUSR | S_IRGRP) != 0) throw_errno("protect", file.path());
    file.sync();
    fs::rename(file.path(), place);
  }
  // Also for an original that is there already: who put it there may not have come to this point.
  sync_directory(place.parent_path());
  sync_directory(place.parent_path().parent_path());
  sync_directory(directory);
  return wanted;
}

class FileUpload final : public BlobStore::Upload {
 public:
  explicit FileUpload(const BlobStore& store, const fs::path& directory)
      : store_(store), directory_(directory), file_(create_incoming(directory)) {}
  ~FileUpload() override {
    if (!finished_) unlink(file_.path().c_str());
  }

  void append(std::string_view bytes) override {
    hash_.update(bytes);
    file_.write(bytes);
  }

  Digest finish() override {
    const Digest digest = hash_.finish();
    finished_ = put_in_place(file_, store_.path_of(digest), directory_);
    return digest;
  }

 private:
  const BlobStore store_;
  const fs::path directory_;
  File file_;
  Sha256 hash_;
  bool finished_ = false;
};

Error missing(const Digest& digest) {
  return not_found("there is no stored original {}", to_hex(digest));
}

Error damaged(const Digest& digest) {
  return conflict("the stored original {} is damaged: its bytes no longer have that hash", to_hex(digest))
      .with_help("Put the file back from a backup.");
}

/// Calls `each` for the pieces of an original and compares the hash of them all.
Result<> read_original(const fs::path& path, const Digest& digest, const std::function<void(std::string_view)>& each) {
  if (!fs::exists(path)) return missing(digest);
  File file(path, O_RDONLY);
  Sha256 hash;
  std::vector<char> piece(kPiece);
  while (const std::size_t size = file.read(piece.data(), piece.size())) {
    hash.update({piece.data(), size});
    each({piece.data(), size});
  }
  if (hash.finish() != digest) return damaged(digest);
  return {};
}

}  // namespace

BlobStore::BlobStore(fs::path directory) : directory_(std::move(directory)) {
  fs::create_directories(directory_ / kIncoming);
  fs::create_directories(directory_ / kPartial);
  remove_abandoned(directory_ / kIncoming);
}

Digest BlobStore::put(std::string_view bytes) {
  const auto upload = begin_upload();
  upload->append(bytes);
  return upload->finish();
}

std::unique_ptr<BlobStore::Upload> BlobStore::begin_upload() {
  return std::make_unique<FileUpload>(*this, directory_);
}

fs::path BlobStore::partial_path(std::string_view name) const { return directory_ / kPartial / name; }

void BlobStore::adopt(const fs::path& file, const Digest& digest) {
  File whole(file, O_RDONLY);
  if (!put_in_place(whole, path_of(digest), directory_)) fs::remove(file);
}

Result<std::string> BlobStore::get(const Digest& digest) const {
  std::string bytes;
  TRY(read_original(path_of(digest), digest, [&](std::string_view piece) { bytes += piece; }));
  return bytes;
}

fs::path BlobStore::path_of(const Digest& digest) const {
  const std::string name = to_hex(digest);
  return directory_ / name.substr(0, 2) / name.substr(2, 2) / name;
}

bool BlobStore::contains(const Digest& digest) const {
  return fs::exists(path_of(digest));
}

Result<> BlobStore::verify(const Digest& digest) const {
  return read_original(path_of(digest), digest, [](std::string_view) {});
}

void BlobStore::list(const std::function<void(const Digest&, std::uint64_t size)>& each) const {
  for (const auto& entry : fs::recursive_directory_iterator(directory_)) {
    const auto digest = digest_from_hex(entry.path().filename().string());
    if (digest && entry.is_regular_file() && entry.path() == path_of(*digest)) each(*digest, entry.file_size());
  }
}

}  // namespace debrief::db
