// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/attempt.hpp"
#include "features/deliveries/pace.hpp"
#include "features/deliveries/self.hpp"

#include <atomic>
#include <future>

namespace debrief::features::deliveries {
namespace {

// After so long, other endpoints of the same lane come first.
constexpr Micros kTurn = std::chrono::seconds(2);
constexpr Micros kSlowTurn = std::chrono::seconds(10);

// What one look into the store found.
struct Taken {
  std::optional<Endpoint> endpoint;
  Result<Opened> opened = not_found("there is no such endpoint");
  std::vector<Due> due;
  std::size_t at_once = 1;
  std::optional<Instant> next;  ///< when nothing is due
};

bool is_hidden(db::Connection& db, const Endpoint& endpoint, const store::Delivery& delivery) {
  if (!delivery.incident || endpoint.wants.private_incidents || !endpoint.owner.empty()) return false;
  const auto row = db.query_one("select visibility from incidents where number = $1", *delivery.incident);
  return row && row->text(0) == to_text(domain::Visibility::private_);
}

// One turn of one endpoint.
class Turn {
 public:
  Turn(journal::Journal& journal, const Ports& ports, const journal::Job& job)
      : journal_(journal), ports_(ports), id_(json::text_at(job.data, "endpoint")), slow_(job.kind == kSlowJob) {}

  /// When it is to go on; absent when somebody calls for it.
  std::optional<Instant> run() {
    const Instant until = journal_.clock().now() + (slow_ ? kSlowTurn : kTurn);
    for (;;) {
      const Instant now = journal_.clock().now();
      Taken taken = journal_.database().read([&](db::Connection& db) { return take(db, now); });
      if (!taken.endpoint || taken.endpoint->state != EndpointState::on) return std::nullopt;
      if (taken.endpoint->slow != slow_) {
        // The job of the other lane goes on with it.
        journal_.database().write([&](db::Connection& db) { hurry(db, *taken.endpoint, now); });
        return std::nullopt;
      }
      if (taken.due.empty()) return taken.next;
      if (now >= until || leaving()) return now;
      send(taken);
    }
  }

 private:
  Taken take(db::Connection& db, Instant now) {
    Taken taken;
    taken.endpoint = store::find_endpoint(db, id_);
    if (!taken.endpoint || taken.endpoint->state != EndpointState::on || taken.endpoint->slow != slow_) return taken;
    taken.opened = open_endpoint(db, ports_, id_, now);
    const Micros late = now - store::next_due(db, id_).value_or(now);
    const auto round = pace_of(*taken.endpoint).next(store::count_due(db, id_, now), late);
    taken.at_once = round.at_once;
    for (auto& [delivery, body] : store::list_due(db, id_, now, round.messages)) {
      const bool hidden = is_hidden(db, *taken.endpoint, delivery);
      taken.due.push_back({std::move(delivery), std::move(body), hidden});
    }
    if (taken.due.empty()) taken.next = store::next_due(db, id_);
    return taken;
  }

  // People read a chat from top to bottom; and where nobody answers, one message finds that out.
  Pace& pace_of(const Endpoint& endpoint) {
    return slow_ || endpoint.kind != EndpointKind::webhook ? one_by_one_ : several_;
  }
  [[nodiscard]] bool leaving() const { return ports_.leaving && ports_.leaving(); }

  // Each line takes the next message when it has noted the one before.
  void send(const Taken& taken) {
    const std::size_t lines = std::min(taken.at_once, taken.due.size());
    while (lines_.size() < lines) lines_.push_back(ports_.open_line ? ports_.open_line() : Line(ports_.send));
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> sent = 0;
    std::atomic<std::int64_t> took = 0;
    std::atomic<bool> enough = false;
    const auto work = [&](const Line& line) {
      for (std::size_t i = next++; i < taken.due.size() && !enough && !leaving(); i = next++) {
        const auto began = std::chrono::steady_clock::now();
        if (!attempt(journal_, ports_, line, *taken.endpoint, taken.opened, taken.due[i])) enough = true;
        took += std::chrono::duration_cast<Micros>(std::chrono::steady_clock::now() - began).count();
        ++sent;
      }
    };
    std::vector<std::future<void>> others;
    for (std::size_t i = 1; i < lines; ++i)
      others.push_back(std::async(std::launch::async, work, std::cref(lines_[i])));
    work(lines_.front());
    for (auto& other : others) other.get();
    if (sent > 0) pace_of(*taken.endpoint).note(Micros{took / static_cast<std::int64_t>(sent)});
  }

  journal::Journal& journal_;
  const Ports& ports_;
  std::string id_;
  bool slow_;
  Pace several_;
  Pace one_by_one_{1};
  std::vector<Line> lines_;
};

}  // namespace

std::optional<Instant> send_waiting(journal::Journal& journal, const Ports& ports, const journal::Job& job) {
  return Turn(journal, ports, job).run();
}

}  // namespace debrief::features::deliveries
