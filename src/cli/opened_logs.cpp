// SPDX-License-Identifier: Apache-2.0
#include "cli/opened_logs.hpp"

#include "base/ids.hpp"
#include "base/stamp.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

namespace debrief::cli {
namespace {

namespace fs = std::filesystem;

bool is_store(const fs::path& path) {
  return fs::exists(path / "index") && fs::exists(path / "blocks-1");
}

}  // namespace

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Result<logs::Formats> load_formats(const std::string& folder) {
  return logs::Formats::load(folder.empty() ? std::nullopt : std::optional(folder));
}

logs::ReadReport read_with_progress(logs::LogSet& set, const LogsReadOptions& options) {
  std::optional<Progress> bar;
  logs::ReadOptions read;
  read.zone = options.zone;
  read.known_at_ns = now_ns();
  read.progress = [&](const logs::InputProgress& progress) {
    if (progress.total == 0) return;
    if (!bar) bar.emplace("Reading logs (MB)", progress.total / 1'000'000);
    bar->step(progress.read / 1'000'000);
  };
  auto report = set.read(std::vector<fs::path>(options.paths.begin(), options.paths.end()), read);
  bar.reset();
  for (const auto& problem : report.problems) say(harmless(problem.source) + ": " + harmless(problem.message));
  return report;
}

Result<std::unique_ptr<OpenedLogs>> OpenedLogs::open(const LogsReadOptions& options) {
  auto opened = std::unique_ptr<OpenedLogs>(new OpenedLogs);
  opened->formats_ = std::make_unique<logs::Formats>(TRY(load_formats(options.formats)));
  if (!options.zone.empty() && !is_time_zone(options.zone))
    return invalid("'{}' is no time zone", options.zone)
        .at("--zone")
        .with_help("Use a name such as Europe/Berlin, or an offset such as +01:00.");
  for (const std::string& path : options.paths)
    if (path != "-" && !fs::exists(path)) return invalid("there is no file or folder {}", path);
  if (options.paths.size() == 1 && is_store(options.paths.front())) {
    opened->set_ = std::make_unique<logs::LogSet>(options.paths.front(), logs::Store::Access::read, *opened->formats_);
    return opened;
  }
  opened->temporary_ = fs::temp_directory_path() / ("debrief-logs-" + new_secret("").substr(0, 16));
  opened->set_ = std::make_unique<logs::LogSet>(opened->temporary_, logs::Store::Access::write, *opened->formats_);
  const auto report = read_with_progress(opened->set(), options);
  if (report.summary.sources == 0 && !report.problems.empty())
    return make_error(ErrorCode::unavailable, "nothing could be read");
  return opened;
}

OpenedLogs::~OpenedLogs() {
  set_.reset();
  std::error_code ignored;
  if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

}  // namespace debrief::cli
