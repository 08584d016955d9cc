// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/log_sets.hpp"

#include "base/ids.hpp"
#include "domain/events.hpp"
#include "features/evidence/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

namespace debrief::features::evidence::logs {
namespace {

namespace fs = std::filesystem;
using debrief::logs::Store;

constexpr std::size_t kPage = 500;
constexpr std::chrono::seconds kAgain{5};
constexpr const char* kDone = "indexed";     // the ids of evidence that was read to its end
constexpr const char* kReading = "reading";  // there while evidence is being read

debrief::logs::Formats all_formats() {
  auto formats = debrief::logs::Formats::load(std::nullopt);
  if (!formats) throw std::runtime_error("log formats: " + formats.error().message);
  return std::move(*formats);
}

// Made once; without it, what is shown for an address could be computed by anybody.
std::string key_in(const fs::path& file) {
  std::string key;
  std::ifstream(file, std::ios::binary) >> key;
  if (!key.empty()) return key;
  key = new_secret("");
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << key;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  return key;
}

// What a connector reads becomes entries of the timeline; the rest may be a log. An archive whose members were stored
// is read member by member.
std::vector<domain::Evidence> logs_among(const std::vector<domain::Evidence>& all) {
  static constexpr std::array kOther{"image/", "video/", "audio/", "application/pdf"};
  std::set<std::string> parents;
  for (const domain::Evidence& one : all)
    if (one.parent) parents.insert(*one.parent);
  std::vector<domain::Evidence> logs;
  for (const domain::Evidence& one : all) {
    const bool other = std::any_of(kOther.begin(), kOther.end(),
                                   [&](std::string_view type) { return one.media_type.starts_with(type); });
    const bool unread = !one.format || *one.format == "archive";
    if (unread && !other && one.size > 0 && !parents.contains(one.id)) logs.push_back(one);
  }
  return logs;
}

}  // namespace

SourceName source_name_of(const debrief::logs::Source& source) {
  const std::size_t end = std::min(source.name.find('/'), source.name.size());
  return {source.name.substr(0, end), source.name.substr(std::min(end + 1, source.name.size()))};
}

LogSets::LogSets(journal::Journal& journal, db::BlobStore& blobs, fs::path folder, Log& log)
    : journal_(journal),
      blobs_(blobs),
      folder_(std::move(folder)),
      log_(log),
      formats_(all_formats()),
      mask_key_(key_in(folder_ / "mask-key")) {
  reader_ = std::thread([this] { work(); });
}

LogSets::~LogSets() {
  news_.reset();
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  reader_.join();
}

void LogSets::start() {
  position_ = journal_.newest_position();
  news_.emplace(journal_, kAgain, [this] {
    try {
      hear();
    } catch (const std::exception& trouble) {
      log_.warning("looking for new logs", {{"what", trouble.what()}});
    }
  });
}

void LogSets::hear() {
  for (;;) {
    const auto facts = journal_.list_after(position_, kPage);
    if (facts.empty()) return;
    std::set<std::int64_t> incidents;
    for (const auto& fact : facts)
      if (fact.kind == domain::events::kEvidenceAdded) incidents.insert(fact.incident);
    for (const std::int64_t incident : incidents) (void)of(incident);
    position_ = facts.back().position;
  }
}

fs::path LogSets::folder_of(std::int64_t incident) const {
  return folder_ / std::to_string(incident);
}

// Needs mutex_. An index whose reading was interrupted holds half of something: it is made anew.
LogSets::Incident& LogSets::open(std::int64_t incident) {
  const auto known = incidents_.find(incident);
  if (known != incidents_.end()) return known->second;
  const fs::path folder = folder_of(incident);
  if (fs::exists(folder / kReading)) fs::remove_all(folder);
  Incident state;
  try {
    state.set = std::make_shared<LogSet>(folder, Store::Access::write, formats_);
  } catch (const debrief::logs::Damaged& damage) {
    log_.warning("an index of logs is damaged and made anew",
                 {{"incident", std::to_string(incident)}, {"what", damage.what()}});
    fs::remove_all(folder);
    state.set = std::make_shared<LogSet>(folder, Store::Access::write, formats_);
  }
  std::ifstream done(folder / kDone);
  for (std::string id; done >> id;) state.indexed.push_back(id);
  return incidents_.emplace(incident, std::move(state)).first->second;
}

void LogSets::enqueue_missing(std::int64_t incident, Incident& state) {
  const auto all = journal_.database().read([&](db::Connection& db) { return evidence::store::list(db, incident); });
  for (const domain::Evidence& one : logs_among(all.items)) {
    if (state.known.contains(one.id) ||
        std::find(state.indexed.begin(), state.indexed.end(), one.id) != state.indexed.end())
      continue;
    state.known[one.id] = {one.id, one.name, Pending::State::queued, 0, static_cast<std::uint64_t>(one.size), {}};
    jobs_.push_back({incident, one});
    changed_.notify_all();
  }
}

IncidentLogs LogSets::of(std::int64_t incident) {
  const std::scoped_lock lock(mutex_);
  Incident& state = open(incident);
  enqueue_missing(incident, state);
  IncidentLogs logs{state.set, {}};
  for (const auto& [id, pending] : state.known) logs.pending.push_back(pending);
  return logs;
}

void LogSets::work() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      job = std::move(jobs_.front());
      jobs_.pop_front();
      incidents_.at(job.incident).known.at(job.evidence.id).state = Pending::State::reading;
    }
    std::string problem;
    try {
      read(job);
    } catch (const std::exception& trouble) {
      problem = trouble.what();
      log_.warning("reading logs", {{"evidence", job.evidence.id}, {"what", problem}});
    }
    if (stopping_) return;
    if (problem.empty()) continue;
    const std::scoped_lock lock(mutex_);
    Pending& pending = incidents_.at(job.incident).known.at(job.evidence.id);
    pending.state = Pending::State::failed;
    pending.problem = problem;
  }
}

void LogSets::read(const Job& job) {
  std::shared_ptr<LogSet> set;
  {
    const std::scoped_lock lock(mutex_);
    set = incidents_.at(job.incident).set;
  }
  const fs::path folder = folder_of(job.incident);
  std::ofstream(folder / kReading) << job.evidence.id;
  std::ifstream file(blobs_.path_of(job.evidence.sha256), std::ios::binary);
  if (!file) throw std::runtime_error("the original cannot be opened");
  const auto pull = [&](char* buffer, std::size_t size) {
    file.read(buffer, static_cast<std::streamsize>(size));
    return static_cast<std::size_t>(file.gcount());
  };
  debrief::logs::ReadOptions options;
  options.zone = job.evidence.zone.value_or("");
  options.known_at_ns = job.evidence.recorded_at.micros * 1000;
  options.go_on = [this] { return !stopping_.load(); };
  options.progress = [&](const debrief::logs::InputProgress& progress) {
    const std::scoped_lock lock(mutex_);
    incidents_.at(job.incident).known.at(job.evidence.id).read_bytes = progress.read;
  };
  const auto report = set->read(job.evidence.id + "/" + job.evidence.name, pull,
                                static_cast<std::uint64_t>(job.evidence.size), options);
  if (stopping_) return;  // the mark stays, so that it is read again
  std::ofstream(folder / kDone, std::ios::app) << job.evidence.id << '\n';
  fs::remove(folder / kReading);
  const std::scoped_lock lock(mutex_);
  Incident& state = incidents_.at(job.incident);
  state.indexed.push_back(job.evidence.id);
  if (report.problems.empty()) {
    state.known.erase(job.evidence.id);
    return;
  }
  Pending& pending = state.known.at(job.evidence.id);
  pending.state = Pending::State::failed;
  pending.problem =
      report.problems.front().source.substr(job.evidence.id.size() + 1) + ": " + report.problems.front().message;
  if (report.problems.size() > 1) pending.problem += fmt::format(" (and {} more)", report.problems.size() - 1);
}

}  // namespace debrief::features::evidence::logs
