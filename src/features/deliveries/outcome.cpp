// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/outcome.hpp"

#include "base/retry_after.hpp"
#include "base/text.hpp"
#include "features/deliveries/schedule.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace debrief::features::deliveries {
namespace {

constexpr std::size_t kAnswerKept = 500;
constexpr std::int64_t kGone = 410;
constexpr Micros kSlowAfter = std::chrono::seconds(3);

std::string error_of(const Result<Answer>& answer) {
  if (!answer) return answer.error().message;
  const int status = answer->status;
  if (status >= 300 && status < 400)
    return fmt::format("the receiver answered {}: redirects are not followed, give the address that it leads to",
                       status);
  if (status == kGone) return "the receiver answered 410: it wants no more messages";
  return fmt::format("the receiver answered {}", status);
}

}  // namespace

store::Delivery after_attempt(store::Delivery delivery, const Result<Answer>& answer, Instant began, Instant now,
                              double chance) {
  ++delivery.attempts;
  ++delivery.round;
  delivery.attempted_at = began;
  delivery.next_at.reset();
  delivery.status = answer ? std::optional<std::int64_t>(answer->status) : std::nullopt;
  std::string text = answer ? to_utf8(answer->body) : std::string();
  std::erase(text, '\0');
  delivery.answer = shorten(text, kAnswerKept);
  delivery.error.clear();
  if (answer && answer->status >= 200 && answer->status < 300) {
    delivery.state = store::DeliveryState::delivered;
    delivery.settled_at = now;
    return delivery;
  }
  delivery.error = shorten(to_utf8(error_of(answer)), kAnswerKept);
  const auto wait = retry_after(delivery.round, chance);
  if (!wait || delivery.status == kGone) {
    delivery.state = store::DeliveryState::given_up;
    delivery.settled_at = now;
    return delivery;
  }
  const auto asked = answer ? wait_asked_for(answer->retry_after, now) : std::nullopt;
  delivery.next_at = now + std::max(*wait, asked.value_or(Micros{0}));
  return delivery;
}

Endpoint after_attempt(Endpoint endpoint, const store::Delivery& delivery, Instant began, Instant now) {
  if (delivery.state == store::DeliveryState::delivered) {
    endpoint.failing_since.reset();
    endpoint.succeeded_at = now;
    endpoint.reason.clear();
    endpoint.slow = now - began > kSlowAfter;
    return endpoint;
  }
  endpoint.slow = true;
  endpoint.reason = delivery.error;
  if (!endpoint.failing_since) endpoint.failing_since = now;
  if (delivery.status == kGone) endpoint.state = EndpointState::gone;
  else if (now - *endpoint.failing_since >= kFailingFor) endpoint.state = EndpointState::failing;
  return endpoint;
}

}  // namespace debrief::features::deliveries
