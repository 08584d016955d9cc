// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "cli/logs_commands.hpp"
#include "cli/opened_logs.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>

namespace debrief::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto kPause = std::chrono::milliseconds(500);
constexpr std::size_t kPiece = 4UL << 20;

volatile std::sig_atomic_t stopped = 0;

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// How far a file was taken. It stands beside the index, so that following goes on where it stood; written behind the
// lines, so that a crash in between takes some lines twice rather than never.
struct Place {
  ino_t inode = 0;
  std::uint64_t offset = 0;
};

Place read_place(const fs::path& file) {
  Place place;
  std::ifstream(file) >> place.inode >> place.offset;
  return place;
}

void write_place(const fs::path& file, const Place& place) {
  fs::path fresh = file;
  fresh += ".new";
  std::ofstream(fresh) << place.inode << ' ' << place.offset << '\n';
  fs::rename(fresh, file);
}

class Follower {
 public:
  Follower(logs::LogSet& set, std::string file, fs::path kept)
      : set_(set),
        file_(std::move(file)),
        kept_(std::move(kept)),
        place_(read_place(kept_)),
        stream_(file_, std::ios::binary) {
    if (place_.inode != inode_now() || place_.offset > size_now()) place_ = {inode_now(), 0};
  }

  // Takes what there is; false when there is nothing new.
  bool step() {
    if (size_of_stream() < place_.offset + rest_.size()) {
      // Cut and written anew.
      end_line();
      place_.offset = 0;
    }
    if (take_more()) return true;
    const ino_t now = inode_now();
    if (now == 0 || now == place_.inode) return false;
    // Rotated: the old file was read to its end.
    end_line();
    stream_ = std::ifstream(file_, std::ios::binary);
    place_ = {now, 0};
    return true;
  }

 private:
  [[nodiscard]] ino_t inode_now() const {
    struct stat state {};
    return ::stat(file_.c_str(), &state) == 0 ? state.st_ino : 0;
  }
  [[nodiscard]] std::uint64_t size_now() const {
    std::error_code ignored;
    const auto size = fs::file_size(file_, ignored);
    return ignored ? 0 : size;
  }
  std::uint64_t size_of_stream() {
    stream_.clear();
    stream_.seekg(0, std::ios::end);
    return static_cast<std::uint64_t>(std::max<std::streamoff>(0, stream_.tellg()));
  }

  // Appends whole lines of what the file has gained.
  bool take_more() {
    std::string more(kPiece, '\0');
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(place_.offset + rest_.size()));
    stream_.read(more.data(), static_cast<std::streamsize>(more.size()));
    more.resize(static_cast<std::size_t>(stream_.gcount()));
    rest_ += more;
    const std::size_t end = rest_.rfind('\n');
    if (end != std::string::npos) {
      set_.append(file_, std::string_view(rest_).substr(0, end + 1), now_ns());
      rest_.erase(0, end + 1);
      place_.offset += end + 1;
      write_place(kept_, place_);
    }
    return !more.empty();
  }

  // Nobody will end the last line of a file that is gone.
  void end_line() {
    if (!rest_.empty()) set_.append(file_, std::exchange(rest_, {}) + "\n", now_ns());
  }

  logs::LogSet& set_;
  const std::string file_;
  const fs::path kept_;
  Place place_;
  std::ifstream stream_;
  std::string rest_;  // of a line that is not complete
};

Result<int> follow(const LogsFollowOptions& options) {
  const auto formats = TRY(load_formats(options.formats));
  if (!fs::is_regular_file(options.file)) return invalid("{} is no file that can be followed", options.file);
  logs::LogSet set(options.store, logs::Store::Access::write, formats);
  std::signal(SIGINT, [](int) { stopped = 1; });
  std::signal(SIGTERM, [](int) { stopped = 1; });
  const std::string name = "followed-" + to_hex(sha256(options.file)).substr(0, 16);
  Follower follower(set, options.file, fs::path(options.store) / name);
  while (stopped == 0)
    if (!follower.step()) std::this_thread::sleep_for(kPause);
  return kDone;
}

}  // namespace

int follow_log(const LogsFollowOptions& options) {
  const auto code = follow(options);
  return code ? *code : report(code.error());
}

}  // namespace debrief::cli
