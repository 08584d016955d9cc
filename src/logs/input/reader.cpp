// SPDX-License-Identifier: Apache-2.0
#include "logs/input/reader.hpp"

#include "logs/input/byte_source.hpp"
#include "logs/input/input_walk.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace debrief::logs {
namespace {

namespace fs = std::filesystem;

class PulledSource final : public ByteSource {
 public:
  explicit PulledSource(const PullBytes& pull) : pull_(pull) {}
  std::size_t read(char* buffer, std::size_t size) override { return pull_(buffer, size); }

 private:
  const PullBytes& pull_;
};

class FileSource final : public ByteSource {
 public:
  /// Closes the file unless it is standard input.
  explicit FileSource(int descriptor) : descriptor_(descriptor) {}
  ~FileSource() override {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  std::size_t read(char* buffer, std::size_t size) override {
    ssize_t got = 0;
    do got = ::read(descriptor_, buffer, size);
    while (got < 0 && errno == EINTR);
    if (got >= 0) return static_cast<std::size_t>(got);
    damaged(std::string("it cannot be read: ") + std::strerror(errno));
    return 0;
  }

 private:
  int descriptor_;
};

struct File {
  fs::path path;
  std::string name;
  std::uint64_t size = 0;
};

// What there is to read, so that progress has a total.
class Listing {
 public:
  Listing(InputWalk& walk, std::size_t most) : walk_(walk), most_(most) {}

  void add(const fs::path& path) {
    if (path == "-") {
      files_.push_back({path, "stdin", 0});
      return;
    }
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) {
      add_folder(path);
    } else if (fs::is_regular_file(status) || fs::is_fifo(status)) {
      files_.push_back({path, path.filename().string(), size_of(path)});
    } else {
      walk_.problem(path.string(), fs::exists(status) ? "it is neither a file nor a folder"
                                                      : "there is no such file or folder, or it may not be read");
    }
  }

  [[nodiscard]] const std::vector<File>& files() const { return files_; }
  [[nodiscard]] std::uint64_t total() const {
    std::uint64_t total = 0;
    for (const File& file : files_) total += file.size;
    return total;
  }

 private:
  static std::uint64_t size_of(const fs::path& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    return error ? 0 : size;
  }

  void add_folder(const fs::path& folder) {
    std::error_code error;
    const fs::path root = fs::canonical(folder, error);
    std::vector<File> found;
    const std::string base = root.filename().string();
    fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied, error);
    for (const fs::recursive_directory_iterator end; !error && entry != end && found.size() <= most_;
         entry.increment(error)) {
      const std::string name = base + "/" + entry->path().lexically_relative(root).string();
      if (entry->is_symlink(error) && !leads_inside(entry->path(), root)) {
        walk_.problem(name, "it is a link to a place outside of the folder: it is not followed");
      } else if (entry->is_regular_file(error)) {
        found.push_back({entry->path(), name, size_of(entry->path())});
      }
    }
    if (error) walk_.problem(folder.string(), "the folder cannot be read: " + error.message());
    std::sort(found.begin(), found.end(), [](const File& a, const File& b) { return a.path < b.path; });
    files_.insert(files_.end(), found.begin(), found.end());
  }

  static bool leads_inside(const fs::path& link, const fs::path& root) {
    std::error_code error;
    const fs::path target = fs::canonical(link, error);
    if (error) return false;
    return std::mismatch(root.begin(), root.end(), target.begin(), target.end()).first == root.end();
  }

  InputWalk& walk_;
  std::size_t most_;
  std::vector<File> files_;
};

std::optional<std::int64_t> modified(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

void read_file(InputWalk& walk, const File& file) {
  if (!walk.count_entry(file.name)) return;
  const int descriptor = file.path == "-" ? STDIN_FILENO : ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return walk.problem(file.name, std::string("it cannot be opened: ") + std::strerror(errno));
  FileSource source(descriptor);
  walk.read(source, file.name, modified(descriptor));
}

}  // namespace

InputSummary read_inputs(const std::vector<fs::path>& paths, const InputLimits& limits, const InputReceiver& receiver) {
  InputWalk walk(limits, receiver);
  Listing listing(walk, limits.entries);
  for (const fs::path& path : paths) listing.add(path);
  walk.expect(listing.total());
  for (const File& file : listing.files()) {
    if (walk.stopped()) break;
    read_file(walk, file);
  }
  return walk.summary();
}

InputSummary read_stream(const std::string& name, const PullBytes& pull, std::uint64_t total, const InputLimits& limits,
                         const InputReceiver& receiver) {
  InputWalk walk(limits, receiver);
  walk.expect(total);
  PulledSource source(pull);
  walk.read(source, name, std::nullopt);
  return walk.summary();
}

}  // namespace debrief::logs
