// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "search/index_file.hpp"
#include "search/index_file_format.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace debrief::search {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const char* what) {
  throw std::system_error(errno, std::generic_category(), std::string(what) + " " + file.string());
}

class Descriptor {
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

class Writer {
 public:
  explicit Writer(const std::filesystem::path& file) : file_(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC) {}

  void raw(std::string_view bytes) {
    hash_.update(bytes);
    file_.write(bytes);
  }
  void number(std::uint64_t value) { raw({reinterpret_cast<const char*>(&value), sizeof(value)}); }
  void text(std::string_view bytes) {
    number(bytes.size());
    raw(bytes);
  }
  template <class T>
  void array(const std::vector<T>& values) {
    text({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
  }
  void strings(const StringArray& values) {
    text(values.bytes);
    array(values.ends);
  }
  void finish() {
    const Digest digest = hash_.finish();
    file_.write({reinterpret_cast<const char*>(digest.data()), digest.size()});
    file_.sync();
  }

 private:
  Descriptor file_;
  Sha256 hash_;
};

void write_part(Writer& out, const PackedPart& part) {
  const PackedArrays& arrays = part.segment->arrays();
  out.strings(arrays.keys);
  out.array(arrays.lengths);
  out.array(arrays.by_key);
  out.strings(arrays.terms);
  out.strings(arrays.lists);
  out.array(part.erased.words());
}

void write_content(const std::filesystem::path& file, const SavedIndex& index) {
  Writer out(file);
  out.raw(kIndexFileName);
  out.number(kIndexFileVersion);
  out.text(index.settings);
  out.text(index.mark);
  out.number(index.parts.size());
  for (const PackedPart& part : index.parts) write_part(out, part);
  out.finish();
}

}  // namespace

void write_index_file(const std::filesystem::path& file, const SavedIndex& index) {
  std::filesystem::path beside = file;
  beside += ".part";
  try {
    write_content(beside, index);
    std::filesystem::rename(beside, file);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    throw;
  }
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  Descriptor(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC).sync();
}

}  // namespace debrief::search
