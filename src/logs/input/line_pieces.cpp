// SPDX-License-Identifier: Apache-2.0
#include "logs/input/line_pieces.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace debrief::logs {
namespace {

struct Mark {
  std::string_view begin;
  std::string_view what;
};

using namespace std::string_view_literals;

constexpr std::array kMarks{
    Mark{"LPKSHHRH"sv, "a systemd journal: export it with journalctl --file FILE -o json"sv},
    Mark{"ElfFile\0"sv, "a Windows event log: export it as CSV in the event viewer"sv},
    Mark{"\x7f"
         "ELF"sv,
         "a program"sv},
    Mark{"SQLite format 3"sv, "an SQLite database: export its tables as CSV"sv},
    Mark{"\xff\xfe\0\0"sv, "text in UTF-32: convert it with iconv -f UTF-32 -t UTF-8"sv},
    Mark{"7z\xbc\xaf\x27\x1c"sv, "a 7z archive: pack it as zip or tar instead"sv},
    Mark{"Rar!"sv, "a RAR archive: pack it as zip or tar instead"sv},
    Mark{"\x04\x22\x4d\x18"sv, "compressed by lz4: unpack it first"sv},
    Mark{"\x1f\x9d"sv, "compressed by compress: unpack it first"sv},
};

}  // namespace

std::string_view describe_binary(std::string_view head) {
  for (const Mark& mark : kMarks)
    if (head.starts_with(mark.begin)) return mark.what;
  // A few NULs are what a crash leaves in a log.
  const auto nuls = static_cast<std::size_t>(std::count(head.begin(), head.end(), '\0'));
  const auto controls = static_cast<std::size_t>(std::count_if(head.begin(), head.end(), [](char c) {
    return c > 0 && c < ' ' && std::string_view("\t\n\v\f\r\b\x1b").find(c) == std::string_view::npos;
  }));
  // Random bytes, such as encrypted ones, have one in twelve.
  if (controls * 25 > head.size()) return "binary: it is full of control bytes, which text has none of"sv;
  return nuls * 32 > head.size() ? "binary: it is full of NUL bytes, which text has none of"sv : std::string_view{};
}

void each_piece(ByteSource& source, std::vector<char>& buffer, const std::function<bool(const LinePiece&)>& take) {
  std::size_t filled = 0;
  bool begins_line = true;
  for (;;) {
    const std::size_t got = source.read(buffer.data() + filled, buffer.size() - filled);
    filled += got;
    if (got == 0) break;
    const auto* const last = static_cast<const char*>(memrchr(buffer.data(), '\n', filled));
    if (last == nullptr && filled < buffer.size()) continue;
    if (last != nullptr && filled < buffer.size() / 2) continue;  // fewer and larger pieces
    const std::size_t length = last != nullptr ? static_cast<std::size_t>(last - buffer.data()) + 1 : filled;
    if (!take({{buffer.data(), length}, begins_line, last != nullptr})) return;
    begins_line = last != nullptr;
    std::memmove(buffer.data(), buffer.data() + length, filled - length);
    filled -= length;
  }
  if (filled > 0) (void)take({{buffer.data(), filled}, begins_line, true});
}

}  // namespace debrief::logs
