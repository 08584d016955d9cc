// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "cli/followed_file.hpp"
#include "cli/logs_commands.hpp"
#include "cli/opened_logs.hpp"
#include "cli/send_lines.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

namespace debrief::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto kPause = std::chrono::milliseconds(500);

volatile std::sig_atomic_t stopped = 0;

bool go_on() {
  return stopped == 0;
}

void stop_on_signals() {
  std::signal(SIGINT, [](int) { stopped = 1; });
  std::signal(SIGTERM, [](int) { stopped = 1; });
}

// How far a file was taken. It stands beside the index, so that following goes on where it stood; written behind the
// lines, so that a crash in between takes some lines twice rather than never.
FollowedFile::Place read_place(const fs::path& file) {
  FollowedFile::Place place;
  std::ifstream(file) >> place.inode >> place.offset;
  return place;
}

void write_place(const fs::path& file, const FollowedFile::Place& place) {
  fs::path fresh = file;
  fresh += ".new";
  std::ofstream(fresh) << place.inode << ' ' << place.offset << '\n';
  fs::rename(fresh, file);
}

Result<> check_file(const std::string& file) {
  if (!fs::is_regular_file(file)) return invalid("{} is no file that can be followed", file);
  return {};
}

Result<int> follow(const LogsFollowOptions& options) {
  const auto formats = TRY(load_formats(options.formats));
  TRY(check_file(options.file));
  logs::LogSet set(options.store, logs::Store::Access::write, formats);
  stop_on_signals();
  const fs::path kept = fs::path(options.store) / ("followed-" + to_hex(sha256(options.file)).substr(0, 16));
  FollowedFile file(options.file, read_place(kept));
  while (go_on()) {
    const std::string_view lines = file.lines();
    if (lines.empty()) {
      std::this_thread::sleep_for(kPause);
      continue;
    }
    set.append(options.file, lines, now_ns());
    file.taken();
    write_place(kept, file.place());
  }
  return kDone;
}

}  // namespace

int follow_log(const LogsFollowOptions& options) {
  const auto code = follow(options);
  return code ? *code : report(code.error());
}

int send_log(ApiClient& api, const LogsFollowOptions& options) {
  if (const auto checked = check_file(options.file); !checked) return report(checked.error());
  stop_on_signals();
  const auto sent = send_lines(api, {options.store, options.file, options.source, options.once}, go_on);
  return sent ? kDone : report(sent.error());
}

bool names_incident(const std::string& text) {
  const std::size_t digits = text.starts_with("INC-") ? 4 : 0;
  return text.size() > digits && text.find_first_not_of("0123456789", digits) == std::string::npos && !fs::exists(text);
}

}  // namespace debrief::cli
