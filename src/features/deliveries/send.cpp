// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/outcome.hpp"
#include "features/deliveries/self.hpp"

#include "domain/events.hpp"

#include <random>

namespace debrief::features::deliveries {
namespace {

// After so long, other endpoints of the same lane come first.
constexpr Micros kTurn = std::chrono::seconds(10);

double chance() {
  std::random_device device;
  return std::uniform_real_distribution<double>(0, 1)(device);
}

struct Work {
  std::optional<Endpoint> endpoint;
  std::optional<store::Delivery> due;
  std::optional<Instant> next;
  std::string body;
  bool hidden = false;  ///< the incident is private, and the endpoint is not to hear of such
};

bool is_hidden(db::Connection& db, const Endpoint& endpoint, const store::Delivery& delivery) {
  if (!delivery.incident || endpoint.wants.private_incidents || !endpoint.owner.empty()) return false;
  const auto row = db.query_one("select visibility from incidents where number = $1", *delivery.incident);
  return row && row->text(0) == to_text(domain::Visibility::private_);
}

Work look(db::Connection& db, const std::string& id, Instant now) {
  Work work;
  work.endpoint = store::find_endpoint(db, id);
  if (!work.endpoint || work.endpoint->state != EndpointState::on) return work;
  work.due = store::find_due(db, id, now);
  if (work.due) {
    work.body = store::body_of(db, work.due->id);
    work.hidden = is_hidden(db, *work.endpoint, *work.due);
  } else {
    work.next = store::next_due(db, id);
  }
  return work;
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

void record(journal::Journal& journal, const Ports& ports, const Endpoint& endpoint, const store::Delivery& before,
            const store::Delivery& after, const Endpoint& then) {
  const bool off = then.state != EndpointState::on;
  const auto notice = off ? std::optional(off_notice(ports, then, journal.clock().now())) : std::nullopt;
  const auto kept = journal.write(kOrigin, [&](journal::Transaction& tx) -> Result<> {
    if (!store::settle(tx.db, after, before.attempts)) return {};
    // Somebody may have switched it off, or on again, while it was sent to.
    const auto now = store::find_endpoint(tx.db, endpoint.id);
    if (!now || now->state != EndpointState::on || now->failing_since != endpoint.failing_since) return {};
    Endpoint noted = then;
    // A failure in some weeks begins anew.
    if (after.state == store::DeliveryState::given_up && !store::next_due(tx.db, then.id)) noted.failing_since.reset();
    store::note_attempt(tx.db, noted);
    if (after.state == store::DeliveryState::given_up)
      tx.append({domain::kServerChain, std::string(domain::events::kDeliveryGivenUp), tx.now(), given_up(after, then)});
    if (!off) return {};
    store::settle_waiting(tx.db, then.id, store::DeliveryState::given_up, "the endpoint was switched off", tx.now());
    append_saved(tx, then);
    ports.notify(tx, *notice);
    return {};
  });
  static_cast<void>(kept);
}

void drop(journal::Journal& journal, store::Delivery delivery) {
  delivery.state = store::DeliveryState::dropped;
  delivery.error = "the incident became private";
  delivery.next_at.reset();
  delivery.settled_at = journal.clock().now();
  journal.database().write([&](db::Connection& db) { store::settle(db, delivery, delivery.attempts); });
}

void attempt(journal::Journal& journal, const Ports& ports, const Work& work) {
  const Endpoint& endpoint = *work.endpoint;
  if (work.hidden) return drop(journal, *work.due);
  const Instant began = journal.clock().now();
  const auto opened =
      journal.database().read([&](db::Connection& db) { return open_endpoint(db, ports, endpoint.id, began); });
  const auto answer =
      opened ? ports.send(post_for(*opened, work.due->id, work.body, began)) : Result<Answer>(opened.error());
  const Instant now = journal.clock().now();
  const auto after = after_attempt(*work.due, answer, began, now, chance());
  record(journal, ports, endpoint, *work.due, after, after_attempt(endpoint, after, began, now));
}

}  // namespace

std::optional<Instant> send_waiting(journal::Journal& journal, const Ports& ports, const journal::Job& job) {
  const std::string id(json::text_at(job.data, "endpoint"));
  const Instant until = journal.clock().now() + kTurn;
  for (;;) {
    const Instant now = journal.clock().now();
    const Work work = journal.database().read([&](db::Connection& db) { return look(db, id, now); });
    if (!work.endpoint || work.endpoint->state != EndpointState::on) return std::nullopt;
    if (work.endpoint->slow != (job.kind == kSlowJob)) {
      // The job of the other lane goes on with it.
      journal.database().write([&](db::Connection& db) { hurry(db, *work.endpoint, now); });
      return std::nullopt;
    }
    if (!work.due) return work.next;
    if (now >= until || (ports.leaving && ports.leaving())) return now;
    attempt(journal, ports, work);
  }
}

}  // namespace debrief::features::deliveries
