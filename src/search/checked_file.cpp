// SPDX-License-Identifier: Apache-2.0
#include "search/checked_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace debrief::search {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const char* what) {
  throw std::system_error(errno, std::generic_category(), std::string(what) + " " + file.string());
}

}  // namespace

class CheckedWriter::Descriptor {
 public:
  Descriptor(const std::filesystem::path& file, int flags) : file_(file), number_(::open(file.c_str(), flags, 0600)) {
    if (number_ < 0) fail(file, "cannot open");
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(number_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail(file_, "cannot write");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() {
    if (::fsync(number_) != 0) fail(file_, "cannot sync");
  }

 private:
  std::filesystem::path file_;
  int number_;
};

CheckedWriter::CheckedWriter(const std::filesystem::path& file)
    : file_(std::make_unique<Descriptor>(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC)) {}

CheckedWriter::~CheckedWriter() = default;

void CheckedWriter::raw(std::string_view bytes) {
  hash_.update(bytes);
  file_->write(bytes);
}

void CheckedWriter::finish() {
  const Digest digest = hash_.finish();
  file_->write({reinterpret_cast<const char*>(digest.data()), digest.size()});
  file_->sync();
}

void CheckedWriter::sync_folder(const std::filesystem::path& folder) {
  Descriptor(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC).sync();
}

void write_checked_file(const std::filesystem::path& file, const std::function<void(CheckedWriter&)>& content) {
  std::filesystem::path beside = file;
  beside += ".part";
  try {
    CheckedWriter out(beside);
    content(out);
    out.finish();
    std::filesystem::rename(beside, file);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    throw;
  }
  CheckedWriter::sync_folder(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
}

CheckedReader::CheckedReader(const std::filesystem::path& file) : in_(file, std::ios::binary) {
  std::error_code failure;
  left_ = std::filesystem::file_size(file, failure);
  ok_ = !failure && static_cast<bool>(in_);
}

bool CheckedReader::raw(char* to, std::uint64_t size) {
  if (!ok_ || size > left_ || !in_.read(to, static_cast<std::streamsize>(size))) return ok_ = false;
  left_ -= size;
  hash_.update({to, size});
  return true;
}

std::uint64_t CheckedReader::number() {
  std::uint64_t value = 0;
  return raw(reinterpret_cast<char*>(&value), sizeof(value)) ? value : 0;
}

std::string CheckedReader::text() {
  const std::uint64_t size = number();
  if (size > left_) ok_ = false;
  std::string bytes(ok_ ? size : 0, '\0');
  raw(bytes.data(), bytes.size());
  return bytes;
}

StringArray CheckedReader::strings() {
  StringArray values;
  values.bytes = text();
  values.ends = array<std::uint32_t>();
  return values;
}

bool CheckedReader::ends_well() {
  const Digest expected = hash_.finish();
  Digest stored{};
  return ok_ && left_ == stored.size() && in_.read(reinterpret_cast<char*>(stored.data()), stored.size()) &&
         stored == expected;
}

bool fits(const StringArray& strings) {
  return std::is_sorted(strings.ends.begin(), strings.ends.end()) &&
         (strings.ends.empty() ? 0 : strings.ends.back()) == strings.bytes.size();
}

}  // namespace debrief::search
