// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/attempt.hpp"

#include "domain/events.hpp"
#include "features/deliveries/outcome.hpp"

#include <random>

namespace debrief::features::deliveries {
namespace {

// While an endpoint answers, that is noted once a second: each note keeps others from its row.
constexpr Micros kNoteAgain = std::chrono::seconds(1);

double chance() {
  std::random_device device;
  return std::uniform_real_distribution<double>(0, 1)(device);
}

json::object given_up(const store::Delivery& delivery, const Endpoint& endpoint) {
  return {{"id", delivery.id},
          {"endpoint", endpoint.id},
          {"name", endpoint.name},
          {"attempts", delivery.attempts},
          {"error", delivery.error}};
}

domain::Notice off_notice(const Ports& ports, const Endpoint& endpoint, Instant now) {
  domain::Notice notice;
  notice.kind = "endpoint.off";
  for (const domain::Member& member : ports.list_members())
    if (member.role == domain::AccessRole::administrator) notice.to.push_back(member.id);
  notice.title = fmt::format("{} is not told anything any more", endpoint.name);
  notice.text = fmt::format(
      "{}\nWhat it would have been told is kept for thirty days. When the receiver is well again, switch the endpoint "
      "on and replay it.",
      endpoint.state == EndpointState::gone ? "The receiver answered 410: it wants no more messages."
                                            : "Every attempt of the last five days failed.");
  notice.path = "/settings/deliveries";
  notice.key = fmt::format("endpoint/{}/off/{}", endpoint.id, now.micros);
  return notice;
}

bool is_worth_noting(const Endpoint& before, const Endpoint& then) {
  if (then.slow != before.slow || then.reason != before.reason || then.failing_since != before.failing_since)
    return true;
  return then.succeeded_at && (!before.succeeded_at || *then.succeeded_at - *before.succeeded_at >= kNoteAgain);
}

void switch_off(journal::Transaction& tx, const Ports& ports, const Endpoint& then, const domain::Notice& notice) {
  store::settle_waiting(tx.db, then.id, store::DeliveryState::given_up, "the endpoint was switched off", tx.now());
  append_saved(tx, then);
  ports.notify(tx, notice);
}

class Outcome {
 public:
  Outcome(const Ports& ports, const Endpoint& endpoint, store::Delivery after, Instant began, Instant now)
      : ports_(ports), endpoint_(endpoint), after_(std::move(after)), began_(began), now_(now) {
    const Endpoint then = after_attempt(endpoint, after_, began, now);
    if (then.state != EndpointState::on) notice_ = off_notice(ports, then, now);
  }

  /// False when no further messages should be sent for now.
  bool record(journal::Transaction& tx, std::int64_t attempts_before) const {
    if (!store::settle(tx.db, after_, attempts_before)) return true;
    const auto before = store::find_endpoint(tx.db, endpoint_.id);
    // Somebody may have removed or changed it, or switched it off or on again, while it was sent to.
    if (!before || before->state != EndpointState::on || before->version != endpoint_.version) return false;
    Endpoint then = after_attempt(*before, after_, began_, now_);
    if (!notice_) then.state = EndpointState::on;
    const bool given_up_now = after_.state == store::DeliveryState::given_up;
    // A failure in some weeks begins anew.
    if (given_up_now && !store::next_due(tx.db, then.id)) then.failing_since.reset();
    const bool off = then.state != EndpointState::on;
    if (off || is_worth_noting(*before, then)) store::note_attempt(tx.db, then);
    if (given_up_now)
      tx.append(
          {domain::kServerChain, std::string(domain::events::kDeliveryGivenUp), tx.now(), given_up(after_, then)});
    if (off) switch_off(tx, ports_, then, *notice_);
    return !off && !then.slow;
  }

 private:
  const Ports& ports_;
  const Endpoint& endpoint_;
  store::Delivery after_;
  Instant began_;
  Instant now_;
  std::optional<domain::Notice> notice_;  // made before the transaction, since it asks who administrates
};

void drop(journal::Journal& journal, store::Delivery delivery) {
  delivery.state = store::DeliveryState::dropped;
  delivery.error = "the incident became private";
  delivery.next_at.reset();
  delivery.settled_at = journal.clock().now();
  journal.database().write([&](db::Connection& db) { store::settle(db, delivery, delivery.attempts); });
}

}  // namespace

bool attempt(journal::Journal& journal, const Ports& ports, const Line& line, const Endpoint& endpoint,
             const Result<Opened>& opened, const Due& due) {
  if (due.hidden) {
    drop(journal, due.delivery);
    return true;
  }
  const Instant began = journal.clock().now();
  const auto answer =
      opened ? line(post_for(*opened, due.delivery.id, due.body, began)) : Result<Answer>(opened.error());
  const Instant now = journal.clock().now();
  const Outcome outcome(ports, endpoint, after_attempt(due.delivery, answer, began, now, chance()), began, now);
  const auto further = journal.write(
      kOrigin, [&](journal::Transaction& tx) -> Result<bool> { return outcome.record(tx, due.delivery.attempts); });
  return further && *further;
}

}  // namespace debrief::features::deliveries
