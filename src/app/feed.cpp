// SPDX-License-Identifier: Apache-2.0
#include "app/feed.hpp"

#include "domain/fact_json.hpp"
#include "journal/read_access.hpp"

#include <algorithm>
#include <chrono>

namespace debrief::app {
namespace {

constexpr std::size_t kPage = 500;
constexpr std::chrono::seconds kAgain{2};

std::shared_ptr<const std::string> message_of(const domain::Fact& fact) {
  return std::make_shared<const std::string>(json::write(domain::to_json(fact)));
}

}  // namespace

Feed::Feed(journal::Journal& journal) : journal_(journal), position_(journal.newest_position()) {
  thread_.emplace(journal_, kAgain, [this] { pump(); });
}

std::size_t Feed::peers() const {
  const std::scoped_lock lock(mutex_);
  return peers_.size();
}

http::Socket Feed::socket(domain::Principal who, std::optional<std::int64_t> after) {
  http::Socket socket;
  socket.opened = [this, who = std::move(who), after](const std::shared_ptr<http::Peer>& peer) {
    join(peer, who, after);
  };
  socket.received = [](const std::shared_ptr<http::Peer>&, std::string_view) {};
  socket.closed = [this](const std::shared_ptr<http::Peer>& peer) {
    const std::scoped_lock lock(mutex_);
    peers_.erase(peer);
  };
  return socket;
}

void Feed::send_range(const domain::Principal& who, http::Peer& peer, std::int64_t after, std::int64_t upto) {
  while (after < upto) {
    const auto facts = journal_.list_after(after, kPage);
    if (facts.empty()) return;
    journal_.database().read([&](db::Connection& db) {
      journal::FactFilter filter(db);
      for (const auto& fact : facts)
        if (fact.position <= upto && filter.shows(who, fact)) peer.send(message_of(fact));
    });
    after = facts.back().position;
  }
}

void Feed::join(const std::shared_ptr<http::Peer>& peer, const domain::Principal& who,
                std::optional<std::int64_t> after) {
  // The bulk goes out while the other peers are served; only what was recorded meanwhile makes them wait.
  const std::int64_t newest = journal_.newest_position();
  const std::int64_t first = after.value_or(newest);
  send_range(who, *peer, first, newest);
  const std::scoped_lock lock(mutex_);
  catch_up();
  send_range(who, *peer, std::max(first, newest), position_);
  peer->send(std::make_shared<const std::string>(json::write(json::object{{"caught_up", position_}})));
  peers_.emplace(peer, who);
}

// Sends what is new to all peers. Needs mutex_.
void Feed::catch_up() {
  if (peers_.empty()) {
    position_ = journal_.newest_position();
    return;
  }
  for (;;) {
    const auto facts = journal_.list_after(position_, kPage);
    if (facts.empty()) return;
    journal_.database().read([&](db::Connection& db) {
      journal::FactFilter filter(db);
      for (const auto& fact : facts) {
        const auto message = message_of(fact);
        for (const auto& [peer, who] : peers_)
          if (filter.shows(who, fact)) peer->send(message);
      }
    });
    position_ = facts.back().position;
  }
}

void Feed::pump() {
  try {
    const std::scoped_lock lock(mutex_);
    catch_up();
  } catch (const std::exception&) {
    // The store is in trouble, which its writers report; the next news tries again.
  }
}

}  // namespace debrief::app
