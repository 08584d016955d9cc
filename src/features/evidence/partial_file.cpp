// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/partial_file.hpp"

#include "db/file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

namespace debrief::features::evidence {
namespace {

Error full() {
  return make_error(ErrorCode::unavailable, "the server's disk is full, so this piece could not be stored")
      .with_help("What came before it is kept. Make room on the server, then go on with the upload.");
}

Error short_of(std::int64_t size) {
  return conflict("the server has lost bytes of the {} that it acknowledged", size)
      .with_help("Put its directory of originals back from a backup, or send everything again under another name.");
}

bool is_full(int error) {
  return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

}  // namespace

PartialFile::PartialFile(int descriptor, std::filesystem::path path)
    : descriptor_(descriptor), path_(std::move(path)) {}

PartialFile::PartialFile(PartialFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

PartialFile::~PartialFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

std::optional<PartialFile> PartialFile::lock(const std::filesystem::path& path) {
  PartialFile file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR), path);
  if (file.descriptor_ < 0) db::throw_errno("open", path);
  if (flock(file.descriptor_, LOCK_EX | LOCK_NB) == 0) return file;
  if (errno == EWOULDBLOCK) return std::nullopt;
  db::throw_errno("lock", path);
}

Result<> PartialFile::write(std::int64_t offset, std::string_view bytes) {
  struct stat state {};
  if (fstat(descriptor_, &state) != 0) db::throw_errno("look at", path_);
  // Cutting would make it longer, with zeros in place of what is lost.
  if (state.st_size < offset) return short_of(offset);
  if (ftruncate(descriptor_, offset) != 0) db::throw_errno("cut", path_);
  while (!bytes.empty()) {
    const ssize_t written = pwrite(descriptor_, bytes.data(), bytes.size(), offset);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && is_full(errno)) return full();
    if (written < 0) db::throw_errno("write", path_);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += written;
  }
  if (fsync(descriptor_) == 0) return {};
  if (is_full(errno)) return full();
  db::throw_errno("sync", path_);
}

std::optional<Digest> PartialFile::hash(std::int64_t size) {
  constexpr std::int64_t kPiece = 1024 * 1024;
  Sha256 hash;
  std::vector<char> piece(static_cast<std::size_t>(std::min(kPiece, std::max<std::int64_t>(size, 1))));
  for (std::int64_t at = 0; at < size;) {
    const auto wanted =
        static_cast<std::size_t>(std::min<std::int64_t>(static_cast<std::int64_t>(piece.size()), size - at));
    const ssize_t count = pread(descriptor_, piece.data(), wanted, at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) db::throw_errno("read", path_);
    if (count == 0) return std::nullopt;
    hash.update({piece.data(), static_cast<std::size_t>(count)});
    at += count;
  }
  return hash.finish();
}

}  // namespace debrief::features::evidence
