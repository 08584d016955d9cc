// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/byte_range.hpp"

#include "db/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

namespace debrief::features::evidence {
namespace {

// A number without sign; absent for anything else, an empty text included.
std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.front() == '-' || error != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

}  // namespace

Result<std::optional<ByteRange>> parse_range(std::string_view header, std::int64_t size, std::int64_t most) {
  constexpr std::string_view kUnit = "bytes=";
  if (!header.starts_with(kUnit)) return std::optional<ByteRange>{};
  header.remove_prefix(kUnit.size());
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return std::optional<ByteRange>{};
  const auto first = number(header.substr(0, dash));
  const auto last = number(header.substr(dash + 1));
  if ((!first && (dash != 0 || !last)) || (!last && dash + 1 != header.size()) || (first && last && *last < *first))
    return std::optional<ByteRange>{};
  const std::int64_t begin = first ? *first : std::max<std::int64_t>(0, size - *last);
  if (begin >= size || (!first && *last == 0))
    return invalid("the original has {} bytes, and the range begins at {}", size, begin).at("Range");
  const std::int64_t end = first && last ? std::min(*last, size - 1) + 1 : size;
  return std::optional(ByteRange{begin, std::min(end - begin, most)});
}

std::string read_range(const std::filesystem::path& file, const ByteRange& range) {
  const db::File in(file, O_RDONLY);
  std::string bytes(static_cast<std::size_t>(range.length), '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count =
        pread(in.descriptor(), bytes.data() + done, bytes.size() - done, range.begin + static_cast<std::int64_t>(done));
    if (count < 0 && errno == EINTR) continue;
    if (count == 0) errno = EIO;
    if (count <= 0) db::throw_errno("read", file);
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

}  // namespace debrief::features::evidence
