// SPDX-License-Identifier: Apache-2.0
#include "cli/logs_commands.hpp"
#include "cli/opened_logs.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>
#include <utility>

namespace debrief::cli {
namespace {

constexpr auto kPause = std::chrono::milliseconds(500);
constexpr std::size_t kPiece = 4UL << 20;

volatile std::sig_atomic_t stopped = 0;

ino_t inode_of(const std::string& file) {
  struct stat state {};
  return ::stat(file.c_str(), &state) == 0 ? state.st_ino : 0;
}

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Appends whole lines of what the stream has gained; returns how many bytes.
std::size_t take_more(std::ifstream& stream, std::string& rest, logs::LogSet& set, const std::string& name) {
  std::string more(kPiece, '\0');
  stream.clear();
  stream.read(more.data(), static_cast<std::streamsize>(more.size()));
  more.resize(static_cast<std::size_t>(stream.gcount()));
  rest += more;
  const std::size_t end = rest.rfind('\n');
  if (end == std::string::npos) return more.size();
  set.append(name, std::string_view(rest).substr(0, end + 1), now_ns());
  rest.erase(0, end + 1);
  return more.size();
}

Result<int> follow(const LogsFollowOptions& options) {
  const auto formats = TRY(load_formats(options.formats));
  logs::LogSet set(options.store, logs::Store::Access::write, formats);
  std::signal(SIGINT, [](int) { stopped = 1; });
  std::signal(SIGTERM, [](int) { stopped = 1; });
  std::ifstream stream(options.file, std::ios::binary);
  if (!stream) return invalid("{} cannot be opened", options.file);
  ino_t inode = inode_of(options.file);
  std::uint64_t bytes = 0;
  std::string rest;
  // What the store has of the file already, when it was followed before.
  for (const auto& block : set.catalogue()->blocks)
    if (set.catalogue()->sources[block->record.source].name == options.file) bytes += block->record.summary.raw_bytes;
  stream.seekg(0, std::ios::end);
  stream.seekg(static_cast<std::streamoff>(static_cast<std::uint64_t>(stream.tellg()) >= bytes ? bytes : 0));
  while (stopped == 0) {
    if (take_more(stream, rest, set, options.file) != 0) continue;
    if (const ino_t now = inode_of(options.file); now != 0 && now != inode) {
      // Rotated: the old file was read to its end, and nobody will end its last line any more.
      if (!rest.empty()) set.append(options.file, std::exchange(rest, {}) + "\n", now_ns());
      stream = std::ifstream(options.file, std::ios::binary);
      inode = now;
      continue;
    }
    std::this_thread::sleep_for(kPause);
  }
  if (!rest.empty()) set.append(options.file, rest, now_ns());
  return kDone;
}

}  // namespace

int follow_log(const LogsFollowOptions& options) {
  const auto code = follow(options);
  return code ? *code : report(code.error());
}

}  // namespace debrief::cli
