// SPDX-License-Identifier: Apache-2.0
#include "app/feed.hpp"

#include "domain/events.hpp"
#include "domain/fact_json.hpp"
#include "base/ids.hpp"
#include "journal/read_access.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <set>

namespace debrief::app {
namespace {

constexpr std::size_t kPage = 500;
constexpr std::chrono::seconds kAgain{2};
constexpr std::uint16_t kNobody = 4401;

bool changes_people(const domain::Fact& fact) {
  if (fact.incident != domain::kServerChain) return false;
  for (const std::string_view begin : {"user.", "session.", "token.", "access."})
    if (fact.kind.starts_with(begin)) return fact.kind != domain::events::kSignedIn && fact.kind != domain::events::kSignInFailed && fact.kind != domain::events::kUserCreated;
  return false;
}
// After which somebody who may read an incident perhaps may not any more.
bool shuts_out(const domain::Fact& fact) {
  namespace events = domain::events;
  for (const std::string_view kind : {events::kVisibilityChanged, events::kMemberRemoved, events::kRoleEnded, events::kRoleHandedOver})
    if (fact.kind == kind) return true;
  return changes_people(fact);
}
constexpr std::string_view kPresenceChannel = "debrief_presence";
constexpr std::chrono::seconds kSaidAgain{20};  // well within what others believe, however often browsers speak
constexpr std::size_t kMostWords = 4096;  // of what a browser says at once

std::shared_ptr<const std::string> message_of(const domain::Fact& fact) {
  return std::make_shared<const std::string>(json::write(domain::to_json(fact)));
}

}  // namespace

Feed::Feed(journal::Journal& journal)
    : journal_(journal),
      position_(journal.newest_position()),
      server_(new_id(journal.clock().now())),
      ear_(std::make_shared<Ear>()) {
  ear_->feed = this;
  journal_.database().listen(std::string(kPresenceChannel), [ear = ear_](const std::string& text) {
    const std::scoped_lock lock(ear->mutex);
    if (ear->feed != nullptr && !text.empty()) ear->feed->hear(text);
  });
  thread_.emplace(journal_, kAgain, [this] { pump(); });
}

Feed::~Feed() {
  const std::scoped_lock lock(ear_->mutex);
  ear_->feed = nullptr;
}

std::size_t Feed::peers() const {
  const std::scoped_lock lock(mutex_);
  return peers_.size();
}

http::Socket Feed::socket(domain::Principal who, std::optional<std::int64_t> after, AskAgain again) {
  http::Socket socket;
  socket.received = [this](const std::shared_ptr<http::Peer>& peer, std::string_view text) {
    if (const auto now = reader(peer)) receive(peer, *now, text);
  };
  socket.opened = [this, reader = Reader{std::move(who), std::move(again)}, after](const std::shared_ptr<http::Peer>& peer) {
    join(peer, reader, after);
  };
  socket.closed = [this](const std::shared_ptr<http::Peer>& peer) { leave(peer); };
  socket.most_message_bytes = kMostWords;
  return socket;
}

std::optional<domain::Principal> Feed::reader(const std::shared_ptr<http::Peer>& peer) const {
  const std::scoped_lock lock(mutex_);
  const auto found = peers_.find(peer);
  return found == peers_.end() ? std::nullopt : std::optional(found->second.who);
}

void Feed::receive(const std::shared_ptr<http::Peer>& peer, const domain::Principal& who, std::string_view text) {
  std::int64_t incident = 0;
  if (!Presence::read_here(text, incident)) return;
  const bool may = incident != 0 && may_stay(who, incident);
  const bool entered = place(peer, who.name, may ? incident : 0);
  if (!may) return;
  // Whoever was put out between the question and the entry was not in the room yet when the others were looked at.
  if (entered && !may_stay(who, incident)) return void(place(peer, who.name, 0));
  // Said again from time to time, so that other servers go on believing it.
  if (entered || !said_lately(incident)) publish(incident);
  const std::scoped_lock lock(mutex_);
  const auto people = presence_.everywhere(incident, journal_.clock().now());
  peer->send(std::make_shared<const std::string>(presence_message(incident, people)));
}

bool Feed::may_stay(const domain::Principal& who, std::int64_t incident) const {
  return journal_.database().read([&](db::Connection& db) {
    return journal::require_incident(db, who, domain::Action::read, incident).has_value();
  });
}

// Needs mutex_. Other servers are told afterwards, without it.
void Feed::empty_rooms() {
  std::set<std::int64_t> left;
  for (auto place = rooms_.begin(); place != rooms_.end();) {
    const auto& [peer, incident] = *place;
    const auto reader = peers_.find(peer);
    if (reader != peers_.end() && may_stay(reader->second.who, incident)) {
      ++place;
      continue;
    }
    presence_.place(reinterpret_cast<std::uintptr_t>(peer.get()), {}, 0);
    left.insert(incident);
    place = rooms_.erase(place);
  }
  for (const std::int64_t incident : left) tell_room(incident);
  left_.merge(left);
}

void Feed::publish_left() {
  std::set<std::int64_t> left;
  {
    const std::scoped_lock lock(mutex_);
    left.swap(left_);
  }
  for (const std::int64_t incident : left) publish(incident);
}

void Feed::leave(const std::shared_ptr<http::Peer>& peer) {
  place(peer, {}, 0);
  const std::scoped_lock lock(mutex_);
  peers_.erase(peer);
}

bool Feed::place(const std::shared_ptr<http::Peer>& peer, const std::string& person, std::int64_t incident) {
  std::set<std::int64_t> changed;
  {
    const std::scoped_lock lock(mutex_);
    changed = presence_.place(reinterpret_cast<std::uintptr_t>(peer.get()), person, incident);
    if (incident == 0) rooms_.erase(peer);
    else rooms_[peer] = incident;
    for (const std::int64_t room : changed) tell_room(room);
  }
  const bool entered = changed.erase(incident) > 0;
  for (const std::int64_t room : changed) publish(room);
  return entered;
}

bool Feed::said_lately(std::int64_t incident) const {
  const std::scoped_lock lock(mutex_);
  const auto said = said_at_.find(incident);
  return said != said_at_.end() && journal_.clock().now() - said->second < kSaidAgain;
}

// Tells other servers who is in the room here; for one server alone there is nobody to tell.
void Feed::publish(std::int64_t incident) {
  if (journal_.database().engine() != db::Engine::postgresql) return;
  Presence::Said said{server_, incident, {}};
  {
    const std::scoped_lock lock(mutex_);
    said.people = presence_.here(incident);
    if (said.people.empty()) said_at_.erase(incident);
    else said_at_[incident] = journal_.clock().now();
  }
  try {
    journal_.database().write([&](db::Connection& db) { db::notify(db, kPresenceChannel, Presence::write(said)); });
  } catch (const db::DatabaseError&) {
    // Who is there is not worth more: it is said again soon.
  }
}

void Feed::hear(std::string_view text) {
  Presence::Said said;
  if (!Presence::read(text, said) || said.server == server_) return;
  const std::scoped_lock lock(mutex_);
  if (presence_.hear(said, journal_.clock().now())) tell_room(said.incident);
}

// Needs mutex_.
void Feed::tell_room(std::int64_t incident) {
  const auto message = std::make_shared<const std::string>(
      presence_message(incident, presence_.everywhere(incident, journal_.clock().now())));
  for (const auto& [peer, room] : rooms_)
    if (room == incident) peer->send(message);
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

void Feed::join(const std::shared_ptr<http::Peer>& peer, const Reader& reader, std::optional<std::int64_t> after) {
  // The bulk goes out while the other peers are served; only what was recorded meanwhile makes them wait.
  const std::int64_t newest = journal_.newest_position();
  const std::int64_t first = after.value_or(newest);
  send_range(reader.who, *peer, first, newest);
  const std::scoped_lock lock(mutex_);
  catch_up();
  send_range(reader.who, *peer, std::max(first, newest), position_);
  peer->send(std::make_shared<const std::string>(json::write(json::object{{"caught_up", position_}})));
  // What ended the session since the upgrade may have been read for the others already.
  const auto joined = peers_.emplace(peer, reader).first;
  if (!ask(joined)) peers_.erase(joined);
}

// True while there is somebody behind the peer. Needs mutex_.
bool Feed::ask(const Peers::iterator& peer) {
  if (!peer->second.again) return true;
  const auto who = peer->second.again();
  if (who) peer->second.who = *who;
  else peer->first->close(kNobody, "this session has ended");
  return who.has_value();
}

// Needs mutex_.
void Feed::ask_again() {
  for (auto peer = peers_.begin(); peer != peers_.end();) peer = ask(peer) ? std::next(peer) : peers_.erase(peer);
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
    // Before anything is sent: whoever was let in or put out by these facts gets them as what they are now.
    if (std::any_of(facts.begin(), facts.end(), changes_people)) ask_again();
    if (std::any_of(facts.begin(), facts.end(), shuts_out)) empty_rooms();
    journal_.database().read([&](db::Connection& db) {
      journal::FactFilter filter(db);
      for (const auto& fact : facts) {
        const auto message = message_of(fact);
        for (const auto& [peer, reader] : peers_)
          if (filter.shows(reader.who, fact)) peer->send(message);
      }
    });
    position_ = facts.back().position;
  }
}

void Feed::pump() {
  try {
    {
      const std::scoped_lock lock(mutex_);
      catch_up();
    }
    publish_left();
  } catch (const std::exception&) {
    // The store is in trouble, which its writers report; the next news tries again.
  }
}

}  // namespace debrief::app
