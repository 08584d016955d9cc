// SPDX-License-Identifier: Apache-2.0
#include "logs/input/archive_entries.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <new>

namespace debrief::logs {
namespace {

constexpr std::size_t kPackedPiece = 64 * 1024;
constexpr int kMostEmptyBlocks = 1'000;
constexpr std::size_t kMostHeaders = 2'000'000;      // of folders and links, too
constexpr std::int64_t kLastSecond = 9'000'000'000;  // 2255; what an archive says may be anything

struct Close {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using Archive = std::unique_ptr<archive, Close>;

struct Feed {
  ByteSource& packed;
  std::array<char, kPackedPiece> buffer{};
};

la_ssize_t read_packed(archive* /*reader*/, void* feed, const void** bytes) {
  auto& from = *static_cast<Feed*>(feed);
  *bytes = from.buffer.data();
  return static_cast<la_ssize_t>(from.packed.read(from.buffer.data(), from.buffer.size()));
}

std::string message_of(archive* reader) {
  const char* text = archive_error_string(reader);
  return text != nullptr ? text : "unknown damage";
}

class EntrySource final : public ByteSource {
 public:
  explicit EntrySource(archive* reader) : reader_(reader) {}

  // Block by block: archive_read_data would lose what it has copied before the damage. Gaps of sparse files are left
  // out.
  std::size_t read(char* buffer, std::size_t size) override {
    if (block_.empty() && damage().empty()) next_block();
    const std::size_t length = std::min(size, block_.size());
    std::copy_n(block_.data(), length, buffer);
    block_.remove_prefix(length);
    return length;
  }

 private:
  void next_block() {
    for (int tries = 0; block_.empty(); ++tries) {
      if (tries == kMostEmptyBlocks) return damaged("the archive has blocks without end that hold nothing");
      const void* bytes = nullptr;
      std::size_t length = 0;
      la_int64_t offset = 0;
      const int result = archive_read_data_block(reader_, &bytes, &length, &offset);
      if (result == ARCHIVE_EOF) return;
      if (result < ARCHIVE_WARN) return damaged("the archive is damaged here: " + message_of(reader_));
      block_ = {static_cast<const char*>(bytes), length};
    }
  }

  archive* reader_;
  std::string_view block_;
};

Archive open(Feed& feed) {
  Archive reader(archive_read_new());
  if (!reader) throw std::bad_alloc();
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_zip_streamable(reader.get());
  archive_read_support_format_empty(reader.get());
  archive_read_support_format_raw(reader.get());
  archive_read_open(reader.get(), &feed, nullptr, read_packed, nullptr);
  return reader;
}

ArchiveEntry describe(archive* reader, archive_entry* entry) {
  ArchiveEntry described;
  const char* name = archive_entry_pathname(entry);
  if (archive_format(reader) != ARCHIVE_FORMAT_RAW && name != nullptr) described.name = name;
  const std::int64_t seconds = archive_entry_mtime_is_set(entry) != 0 ? archive_entry_mtime(entry) : 0;
  if (seconds > 0 && seconds <= kLastSecond)
    described.modified_ns = seconds * 1'000'000'000 + archive_entry_mtime_nsec(entry);
  return described;
}

bool is_file(archive* reader, archive_entry* entry) {
  if (archive_format(reader) == ARCHIVE_FORMAT_RAW) return true;
  return archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
}

}  // namespace

std::string each_entry(ByteSource& packed, const std::function<bool(const ArchiveEntry&, ByteSource&)>& take) {
  Feed feed{packed};
  const Archive reader = open(feed);
  for (std::size_t headers = 0;; ++headers) {
    if (headers == kMostHeaders) return "the archive has too many entries";
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader.get(), &entry);
    if (result == ARCHIVE_EOF) return packed.damage();
    if (result < ARCHIVE_WARN)
      return packed.damage().empty() ? "the archive is damaged: " + message_of(reader.get()) : packed.damage();
    if (!is_file(reader.get(), entry)) continue;
    EntrySource source(reader.get());
    if (!take(describe(reader.get(), entry), source)) return {};
  }
}

}  // namespace debrief::logs
