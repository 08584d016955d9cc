// SPDX-License-Identifier: Apache-2.0
// The mirror: published postmortems that everyone may read, as Markdown files on a branch of a git repository, and what
// others commit there, back as suggestions.
//
// The journal is followed: what is published is committed within seconds, what could not be is tried again, later and
// later. Our commits stand on top of theirs and are never forced. Every step can be done twice: a server that was
// killed in the middle goes on where it was.
#pragma once

#include "features/postmortems/mirror/mirror_store.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/review/review.hpp"
#include "git/remote.hpp"
#include "git/repository.hpp"
#include "journal/news_thread.hpp"

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::postmortems::mirror {

struct Settings {
  git::Remote remote;            ///< an empty address: there is no mirror
  std::filesystem::path folder;  ///< for our copy of the repository; may be removed at any time
  std::string name = "Debrief";  ///< whose commits are ours
  std::string mail = "debrief@localhost";
  Micros interval = std::chrono::minutes(5);  ///< between two looks at the branch
  git::Limits limits = {};
};

struct Ports {
  postmortems::Ports document;
  review::Ports review;
};

/// How the mirror stands.
struct Standing {
  bool configured = false;
  std::string address;
  std::string branch;
  store::State state;
  std::int64_t documents = 0;            ///< that stand in the mirror
  std::int64_t pending = 0;              ///< to be written or taken back
  std::int64_t taken = 0;                ///< suggestions and comments made of others' commits
  std::vector<store::Problem> problems;  ///< commits that could not be taken, the newest first
};

struct Plan;

/// All members are safe from any thread.
class Mirror {
 public:
  Mirror(journal::Journal& journal, Ports ports, Settings settings, Log& log);
  ~Mirror();
  Mirror(const Mirror&) = delete;
  Mirror& operator=(const Mirror&) = delete;

  /// Keeps the mirror from now on, on a thread of its own. Does nothing where none is configured.
  void start();

  /// Takes what others committed and writes what is to be written, now. Errors: conflict without a mirror, unavailable;
  /// they are kept as the state of the mirror too.
  Result<> sync();

  [[nodiscard]] Standing standing();

 private:
  void tick();
  Result<> go();
  Result<bool> step(git::Repository& repository);
  Result<std::optional<std::string>> look(git::Repository& repository);
  void record(const Plan& plan, const std::string& commit);
  void note_failure(const Error& error);

  journal::Journal& journal_;
  const Ports ports_;
  const Settings settings_;
  Log& log_;
  std::mutex mutex_;  // one synchronisation at a time
  std::atomic<bool> stopping_{false};
  std::int64_t seen_position_ = -1;  // of the journal, by tick()
  std::int64_t pending_ = 0;         // at that position
  std::optional<journal::NewsThread> thread_;
};

}  // namespace debrief::features::postmortems::mirror
