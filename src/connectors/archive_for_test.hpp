// SPDX-License-Identifier: Apache-2.0
// Makes archives in memory for tests.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace debrief::connectors {

struct ArchivedFile {
  enum class Type { regular, symlink };
  std::string name;
  std::string bytes;  ///< or where a link points to
  Type type = Type::regular;
};

inline void write_member(archive* writer, const ArchivedFile& file) {
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, file.name.c_str());
  const bool link = file.type == ArchivedFile::Type::symlink;
  archive_entry_set_filetype(entry, link ? AE_IFLNK : AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, link ? 0 : static_cast<la_int64_t>(file.bytes.size()));
  if (link) archive_entry_set_symlink(entry, file.bytes.c_str());
  const int status = archive_write_header(writer, entry);
  archive_entry_free(entry);
  if (status < ARCHIVE_WARN) throw std::runtime_error(archive_error_string(writer));
  if (!link) archive_write_data(writer, file.bytes.data(), file.bytes.size());
}

/// `kind`: zip, tar, tar.gz, tar.bz2, tar.xz, tar.zst, or gz for the last file alone.
inline std::string make_archive(const std::string& kind, const std::vector<ArchivedFile>& files,
                                const std::string& passphrase = "") {
  archive* writer = archive_write_new();
  if (kind == "zip") archive_write_set_format_zip(writer);
  if (kind.starts_with("tar")) archive_write_set_format_ustar(writer);
  if (kind == "gz") archive_write_set_format_raw(writer);
  if (kind.ends_with("gz")) archive_write_add_filter_gzip(writer);
  if (kind.ends_with(".bz2")) archive_write_add_filter_bzip2(writer);
  if (kind.ends_with(".xz")) archive_write_add_filter_xz(writer);
  if (kind.ends_with(".zst")) archive_write_add_filter_zstd(writer);
  if (!passphrase.empty()) {
    archive_write_set_options(writer, "zip:encryption=traditional");
    archive_write_set_passphrase(writer, passphrase.c_str());
  }
  std::string buffer(std::size_t{64} << 20, '\0');
  std::size_t used = 0;
  archive_write_set_bytes_in_last_block(writer, 1);
  archive_write_open_memory(writer, buffer.data(), buffer.size(), &used);
  for (const ArchivedFile& file : files) {
    write_member(writer, kind == "gz" ? files.back() : file);
    if (kind == "gz") break;
  }
  archive_write_close(writer);
  archive_write_free(writer);
  buffer.resize(used);
  return buffer;
}

}  // namespace debrief::connectors
