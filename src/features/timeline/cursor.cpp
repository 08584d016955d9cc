// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/cursor.hpp"

#include <charconv>

namespace debrief::features::timeline {
namespace {

bool read_number(std::string_view text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string to_text(const Cursor& cursor) {
  return fmt::format("{}.{}", cursor.at.micros, cursor.position);
}

Result<Cursor> parse_cursor(std::string_view text) {
  const std::size_t dot = text.find('.');
  Cursor cursor;
  if (dot == std::string_view::npos || !read_number(text.substr(0, dot), cursor.at.micros) ||
      !read_number(text.substr(dot + 1), cursor.position))
    return invalid("'{}' is not a cursor of this list", text.substr(0, 60))
        .with_help("Pass what the page before gave as next, unchanged.")
        .at("after");
  return cursor;
}

}  // namespace debrief::features::timeline
