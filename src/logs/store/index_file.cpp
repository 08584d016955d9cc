// SPDX-License-Identifier: Apache-2.0
#include "logs/store/index_file.hpp"

#include "base/hash.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace debrief::logs {
namespace {

constexpr std::string_view kMagic = "DBLOGIX1";
constexpr std::size_t kHead = 12;
constexpr std::uint32_t kLargestRecord = 64U << 20;

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

std::string check_of(std::string_view bytes) {
  const Digest digest = sha256(bytes);
  return {reinterpret_cast<const char*>(digest.data()), 8};
}

}  // namespace

File::File(const std::filesystem::path& path, Mode mode)
    : descriptor_(::open(path.c_str(),
                         mode == Mode::read ? O_RDONLY | O_CLOEXEC : O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "opening " + path.string());
}

File::File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::uint64_t File::size() const {
  struct stat state {};
  if (::fstat(descriptor_, &state) != 0) fail("asking for the size of a file");
  return static_cast<std::uint64_t>(state.st_size);
}

void File::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("writing logs");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string File::read(std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  std::size_t got = 0;
  while (got < size) {
    const ssize_t part = ::pread(descriptor_, bytes.data() + got, size - got, static_cast<off_t>(offset + got));
    if (part < 0 && errno == EINTR) continue;
    if (part < 0) fail("reading logs");
    if (part == 0) break;
    got += static_cast<std::size_t>(part);
  }
  bytes.resize(got);
  return bytes;
}

void File::truncate(std::uint64_t size) {
  if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) fail("cutting a file");
}

void File::lock() {
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) fail("another process writes this log store");
}

void File::sync_folder(const std::filesystem::path& folder) {
  const File opened(folder, Mode::read);
  if (::fsync(opened.descriptor_) != 0) fail("bringing a folder of logs to the disk");
}

void File::sync() {
  if (::fdatasync(descriptor_) != 0) fail("bringing logs to the disk");
}

IndexFile::IndexFile(const std::filesystem::path& path, File::Mode mode, const Take& take)
    : file_(path, mode), compressor_(1) {
  const std::string bytes = file_.read(0, file_.size());
  if (bytes.size() < kMagic.size()) {
    if (mode == File::Mode::read) throw Damaged("the index of a log store is not complete");
    file_.truncate(0);
    pending_ = kMagic;
    return;
  }
  if (!bytes.starts_with(kMagic)) throw Damaged("this is not the index of a log store");
  std::size_t at = kMagic.size();
  while (bytes.size() - at >= kHead) {
    std::uint32_t size = 0;
    std::memcpy(&size, bytes.data() + at, sizeof size);
    if (size > std::min<std::size_t>(kLargestRecord, bytes.size() - at - kHead)) break;
    const std::string_view packed = std::string_view(bytes).substr(at + kHead, size);
    if (check_of(packed) != std::string_view(bytes).substr(at + 4, 8)) break;
    const unsigned long long unpacked = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (unpacked == 0 || unpacked > kLargestRecord) break;
    const std::string record = decompress(packed, static_cast<std::size_t>(unpacked));
    take(record[0], std::string_view(record).substr(1));
    at += kHead + size;
  }
  if (mode == File::Mode::append && at < bytes.size()) file_.truncate(at);
}

void IndexFile::append(char kind, std::string_view record) {
  std::string packed;
  compressor_.compress(kind + std::string(record), packed);
  const auto size = static_cast<std::uint32_t>(packed.size());
  pending_.append(reinterpret_cast<const char*>(&size), sizeof size);
  pending_ += check_of(packed);
  pending_ += packed;
}

void IndexFile::sync() {
  file_.append(pending_);
  pending_.clear();
  file_.sync();
}

}  // namespace debrief::logs
