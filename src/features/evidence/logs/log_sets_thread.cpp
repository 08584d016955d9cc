// SPDX-License-Identifier: Apache-2.0
// The thread of LogSets: reads what waits, and makes indexes smaller when nothing does.
#include "base/nanoseconds.hpp"
#include "features/evidence/logs/index_marks.hpp"
#include "features/evidence/logs/log_sets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace debrief::features::evidence::logs {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 16UL << 20;
constexpr int kMostMoves = 3;  // of a stream's file while it is opened; it moves once, when it is sealed

std::string problem_of(const debrief::logs::ReadReport& report) {
  if (report.problems.empty()) return {};
  const debrief::logs::InputProblem& first = report.problems.front();
  std::string problem =
      first.source.substr(std::min(first.source.find('/') + 1, first.source.size())) + ": " + first.message;
  if (report.problems.size() > 1) problem += fmt::format(" (and {} more)", report.problems.size() - 1);
  std::replace(problem.begin(), problem.end(), '\n', ' ');
  return problem;
}

// The next bytes of a file, up to `most` and to the end of a line.
std::string read_lines(std::ifstream& file, std::uint64_t most) {
  std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, most)), '\0');
  file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
  piece.resize(static_cast<std::size_t>(file.gcount()));
  const std::size_t end = piece.rfind('\n');
  if (end == std::string::npos || end + 1 == piece.size()) return piece;
  file.seekg(static_cast<std::streamoff>(end + 1) - static_cast<std::streamoff>(piece.size()), std::ios::cur);
  piece.resize(end + 1);
  return piece;
}

}  // namespace

std::shared_ptr<LogSet> LogSets::set_of(std::int64_t incident) {
  const std::scoped_lock lock(mutex_);
  return incidents_.at(incident).set;
}

void LogSets::work() {
  auto next_look = std::chrono::steady_clock::now() + tending_.pause;
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait_until(lock, next_look, [&] { return stopping_ || !jobs_.empty(); });
      if (stopping_) return;
      if (!jobs_.empty()) {
        job = std::move(jobs_.front());
        jobs_.pop_front();
        incidents_.at(job.incident).known.at(job.evidence).state = Pending::State::reading;
      }
    }
    if (job.read) do_job(job);
    if (stopping_) return;
    take_waiting();
    if (std::chrono::steady_clock::now() < next_look) continue;
    tend();
    next_look = std::chrono::steady_clock::now() + tending_.pause;
  }
}

void LogSets::do_job(const Job& job) {
  std::string problem;
  try {
    job.read();
  } catch (const std::exception& trouble) {
    problem = trouble.what();
    log_.warning("reading logs", {{"evidence", job.evidence}, {"what", problem}});
  }
  if (stopping_ || problem.empty()) return;
  const std::scoped_lock lock(mutex_);
  Pending& pending = incidents_.at(job.incident).known.at(job.evidence);
  pending.state = Pending::State::failed;
  pending.problem = problem;
}

void LogSets::read(std::int64_t incident, const domain::Evidence& evidence) {
  const auto set = set_of(incident);
  const fs::path folder = folder_of(incident);
  std::ofstream(folder / kReadingMark) << evidence.id;
  std::ifstream file(blobs_.path_of(evidence.sha256), std::ios::binary);
  if (!file) throw std::runtime_error("the original cannot be opened");
  const auto pull = [&](char* buffer, std::size_t size) {
    file.read(buffer, static_cast<std::streamsize>(size));
    return static_cast<std::size_t>(file.gcount());
  };
  debrief::logs::ReadOptions options;
  options.zone = evidence.zone.value_or("");
  options.known_at_ns = to_nanoseconds(evidence.recorded_at);
  options.go_on = [this] { return !stopping_.load(); };
  options.progress = [&](const debrief::logs::InputProgress& progress) {
    const std::scoped_lock lock(mutex_);
    incidents_.at(incident).known.at(evidence.id).read_bytes = progress.read;
  };
  const auto report =
      set->read(evidence.id + "/" + evidence.name, pull, static_cast<std::uint64_t>(evidence.size), options);
  if (stopping_) return;  // the mark stays, so that it is read again
  set_clocks(incident);
  done(incident, evidence.id, problem_of(report));
  fs::remove(folder / kReadingMark);
}

// As it is now: since it was put in the queue it may have grown, and been sealed, which moves its file.
LogSets::OpenStream LogSets::open_stream(const std::string& id) {
  for (int again = 0;; ++again) {
    const auto stream = streams_.find(id);
    if (!stream) throw std::runtime_error("there is no record of the stream any more");
    std::ifstream file(streams_.file_of(*stream), std::ios::binary);
    if (file) return {*stream, std::move(file)};
    if (again == kMostMoves) throw std::runtime_error("the file of the stream cannot be opened");
  }
}

void LogSets::read_stream(const std::string& id) {
  OpenStream opened = open_stream(id);
  const LogStream& stream = opened.stream;
  std::ifstream& file = opened.file;
  const auto set = set_of(stream.incident);
  const std::string name = stream.id + "/" + stream.source;
  auto taken = bytes_of(*set->catalogue(), stream.id);
  const bool fresh = taken == 0;
  file.seekg(static_cast<std::streamoff>(taken));
  const auto received = static_cast<std::uint64_t>(stream.received);
  while (taken < received && !stopping_) {
    const std::string lines = read_lines(file, received - taken);
    if (lines.empty()) throw std::runtime_error("the file of the stream has fewer bytes than were acknowledged");
    set->append(name, lines, to_nanoseconds(stream.updated_at));
    taken += lines.size();
    const std::scoped_lock lock(mutex_);
    incidents_.at(stream.incident).known.at(stream.id).read_bytes = taken;
  }
  if (stopping_) return;
  const bool clocks_due = [&] {
    const std::scoped_lock lock(mutex_);
    return clocks_due_.erase(stream.incident) > 0;
  }();
  if (fresh || clocks_due) set_clocks(stream.incident);
  if (stream.sealed) return done(stream.incident, stream.id, {});
  {
    const std::scoped_lock lock(mutex_);
    incidents_.at(stream.incident).known.erase(stream.id);
  }
  (void)of(stream.incident);  // more may have come meanwhile
}

void LogSets::done(std::int64_t incident, const std::string& evidence, const std::string& problem) {
  add_indexed(folder_of(incident), evidence, problem);
  const std::scoped_lock lock(mutex_);
  Incident& state = incidents_.at(incident);
  state.indexed[evidence] = problem;
  state.known.erase(evidence);
}

void LogSets::tend() {
  try {
    for (const std::int64_t incident : streams_.seal_quiet()) (void)of(incident);
    std::vector<std::int64_t> incidents;
    for (const auto& entry : fs::directory_iterator(folder_))
      if (const auto incident = incident_of(entry.path())) incidents.push_back(*incident);
    for (const std::int64_t incident : incidents) {
      const Due due_now = due(incident);
      if (due_now != Due::no && !stopping_) return compact(incident, due_now);
    }
  } catch (const std::exception& trouble) {
    log_.warning("tending the indexes of logs", {{"what", trouble.what()}});
  }
}

// That there is nothing to do is told by the size that the blocks had when it was done last.
LogSets::Due LogSets::due(std::int64_t incident) {
  const fs::path folder = folder_of(incident), blocks = folder / "blocks-1";
  std::error_code missing;
  const auto size = fs::file_size(blocks, missing);
  if (missing || fs::exists(folder / kReadingMark) || size == compact_size_in(folder)) return Due::no;
  if (fs::file_time_type::clock::now() - fs::last_write_time(blocks) >= tending_.quiet) return Due::when_idle;
  const std::scoped_lock lock(mutex_);
  const auto open = incidents_.find(incident);
  if (open == incidents_.end()) return Due::no;
  return count_small(*open->second.set->catalogue()) > tending_.most_small ? Due::now : Due::no;
}

void LogSets::compact(std::int64_t incident, Due due) {
  const auto set = of(incident).set;
  if (set == empty_) return;
  const fs::path folder = folder_of(incident);
  fs::path beside = folder;
  beside += kBeside;
  debrief::logs::Rewriting wanted;
  wanted.kept_bytes = wanted.intake.block_bytes * 3 / 4;
  wanted.go_on = [&] {
    const std::scoped_lock lock(mutex_);
    return !stopping_ && (due == Due::now || jobs_.empty());
  };
  const auto sizes = set->rewrite(beside, wanted);
  if (!sizes) return;
  write_compact_size(beside, fs::file_size(beside / "blocks-1"));
  {
    const std::scoped_lock lock(mutex_);
    Incident& state = incidents_.at(incident);
    debrief::logs::put_in_place(folder, beside);
    state.set = std::make_shared<LogSet>(folder, debrief::logs::Store::Access::write, formats_);
  }
  set_clocks(incident);  // what was set meanwhile went to the old index
  log_.info("an index of logs was made smaller", {{"incident", std::to_string(incident)},
                                                  {"before", std::to_string(sizes->before)},
                                                  {"after", std::to_string(sizes->after)}});
}

}  // namespace debrief::features::evidence::logs
