// SPDX-License-Identifier: Apache-2.0
#include "recognise.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "logs/scan/scanner.hpp"
#include "logs/store/line_stamps.hpp"

namespace debrief::bench {
namespace {

constexpr std::size_t kPiece = 256UL * 1024;
constexpr std::size_t kMore = 1024;  // read at a time until a line ends
constexpr std::size_t kKnown = 1UL << 16;

class LogFile {
 public:
  explicit LogFile(const std::filesystem::path& path)
      : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC)), size_(std::filesystem::file_size(path)) {
    if (descriptor_ < 0) throw std::runtime_error("cannot read " + path.string());
  }
  LogFile(LogFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  LogFile& operator=(LogFile&&) = delete;
  ~LogFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }

  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Bytes from `offset` behind the first `at` of the buffer, which grows when it must; how many there were.
  std::size_t read(std::uint64_t offset, std::size_t size, std::size_t at, std::string& buffer) const {
    if (buffer.size() < at + size + logs::Scanner::kPadding) buffer.resize(at + size + logs::Scanner::kPadding);
    const ssize_t count = pread(descriptor_, buffer.data() + at, size, static_cast<off_t>(offset));
    if (count < 0) throw std::runtime_error("a log cannot be read");
    return static_cast<std::size_t>(count);
  }

 private:
  int descriptor_;
  std::uint64_t size_;
};

/// Of a file: the lines that begin in it.
struct Piece {
  std::size_t file = 0;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

/// The lines of a piece; the buffer keeps them.
std::string_view lines_of(const LogFile& file, const Piece& piece, std::string& buffer) {
  const std::uint64_t from = piece.begin == 0 ? 0 : piece.begin - 1;
  std::size_t size = file.read(from, piece.end - from, 0, buffer);
  std::size_t begin = 0;
  if (piece.begin != 0) {
    begin = std::string_view(buffer.data(), size).find('\n');
    if (begin == std::string_view::npos) return {};
    ++begin;
  }
  while (from + size < file.size() && buffer[size - 1] != '\n') {
    const std::size_t more = file.read(from + size, kMore, size, buffer);
    const std::size_t end = std::string_view(buffer.data() + size, more).find('\n');
    size += end == std::string_view::npos ? more : end + 1;
    if (more == 0) break;
  }
  return std::string_view(buffer.data(), size).substr(begin);
}

/// What the threads share.
struct Work {
  std::vector<LogFile> files;
  std::vector<logs::StampRule> rules;
  std::vector<Piece> pieces;
  std::atomic<std::size_t> next{0};
  logs::Skeletons skeletons;
};

/// One thread's.
class Recogniser {
 public:
  explicit Recogniser(Work& work) : work_(work), results_(work.files.size()), stamps_(work.files.size()) {
    for (std::size_t i = 0; i < stamps_.size(); ++i) stamps_[i].emplace(work.rules[i]);
  }

  void run() {
    for (std::size_t i = work_.next++; i < work_.pieces.size(); i = work_.next++) {
      const Piece& piece = work_.pieces[i];
      logs::LineStamps& stamps = *stamps_[piece.file];
      Recognised& result = results_[piece.file];
      scanner_.scan(lines_of(work_.files[piece.file], piece, buffer_), [&](const logs::ScannedLine& line) {
        ++result.lines;
        const Known* known = find(line);
        const auto reading = known == nullptr
                                 ? stamps.read_plain(line.text)
                                 : stamps.read_line(known->number, *known->skeleton, line.text, line.slots);
        if (reading) ++result.stamped;
      });
    }
  }
  [[nodiscard]] const std::vector<Recognised>& results() const { return results_; }

 private:
  struct Known {
    std::uint64_t hash = 0;
    const logs::Skeleton* skeleton = nullptr;
    std::uint32_t number = 0;
  };

  /// Null for a line whose static text is not numbered.
  const Known* find(const logs::ScannedLine& line) {
    std::size_t at = line.static_hash % kKnown;
    for (; known_[at].skeleton != nullptr; at = (at + 1) % kKnown)
      if (known_[at].hash == line.static_hash)
        return logs::has_skeleton(line, *known_[at].skeleton) ? &known_[at] : nullptr;
    if (known_count_ == kKnown / 2) return nullptr;
    const auto found = work_.skeletons.find_or_add(line, true);
    if (!found) return nullptr;
    ++known_count_;
    known_[at] = {line.static_hash, &work_.skeletons[found->number], found->number};
    return &known_[at];
  }

  Work& work_;
  std::vector<Recognised> results_;
  std::vector<std::optional<logs::LineStamps>> stamps_;
  std::vector<Known> known_ = std::vector<Known>(kKnown);
  std::size_t known_count_ = 0;
  logs::Scanner scanner_;
  std::string buffer_;
};

}  // namespace

std::vector<Recognised> recognise(const Files& files, unsigned threads) {
  Work work;
  std::string buffer;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const LogFile& file = work.files.emplace_back(files[i]);
    work.rules.push_back(logs::rule_for(lines_of(file, {i, 0, std::min<std::uint64_t>(kPiece, file.size())}, buffer)));
    for (std::uint64_t at = 0; at < file.size(); at += kPiece)
      work.pieces.push_back({i, at, std::min(at + kPiece, file.size())});
  }
  std::vector<Recogniser> recognisers;
  for (unsigned i = 0; i < threads; ++i) recognisers.emplace_back(work);
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back([&, i] { recognisers[i].run(); });
  recognisers.front().run();
  for (std::thread& thread : others) thread.join();
  std::vector<Recognised> sum(files.size());
  for (const Recogniser& one : recognisers)
    for (std::size_t i = 0; i < sum.size(); ++i) {
      sum[i].lines += one.results()[i].lines;
      sum[i].stamped += one.results()[i].stamped;
    }
  return sum;
}

}  // namespace debrief::bench
