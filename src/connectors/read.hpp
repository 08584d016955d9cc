// SPDX-License-Identifier: Apache-2.0
// Reads evidence of every known format: bytes in, entries out. Pure; safe from any thread. Whatever cannot
// be read is listed with the reason (Reading::unread), never dropped and never an error: the original stays
// evidence in any case.
#pragma once

#include "connectors/members.hpp"
#include "domain/evidence.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors {

/// A file as given: its name, with folders, and its content, which must outlive the call.
struct NamedBytes {
  std::string name;
  std::string_view bytes;
};

/// What one file holds.
struct FileReading {
  std::string name;                   ///< as given; of a member, its name within the archive
  std::optional<std::size_t> parent;  ///< index, in the result, of the archive that it is a member of
  std::string bytes;                  ///< content of a member; empty for files that the caller gave
  domain::Reading reading;            ///< `format` is empty when no connector reads it
};

/// Reads files that belong to one incident. Archives are unpacked, archives within archives once more; a chat
/// export is understood as a whole, be it an archive or a folder. Files that give full dates are read first:
/// they tell the day for those that do not. A file with the same bytes as an earlier one is not read twice.
///
/// `zone`: IANA name or offset for times that name none; UTC when absent. The result begins with one reading
/// for each file, in the order given; members of archives follow.
[[nodiscard]] std::vector<FileReading> read_all(std::span<const NamedBytes> files,
                                                const std::optional<std::string>& zone,
                                                const MemberLimits& limits = {});

/// Reads one file by itself. An archive is not unpacked here: its reading says so in `unread`.
[[nodiscard]] domain::Reading read(std::string_view bytes, const domain::ReadContext& context);

/// How one format is known and read.
struct Connector {
  std::string_view name;   ///< the format: Evidence::format and Reading::format
  std::string_view title;  ///< for people
  /// How surely the file is of this format, 0 (not at all) to 100, by its name and its first bytes
  /// (decoded to UTF-8, at most kHeadLimit).
  int (*recognise)(std::string_view name, std::string_view head);
  domain::Reading (*read)(std::string_view bytes, const domain::ReadContext& context);
  bool uses_around;  ///< whether ReadContext::around can change what is read
};

inline constexpr std::size_t kHeadLimit = 64 * 1024;

/// Every connector for files, in the order in which equal confidence is decided.
[[nodiscard]] std::span<const Connector> connectors();

/// The one that reads the file; null for archives, binary files and what nobody knows.
[[nodiscard]] const Connector* find_connector(std::string_view name, std::string_view bytes);

}  // namespace debrief::connectors
