// SPDX-License-Identifier: Apache-2.0
#include "connectors/members.hpp"

#include "base/text.hpp"
#include "connectors/unread.hpp"
#include "connectors/zip_layout.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <optional>
#include <set>

namespace debrief::connectors {
namespace {

using namespace std::string_view_literals;

struct Close {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using Archive = std::unique_ptr<archive, Close>;

constexpr std::array<std::string_view, 7> kBeginnings{"PK\3\4"sv,
                                                      "PK\5\6"sv,
                                                      "\x1f\x8b"sv,
                                                      "BZh"sv,
                                                      "\xfd"
                                                      "7zXZ\0"sv,
                                                      "\x28\xb5\x2f\xfd"sv,
                                                      "PK\7\x8"sv};
constexpr std::size_t kTarMarkAt = 257;
constexpr std::size_t kPiece = 64 * 1024;

Archive new_reader() {
  Archive reader(archive_read_new());
  if (!reader) throw std::bad_alloc();
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_filter_zstd(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_zip(reader.get());
  archive_read_support_format_raw(reader.get());
  return reader;
}

std::string message_of(archive* reader) {
  const char* text = archive_error_string(reader);
  return text != nullptr ? to_utf8(text) : "unknown damage";
}

std::string name_of(archive_entry* entry, const std::string& archive_name, bool raw) {
  if (raw) {
    const std::string base = archive_name.substr(archive_name.find_last_of('/') + 1);
    return base.substr(0, base.find_last_of('.'));
  }
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  std::string text = name != nullptr ? to_utf8(name) : "";
  std::replace(text.begin(), text.end(), '\\', '/');
  return text;
}

// Empty when the member may be read.
std::string objection_to(archive_entry* entry, const std::string& name) {
  if (name.empty()) return "the member has no name";
  if (name.front() == '/' || (name.size() > 1 && name[1] == ':')) return "the name is absolute: refused";
  for (const std::string_view part : split(name, '/'))
    if (part == "..") return "the name leads out of the archive (\"..\"): refused";
  if (archive_entry_hardlink(entry) != nullptr || archive_entry_filetype(entry) == AE_IFLNK)
    return "links are not followed: refused";
  if (archive_entry_is_encrypted(entry) != 0) return "the member is encrypted; add it unpacked";
  if (archive_entry_filetype(entry) != AE_IFREG && archive_entry_filetype(entry) != 0)
    return "the member is not a regular file: refused";
  return "";
}

class Walk {
 public:
  Walk(archive* reader, std::string name, const MemberLimits& limits, std::uint64_t packed,
       std::set<std::size_t> overlapping, const TakeMember& take)
      : reader_(reader),
        name_(std::move(name)),
        limits_(limits),
        packed_(packed),
        overlapping_(std::move(overlapping)),
        take_(take) {}

  MembersRead walk() {
    for (std::size_t position = 0;; ++position) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(reader_, &entry);
      if (status == ARCHIVE_EOF) {
        if (position == 0) read_.unread.push_back(unread_file(name_, "the archive is empty"));
        return std::move(read_);
      }
      if (status < ARCHIVE_WARN) {
        give_up("the archive is damaged: " + message_of(reader_));
        return std::move(read_);
      }
      if (read_.members >= limits_.members) {
        give_up("the archive has more than " + std::to_string(limits_.members) + " members");
        return std::move(read_);
      }
      const std::string name = name_of(entry, name_, archive_format(reader_) == ARCHIVE_FORMAT_RAW);
      if (archive_entry_filetype(entry) == AE_IFDIR) continue;
      ++read_.members;
      std::string objection = objection_to(entry, name);
      if (objection.empty() && overlapping_.contains(position))
        objection = "the member shares bytes with another: refused";
      if (!objection.empty()) {
        read_.unread.push_back(unread_file(name, std::move(objection)));
      } else if (!take_member(name)) {
        return std::move(read_);
      }
    }
  }

 private:
  void give_up(const std::string& reason) {
    read_.unread.push_back(unread_file(name_, reason + "; what comes after is not read"));
  }

  // The limit on the archive as a whole that `total` bytes break; empty when none.
  [[nodiscard]] std::string broken_limit(std::uint64_t total) const {
    if (total > limits_.total_bytes)
      return "the archive unpacks to more than " + std::to_string(limits_.total_bytes) + " bytes";
    if (total > limits_.ratio_allowance && total / std::max<std::uint64_t>(packed_, 1) >= limits_.ratio)
      return "the archive unpacks to more than " + std::to_string(limits_.ratio) + " times its size";
    return "";
  }

  // False when the whole archive is given up.
  bool take_member(const std::string& name) {
    std::string bytes;
    std::string piece(kPiece, '\0');
    for (;;) {
      const la_ssize_t got = archive_read_data(reader_, piece.data(), piece.size());
      if (got == 0) break;
      if (got < 0) {
        // A failed member leaves the archive usable unless the damage is fatal, which the next header tells.
        read_.unread.push_back(unread_file(name, "the member is damaged: " + message_of(reader_), bytes));
        return true;
      }
      read_.bytes += static_cast<std::uint64_t>(got);
      if (const std::string broken = broken_limit(read_.bytes); !broken.empty()) return give_up(broken), false;
      if (bytes.size() + static_cast<std::size_t>(got) > limits_.member_bytes) {
        read_.unread.push_back(
            unread_file(name, "the member is larger than " + std::to_string(limits_.member_bytes) + " bytes", bytes));
        return true;
      }
      bytes.append(piece.data(), static_cast<std::size_t>(got));
    }
    take_({name, std::move(bytes)});
    return true;
  }

  archive* reader_;
  std::string name_;
  const MemberLimits& limits_;
  std::uint64_t packed_;
  std::set<std::size_t> overlapping_;
  const TakeMember& take_;
  MembersRead read_;
};

Error no_archive(const std::string& name) {
  return unsupported("'{}' is no archive of a known kind", name)
      .with_help("Known are zip, tar, and files compressed by gzip, bzip2, xz or zstd.");
}

MembersRead damaged(archive* reader, const std::string& name) {
  MembersRead read;
  read.unread.push_back(unread_file(name, "the archive is damaged: " + message_of(reader)));
  return read;
}

}  // namespace

bool is_archive(std::string_view bytes) {
  const auto begins = [&](std::string_view mark) { return bytes.starts_with(mark); };
  return std::any_of(kBeginnings.begin(), kBeginnings.end(), begins) ||
         (bytes.size() > kTarMarkAt + 5 && bytes.substr(kTarMarkAt, 5) == "ustar");
}

Result<MembersRead> each_member(std::string_view bytes, const std::string& name, const MemberLimits& limits,
                                const TakeMember& take) {
  if (!is_archive(bytes)) return no_archive(name);
  const Archive reader = new_reader();
  if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return damaged(reader.get(), name);
  const bool zip = bytes.starts_with("PK");
  return Walk(reader.get(), name, limits, bytes.size(), zip ? overlapping_members(bytes) : std::set<std::size_t>{},
              take)
      .walk();
}

Result<MembersRead> each_member(const std::filesystem::path& file, const MemberLimits& limits, const TakeMember& take) {
  const std::string name = file.filename().string();
  std::error_code error;
  const std::uint64_t size = std::filesystem::file_size(file, error);
  std::string head(512, '\0');
  std::ifstream stream(file, std::ios::binary);
  if (error || !stream) return not_found("'{}' cannot be opened", name);
  stream.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(stream.gcount()));
  if (!is_archive(head)) return no_archive(name);
  const Archive reader = new_reader();
  if (archive_read_open_filename(reader.get(), file.c_str(), kPiece) != ARCHIVE_OK) return damaged(reader.get(), name);
  return Walk(reader.get(), name, limits, size, {}, take).walk();
}

}  // namespace debrief::connectors
