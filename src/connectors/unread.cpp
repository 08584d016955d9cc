// SPDX-License-Identifier: Apache-2.0
#include "connectors/unread.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace debrief::connectors {
namespace {

constexpr std::size_t kExcerptLimit = 200;
constexpr std::size_t kTextLimit = 50'000;
constexpr std::size_t kEntryLimit = 200'000;
constexpr std::size_t kUnreadLimit = 1'000;

bool is_control(char c) {
  const auto code = static_cast<unsigned char>(c);
  return (code < 0x20 && c != '\n' && c != '\t') || code == 0x7f;
}

// Terminal colours ("ESC [ 31 m") as a whole, so that no "[31m" is left standing.
std::size_t escape_length(std::string_view text) {
  if (text.size() < 3 || text[0] != '\x1b' || text[1] != '[') return 0;
  const std::size_t end = text.find_first_not_of("0123456789;?", 2);
  return end == std::string_view::npos ? text.size() : end + 1;
}

std::string clean(std::string_view text, std::size_t limit) {
  std::string clean;
  clean.reserve(std::min(text.size(), limit));
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const std::size_t length = escape_length(text.substr(i)); length > 0) {
      i += length - 1;
    } else if (text[i] != '\r') {
      clean += is_control(text[i]) ? ' ' : text[i];
    }
  }
  return shorten(is_utf8(clean) ? clean : to_utf8(clean), limit);
}

// shorten() may add its "…" beyond the limit.
std::string excerpt_of(std::string_view text) {
  return clean(trim(text.substr(0, kExcerptLimit * 4)), kExcerptLimit - 3);
}

}  // namespace

domain::Unread unread_file(std::string_view name, std::string reason, std::string_view excerpt) {
  return {std::string(name), std::nullopt, std::move(reason), excerpt_of(excerpt)};
}

domain::Unread unread_part(std::string_view name, std::string locator, std::string reason, std::string_view excerpt) {
  return {std::string(name), std::move(locator), std::move(reason), excerpt_of(excerpt)};
}

void tidy(domain::Reading& reading, std::string_view name) {
  if (reading.unread.size() > kUnreadLimit) {
    const std::size_t more = reading.unread.size() - kUnreadLimit;
    reading.unread.resize(kUnreadLimit);
    reading.unread.push_back(unread_file(name, std::to_string(more) + " more parts could not be read"));
  }
  if (reading.entries.size() > kEntryLimit) {
    const std::string locator = reading.entries[kEntryLimit].locator;
    reading.unread.push_back(unread_part(name, locator,
                                         "the file holds " + std::to_string(reading.entries.size()) +
                                             " entries; only the first 200,000 are taken. Split it."));
    reading.entries.resize(kEntryLimit);
  }
  for (domain::ReadEntry& entry : reading.entries) {
    entry.text = clean(trim(entry.text), kTextLimit - 3);
    if (entry.actor) entry.actor = clean(trim(*entry.actor), 200);
    entry.origin = clean(entry.origin, 300);
    entry.original_time = clean(entry.original_time, 200);
  }
  if (reading.title) reading.title = clean(trim(*reading.title), 200);
  reading.narrative = clean(reading.narrative, std::size_t{1} << 20);
}

}  // namespace debrief::connectors
