// SPDX-License-Identifier: Apache-2.0
#include "logs/input/input_walk.hpp"

#include "base/text.hpp"
#include "logs/input/archive_entries.hpp"
#include "logs/input/line_pieces.hpp"
#include "logs/input/utf16.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kSmallestPiece = 4096;
constexpr std::size_t kLongestName = 1024;

// A name as a label: valid UTF-8, nothing that a terminal would obey.
std::string label(std::string_view name) {
  std::string text = to_utf8(name.substr(0, kLongestName));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return text;
}

std::string without_suffix(const std::string& name) {
  for (const std::string_view suffix : {".gz", ".zst", ".bz2", ".xz", ".tgz", ".tzst"})
    if (name.size() > suffix.size() && name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  return name;
}

// The memory that unpacking an xz file takes, from its first block; 0 when the header does not say.
std::uint64_t xz_dictionary(std::string_view head) {
  constexpr std::size_t kFilterAt = 14;  // stream header 12, block header's size and flags
  if (!head.starts_with("\xfd"
                        "7zXZ") ||
      head.size() < kFilterAt + 3)
    return 0;
  if ((head[13] & 0xc0) != 0 || head[kFilterAt] != 0x21) return 0;
  const auto code = static_cast<unsigned char>(head[kFilterAt + 2]);
  return code > 40 ? 0 : std::uint64_t{2U | (code & 1U)} << (code / 2 + 11);
}

constexpr std::uint64_t kLargestDictionary = std::uint64_t{128} << 20;

}  // namespace

// Counts the packed bytes of an input.
class InputWalk::Counted final : public ByteSource {
 public:
  Counted(ByteSource& source, InputWalk& walk) : source_(source), walk_(walk) {}

  std::size_t read(char* buffer, std::size_t size) override {
    if (walk_.given_up_) return 0;
    const std::size_t got = source_.read(buffer, size);
    walk_.read_ += got;
    walk_.input_read_ += got;
    if (got == 0 && !source_.damage().empty()) damaged(source_.damage());
    return got;
  }

 private:
  ByteSource& source_;
  InputWalk& walk_;
};

// Ends an archive when the time is over. What is passed over in it is unpacked as well, and counted nowhere else.
class InputWalk::Timed final : public ByteSource {
 public:
  Timed(ByteSource& source, const InputWalk& walk) : source_(source), walk_(walk) {}

  std::size_t read(char* buffer, std::size_t size) override {
    if (walk_.out_of_time()) {
      damaged(walk_.too_long());
      return 0;
    }
    const std::size_t got = source_.read(buffer, size);
    if (got == 0 && !source_.damage().empty()) damaged(source_.damage());
    return got;
  }

 private:
  ByteSource& source_;
  const InputWalk& walk_;
};

InputWalk::InputWalk(const InputLimits& limits, const InputReceiver& receiver)
    : limits_(limits), receiver_(receiver), buffer_(std::max(limits.piece, kSmallestPiece)) {}

void InputWalk::read(ByteSource& packed, const std::string& name, std::optional<std::int64_t> modified_ns) {
  if (stopped()) return;
  input_read_ = input_bytes_ = 0;
  given_up_ = false;
  Counted counted(packed, *this);
  unpack(counted, {label(name), modified_ns, 0});
}

void InputWalk::problem(std::string source, std::string message) {
  ++summary_.problems;
  if (receiver_.problem) receiver_.problem({label(source), std::move(message)});
}

bool InputWalk::count_entry(const std::string& name) {
  if (++entries_ <= limits_.entries) return true;
  if (!given_up_)
    problem(name,
            fmt::format("there are more than {} files: this one and those after it are not read. Add them in parts.",
                        limits_.entries));
  given_up_ = true;
  summary_.stopped = true;
  return false;
}

std::string InputWalk::broken_limit() const {
  if (summary_.bytes > limits_.bytes) return fmt::format("the inputs unpack to more than {} bytes", limits_.bytes);
  if (input_bytes_ > limits_.ratio_allowance && input_bytes_ / std::max<std::uint64_t>(input_read_, 1) >= limits_.ratio)
    return fmt::format("it unpacks to more than {} times its size, which looks like a decompression bomb",
                       limits_.ratio);
  return out_of_time() ? too_long() : std::string();
}

bool InputWalk::out_of_time() const {
  return std::chrono::steady_clock::now() - begun_ > limits_.time;
}

std::string InputWalk::too_long() const {
  return fmt::format("reading took longer than {} seconds", limits_.time.count());
}

void InputWalk::unpack(ByteSource& source, const Source& about) {
  PeekedSource peeked(source);
  const Packing packing = packing_of(peeked.head());
  if (packing == Packing::none) {
    if (const auto order = find_utf16(peeked.head())) {
      const auto text = read_utf16(peeked, *order);
      PeekedSource seen(*text);
      return deliver(seen, seen.head(), about);
    }
    return deliver(peeked, peeked.head(), about);
  }
  if (about.depth >= limits_.depth)
    return problem(about.name, fmt::format("it is packed in more than {} layers: unpack it first", limits_.depth));
  if (packing == Packing::archive) return unpack_archive(peeked, peeked.head(), about);
  const auto unpacked = packing == Packing::gzip ? unpack_gzip(peeked) : unpack_zstd(peeked);
  unpack(*unpacked, {without_suffix(about.name), about.modified_ns, about.depth + 1});
}

void InputWalk::unpack_archive(ByteSource& source, std::string_view head, const Source& about) {
  if (const std::uint64_t needed = xz_dictionary(head); needed > kLargestDictionary)
    return problem(
        about.name,
        fmt::format(
            "unpacking it takes {} MiB of memory, more than the {} that are allowed: unpack it first with xz -d",
            needed >> 20, kLargestDictionary >> 20));
  Timed timed(source, *this);
  const std::string wrong = each_entry(timed, [&](const ArchiveEntry& entry, ByteSource& content) {
    Source inner{entry.name.empty() ? without_suffix(about.name) : about.name + "/" + label(entry.name),
                 entry.modified_ns ? entry.modified_ns : about.modified_ns, about.depth + 1};
    if (!entry.name.empty() && !count_entry(inner.name)) return false;
    unpack(content, inner);
    return !given_up_ && !stopped();
  });
  if (!wrong.empty() && !given_up_) problem(about.name, wrong + ". What came before is kept.");
  if (out_of_time()) given_up_ = summary_.stopped = true;
}

void InputWalk::deliver(ByteSource& source, std::string_view head, const Source& about) {
  if (const std::string_view binary = describe_binary(head); !binary.empty())
    return problem(about.name, fmt::format("not read, since it is {}", binary));
  bool any = false;
  each_piece(source, buffer_, [&](const LinePiece& piece) {
    summary_.bytes += piece.bytes.size();
    input_bytes_ += piece.bytes.size();
    if (!any) ++summary_.sources;
    any = true;
    if (!receiver_.take({about.name, piece.bytes, piece.begins_line, piece.ends_line, about.modified_ns}))
      summary_.stopped = true;
    if (receiver_.progress) receiver_.progress({about.name, read_, total_, summary_.bytes});
    if (stopped()) return false;
    const std::string broken = broken_limit();
    if (broken.empty()) return true;
    given_up_ = true;
    summary_.stopped = summary_.bytes > limits_.bytes || out_of_time();
    problem(about.name, broken + ": the rest is not read, what came before is kept");
    return false;
  });
  if (!source.damage().empty() && !given_up_) problem(about.name, source.damage() + ". What came before is kept.");
}

}  // namespace debrief::logs
