// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/pace.hpp"

#include <algorithm>

namespace debrief::features::deliveries {
namespace {

constexpr std::int64_t kSentWithin = Micros(std::chrono::milliseconds(500)).count();
constexpr std::int64_t kSoonEnough = Micros(std::chrono::milliseconds(1500)).count();
constexpr Micros kLate = std::chrono::milliseconds(500);
constexpr std::int64_t kRoundTakes = Micros(std::chrono::milliseconds(250)).count();
constexpr std::int64_t kLongestRound = 64;
constexpr Micros kShortestSend{100};

}  // namespace

Pace::Round Pace::next(std::int64_t waiting, Micros late) const {
  if (!each_) return {};
  const std::int64_t each = each_->count();
  const std::int64_t most = late < kLate || waiting * each < kSoonEnough ? 1 : static_cast<std::int64_t>(most_);
  const std::int64_t at_once = std::clamp((waiting * each + kSentWithin - 1) / kSentWithin, std::int64_t{1}, most);
  const std::int64_t messages = std::clamp(at_once * kRoundTakes / each, at_once, std::max(at_once, kLongestRound));
  return {static_cast<std::size_t>(messages), static_cast<std::size_t>(at_once)};
}

void Pace::note(Micros each) {
  each = std::max(each, kShortestSend);
  each_ = each_ ? (*each_ + each) / 2 : each;
}

}  // namespace debrief::features::deliveries
