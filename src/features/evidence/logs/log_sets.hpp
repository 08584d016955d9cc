// SPDX-License-Identifier: Apache-2.0
// The logs among the evidence of incidents, indexed so that they can be searched. An index is made from originals and
// can be made again from them: it lives beside the database, on each server its own, and is not part of backups.
#pragma once

#include "base/json.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "db/blob_store.hpp"
#include "domain/evidence.hpp"
#include "journal/journal.hpp"
#include "journal/news_thread.hpp"
#include "logs/set/log_set.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace debrief::features::evidence::logs {

using debrief::logs::LogSet;

/// Evidence that is not indexed: it waits, is being read, or could not be read.
struct Pending {
  enum class State { queued, reading, failed };
  std::string evidence;
  std::string name;
  State state = State::queued;
  std::uint64_t read_bytes = 0;
  std::uint64_t total_bytes = 0;
  std::string problem;
};

/// The logs of one incident.
struct IncidentLogs {
  std::shared_ptr<LogSet> set;
  std::vector<Pending> pending;
};

/// The evidence that a source of a log set was read from, and what the source is called there.
struct SourceName {
  std::string evidence;
  std::string name;
};
[[nodiscard]] SourceName source_name_of(const debrief::logs::Source& source);

/// The settings, with what a fact `evidence.clock` tells of them.
[[nodiscard]] debrief::logs::ClockSettings with_clock(debrief::logs::ClockSettings clock, const json::object& told);

/// All members are safe from any thread.
class LogSets {
 public:
  /// Indexes lie in `folder`. Everything given must outlive it.
  LogSets(journal::Journal& journal, db::BlobStore& blobs, std::filesystem::path folder, Log& log);
  ~LogSets();
  LogSets(const LogSets&) = delete;
  LogSets& operator=(const LogSets&) = delete;

  /// From now on evidence is indexed as it comes.
  void start();
  /// The logs of an incident as far as they are indexed; the rest is put in the queue. For callers that may see it.
  [[nodiscard]] IncidentLogs of(std::int64_t incident);
  /// Gives the sources of an incident's logs the clocks that its journal tells of; while logs of the incident are being
  /// read, that happens when they are.
  void set_clocks(std::int64_t incident);
  /// What addresses are masked with, so that equal ones look equal: the same for all incidents of this server.
  [[nodiscard]] const std::string& mask_key() const { return mask_key_; }

 private:
  struct Job {
    std::int64_t incident = 0;
    domain::Evidence evidence;
  };
  struct Incident {
    std::shared_ptr<LogSet> set;
    std::map<std::string, Pending> known;        // by evidence: in the queue, at hand, or stopped by trouble of ours
    std::map<std::string, std::string> indexed;  // by evidence: what could not be read of it
    std::uint64_t used = 0;
  };
  void hear();
  void work();
  void read(const Job& job);
  void enqueue(std::int64_t incident, Incident& state, const domain::Evidence& evidence);
  Incident& open(std::int64_t incident);
  void close_idle();
  [[nodiscard]] std::filesystem::path folder_of(std::int64_t incident) const;

  journal::Journal& journal_;
  db::BlobStore& blobs_;
  const std::filesystem::path folder_;
  Log& log_;
  debrief::logs::Formats formats_;
  std::string mask_key_;
  std::int64_t position_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::int64_t, Incident> incidents_;  // whose index is open
  std::uint64_t uses_ = 0;
  std::shared_ptr<LogSet> empty_;  // for incidents without logs
  std::deque<Job> jobs_;
  std::atomic<bool> stopping_{false};
  std::thread reader_;
  std::mutex clocks_;
  std::optional<journal::NewsThread> news_;  // ends first: it calls what stands above
};

}  // namespace debrief::features::evidence::logs
