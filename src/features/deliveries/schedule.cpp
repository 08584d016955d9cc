// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/schedule.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <ctime>
#include <string>

namespace debrief::features::deliveries {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<Micros, kMostAttempts - 1> kWaits{seconds(5), minutes(5), minutes(30), hours(2), hours(5),
                                                       hours(10),  hours(14),  hours(20),   hours(24)};
constexpr double kJitter = 0.1;

}  // namespace

std::optional<Micros> retry_after(std::int64_t attempts, double chance) {
  if (attempts < 1 || attempts >= kMostAttempts) return std::nullopt;
  const Micros wait = kWaits.at(static_cast<std::size_t>(attempts - 1));
  return Micros{static_cast<std::int64_t>(static_cast<double>(wait.count()) * (1 + kJitter * (2 * chance - 1)))};
}

std::optional<Micros> wait_asked_for(std::string_view header, Instant now) {
  const std::string text(trim(header));
  if (text.empty()) return std::nullopt;
  Micros wait{};
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc{} && end == text.data() + text.size()) {
    wait = seconds(std::clamp<std::int64_t>(count, 0, 24 * 3600));
  } else {
    std::tm date{};
    const char* rest = strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date);
    if (rest == nullptr || *rest != '\0') return std::nullopt;
    wait = Instant{static_cast<std::int64_t>(timegm(&date)) * 1'000'000} - now;
  }
  return std::clamp<Micros>(wait, Micros{0}, hours(24));
}

}  // namespace debrief::features::deliveries
