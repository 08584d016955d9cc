// SPDX-License-Identifier: Apache-2.0
// A branch of a repository elsewhere: fetched from, and pushed to without ever forcing.
//
// Errors: invalid for an address that is not one, unavailable for what may work later (with what the other side
// said), conflict when somebody pushed in between. Safe from any thread.
#pragma once

#include "base/result.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace debrief::git {

struct Remote {
  std::string address;  ///< absolute path of a bare repository, https://… or ssh://…, git@host:path
  std::string branch = "main";
  std::string user = "git";        ///< for https
  std::string token = {};          ///< its password; never part of an address or a message
  std::filesystem::path key = {};  ///< private key for ssh; empty: the agent is asked
  /// Certificates (PEM) that vouch for an https server, beside those of the system. They hold for the whole process.
  std::filesystem::path authority = {};
};

struct Limits {
  std::chrono::milliseconds time = std::chrono::minutes(5);  ///< of one fetch or push
  std::size_t bytes = 1'000'000'000;                         ///< received by one fetch
};

/// Errors: invalid, with the offending part as field ("address" or "branch").
[[nodiscard]] Result<> check(const Remote& remote);

/// Brings the branch into the bare repository `folder`, which is made when it is not there. Returns the hash of its
/// newest commit; absent when the branch does not exist yet. `stop` ends the wait.
[[nodiscard]] Result<std::optional<std::string>> fetch(const std::filesystem::path& folder, const Remote& remote,
                                                       const Limits& limits, const std::atomic<bool>& stop);

/// Makes `commit` of the repository `folder` the newest of the branch, which is made when it does not exist.
[[nodiscard]] Result<> push(const std::filesystem::path& folder, const Remote& remote, const std::string& commit,
                            const Limits& limits, const std::atomic<bool>& stop);

}  // namespace debrief::git
