// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/schedule.hpp"

#include <array>

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

}  // namespace debrief::features::deliveries
