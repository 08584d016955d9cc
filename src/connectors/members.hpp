// SPDX-License-Identifier: Apache-2.0
// The members of an archive (zip; tar, plain or compressed by gzip, bzip2, xz or zstd; single compressed
// files), streamed within limits. Nothing is ever written under a member's name.
#pragma once

#include "base/result.hpp"
#include "domain/evidence.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors {

/// Against archives that are made to do harm. Sizes in bytes, of the unpacked content.
struct MemberLimits {
  std::size_t members = 10'000;
  std::uint64_t total_bytes = std::uint64_t{1} << 30;
  std::uint64_t member_bytes = std::uint64_t{256} << 20;
  std::uint64_t ratio = 200;                               ///< unpacked to packed size of the whole archive
  std::uint64_t ratio_allowance = std::uint64_t{8} << 20;  ///< the ratio is not looked at below this size
  int depth = 2;                                           ///< archives within archives: 1 is no nesting
};

struct Member {
  std::string name;  ///< relative, with "/" between folders; valid UTF-8
  std::string bytes;
};

/// Takes each member in the order of the archive.
using TakeMember = std::function<void(Member member)>;

/// What was met on the way.
struct MembersRead {
  std::size_t members = 0;
  std::uint64_t bytes = 0;
  std::vector<domain::Unread> unread;  ///< members refused or damaged; `name` is the member's
};

/// True when the first bytes are those of an archive or of a compressed file.
[[nodiscard]] bool is_archive(std::string_view bytes);

/// Gives every readable member to `take`. Refused and listed in `unread`: names that are absolute or lead
/// upwards ("..", bytes unused), links and devices, encrypted members, members over the limit, members that
/// share bytes with another. When the archive is damaged or goes over a limit as a whole, what came before
/// is kept and the rest is listed as one. `name` is the archive's, which names the content of a
/// compressed single file. Errors: unsupported when it is no archive.
Result<MembersRead> each_member(std::string_view archive, const std::string& name, const MemberLimits& limits,
                                const TakeMember& take);

/// As above, from a file on disk, without reading it into memory as a whole. Errors: not_found, unsupported.
Result<MembersRead> each_member(const std::filesystem::path& file, const MemberLimits& limits, const TakeMember& take);

}  // namespace debrief::connectors
