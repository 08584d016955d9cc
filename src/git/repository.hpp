// SPDX-License-Identifier: Apache-2.0
// A bare repository on this machine: reading what commits changed, and making commits without a working copy.
//
// Throws std::runtime_error for what the disk or the repository broke. One object serves one thread at a time.
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::git {

/// A file that a commit changed. `path` is where it was before, or where a new one is.
struct FileChange {
  std::string path;
  std::optional<std::string> before;
  std::optional<std::string> after;  ///< absent: removed
  bool too_large = false;            ///< then neither text is read
};

struct Commit {
  std::string hash;
  std::string author;   ///< name, as valid UTF-8
  std::string subject;  ///< first line of the message
  Instant at;
  std::vector<FileChange> changes;
};

/// Files by their path; absent ones are removed.
using Files = std::map<std::string, std::optional<std::string>>;

class Repository {
 public:
  /// Opens the bare repository `folder`, or makes it.
  explicit Repository(const std::filesystem::path& folder);
  ~Repository();
  Repository(Repository&&) noexcept;

  /// Hashes of the commits that lead to `newest` and are not part of `known`'s history, the oldest first. A `known`
  /// that is not here is passed over.
  [[nodiscard]] std::vector<std::string> list_commits(const std::string& newest,
                                                      const std::optional<std::string>& known);

  /// What a commit changed in `folder`, compared with the commit before it; of a merge, only what the merge itself
  /// changed. Renamed files count as changed.
  [[nodiscard]] Commit read_commit(const std::string& hash, const std::string& folder, std::size_t most_bytes);

  [[nodiscard]] std::optional<std::string> find_file(const std::string& commit, const std::string& path);

  /// Makes a commit with `files` on top of `parent` (absent: the first one) and returns its hash.
  [[nodiscard]] std::string commit(const std::optional<std::string>& parent, const Files& files,
                                   const std::string& message, const std::string& author, const std::string& mail,
                                   Instant at);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace debrief::git
