// SPDX-License-Identifier: Apache-2.0
// Files that end with the SHA-256 of all before, and are complete or not there at all. Numbers are little-endian.
#pragma once

#include "base/hash.hpp"
#include "search/packed_segment.hpp"

#include <bit>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::search {

static_assert(std::endian::native == std::endian::little, "index files hold the machine's own numbers");

/// Takes the content of a file that is being written.
class CheckedWriter {
 public:
  explicit CheckedWriter(const std::filesystem::path& file);
  ~CheckedWriter();
  CheckedWriter(const CheckedWriter&) = delete;
  CheckedWriter& operator=(const CheckedWriter&) = delete;

  void raw(std::string_view bytes);
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
  /// Appends the digest and syncs.
  void finish();
  static void sync_folder(const std::filesystem::path& folder);

 private:
  class Descriptor;
  std::unique_ptr<Descriptor> file_;
  Sha256 hash_;
};

/// Written beside, synced, renamed. Throws std::system_error.
void write_checked_file(const std::filesystem::path& file, const std::function<void(CheckedWriter&)>& content);

/// Reads and hashes. After the first failure everything read is empty and ok() is false.
class CheckedReader {
 public:
  /// ok() is false when there is no such file.
  explicit CheckedReader(const std::filesystem::path& file);

  [[nodiscard]] bool ok() const { return ok_; }
  bool raw(char* to, std::uint64_t size);
  std::uint64_t number();
  std::string text();
  template <class T>
  std::vector<T> array() {
    const std::uint64_t size = number();
    if (size > left_ || size % sizeof(T) != 0) ok_ = false;
    std::vector<T> values(ok_ ? size / sizeof(T) : 0);
    raw(reinterpret_cast<char*>(values.data()), values.size() * sizeof(T));
    return values;
  }
  StringArray strings();
  /// Whether the digest follows, and nothing else.
  bool ends_well();

 private:
  std::ifstream in_;
  std::uint64_t left_ = 0;
  Sha256 hash_;
  bool ok_ = true;
};

/// Whether the ends are in order and those of the bytes.
[[nodiscard]] bool fits(const StringArray& strings);

}  // namespace debrief::search
