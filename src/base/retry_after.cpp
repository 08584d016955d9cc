// SPDX-License-Identifier: Apache-2.0
#include "base/retry_after.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <string>

namespace debrief {

std::optional<Micros> wait_asked_for(std::string_view header, Instant now) {
  using std::chrono::hours;
  const std::string text(trim(header));
  if (text.empty()) return std::nullopt;
  Micros wait{};
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc{} && end == text.data() + text.size()) {
    wait = std::chrono::seconds(std::clamp<std::int64_t>(count, 0, 24 * 3600));
  } else {
    std::tm date{};
    const char* rest = strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date);
    if (rest == nullptr || *rest != '\0') return std::nullopt;
    wait = Instant{static_cast<std::int64_t>(timegm(&date)) * 1'000'000} - now;
  }
  return std::clamp<Micros>(wait, Micros{0}, hours(24));
}

}  // namespace debrief
