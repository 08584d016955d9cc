// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/open_document.hpp"

#include "changeset/utf16.hpp"

#include <algorithm>
#include <set>

namespace debrief::features::postmortems::editing {
namespace {

// Whoever is further behind gets the whole text.
constexpr std::int64_t kMostMissed = 20'000;
constexpr std::size_t kUpdatesAMessage = 500;
constexpr std::size_t kBytesAMessage = 256 * 1024;
// A list of many people is sent less often: it costs the square of their number.
constexpr std::size_t kFewPeople = 10;
constexpr std::chrono::milliseconds kFewPeoplePause{100};
constexpr std::chrono::milliseconds kManyPeoplePause{300};

std::shared_ptr<const std::string> shared(std::string message) {
  return std::make_shared<const std::string>(std::move(message));
}

/// Hands `edits` to `send` as messages of bounded size.
template <class Send>
void in_messages(const std::vector<LoggedEdit>& edits, const Send& send) {
  std::vector<std::string_view> part;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    part.push_back(edits[i].json);
    bytes += edits[i].json.size();
    if (i + 1 < edits.size() && part.size() < kUpdatesAMessage && bytes < kBytesAMessage) continue;
    send(shared(updates_message(edits[i].edit.edition, part)));
    part.clear();
    bytes = 0;
  }
}

}  // namespace

void refuse(Peer& peer, const Error& error, std::optional<std::int64_t> seq) {
  peer.send(shared(refused_message(error, seq)));
}

OpenDocument::OpenDocument(LiveDocument document, Readers readers)
    : document_(std::move(document)), readers_(std::move(readers)), sent_(document_.edition()) {}

void OpenDocument::recover(LiveDocument document) {
  document_ = std::move(document);
  lost_ = false;
  snapshot_ = nullptr;
  // Where cursors were cannot be followed through what was lost.
  for (Participant& participant : people_) participant.cursor.reset();
  people_changed_ = true;
}

void OpenDocument::disconnect_strangers() {
  const auto stranger = [&](const Participant& participant) {
    if (readers_.admits(participant.who, domain::Action::read)) return false;
    refuse(*participant.session->peer, not_found("there is no such incident"));
    participant.session->peer->close(kGone, "there is no such incident");
    return true;
  };
  if (std::erase_if(people_, stranger) > 0) people_changed_ = true;
}

int OpenDocument::free_colour() const {
  std::set<int> taken;
  for (const Participant& participant : people_) taken.insert(participant.colour);
  int colour = 0;
  while (taken.contains(colour)) ++colour;
  return colour;
}

bool OpenDocument::replace_earlier(const std::string& client, const domain::Principal& who) {
  const auto earlier =
      std::find_if(people_.begin(), people_.end(), [&](const Participant& p) { return p.client == client; });
  if (earlier == people_.end()) return true;
  if (earlier->who.id != who.id) return false;
  earlier->session->peer->close(kOpenedElsewhere, "this client id was opened again");
  people_.erase(earlier);
  return true;
}

void OpenDocument::send_snapshot(Peer& peer, std::string_view title, bool can_edit) {
  if (!snapshot_ || snapshot_edition_ != document_.edition() || snapshot_title_ != title ||
      snapshot_can_edit_ != can_edit) {
    snapshot_ = shared(snapshot_message(document_.edition(), changeset::to_utf8(document_.text()), title, can_edit));
    snapshot_edition_ = document_.edition();
    snapshot_title_ = title;
    snapshot_can_edit_ = can_edit;
  }
  peer.send(snapshot_);
}

void OpenDocument::send_since(db::Connection& db, Peer& peer, std::int64_t edition) {
  in_messages(document_.list_after(db, edition, kMostMissed), [&](const auto& message) { peer.send(message); });
}

void OpenDocument::join(db::Connection& db, std::shared_ptr<Session> session, domain::Principal who, const Open& open,
                        std::string_view title, Moment now) {
  Peer& peer = *session->peer;
  if (!replace_earlier(open.client, who)) {
    refuse(peer, invalid("this client id is somebody else's").with_help("Take a new one."));
    return peer.close(kBroken, "this client id is somebody else's");
  }
  if (people_.size() >= kMostPeers) {
    refuse(peer, too_large("{} people have this document open, and no more can", kMostPeers));
    return peer.close(kComeBack, "too many people have this document open");
  }
  const bool can_edit = readers_.admits(who, domain::Action::edit);
  const bool known =
      open.edition && *open.edition <= document_.edition() && document_.edition() - *open.edition <= kMostMissed;
  if (known) {
    peer.send(shared(opened_message(*open.edition, can_edit)));
    send_since(db, peer, *open.edition);
  } else {
    send_snapshot(peer, title, can_edit);
  }
  session->client = open.client;
  people_.push_back(
      {std::move(session), std::move(who), open.client, free_colour(), {}, known ? *open.edition : 0, now});
  people_changed_ = true;
}

void OpenDocument::leave(const Session& session) {
  if (std::erase_if(people_, [&](const Participant& p) { return p.session.get() == &session; }) > 0)
    people_changed_ = true;
}

Participant* OpenDocument::find(const Session& session) {
  const auto found =
      std::find_if(people_.begin(), people_.end(), [&](const Participant& p) { return p.session.get() == &session; });
  return found == people_.end() ? nullptr : &*found;
}

void OpenDocument::move_cursor(Participant& participant, const CursorMoved& moved) {
  people_changed_ = true;
  participant.cursor.reset();
  if (!moved.place) return;
  const auto [edition, anchor, head] = *moved.place;
  const auto anchor_now = document_.map_to_now(edition, static_cast<std::size_t>(anchor), participant.client);
  const auto head_now = document_.map_to_now(edition, static_cast<std::size_t>(head), participant.client);
  if (anchor_now && head_now) participant.cursor = std::pair(*anchor_now, *head_now);
}

void OpenDocument::note_seen(Participant& participant, std::int64_t edition) {
  if (edition <= participant.seen || edition > document_.edition()) return;
  participant.seen = edition;
  people_changed_ = true;
}

void OpenDocument::publish(const std::vector<LoggedEdit>& edits) {
  if (edits.empty()) return;
  disconnect_strangers();
  in_messages(edits, [&](const std::shared_ptr<const std::string>& message) {
    for (const Participant& participant : people_) participant.session->peer->send(message);
  });
  sent_ = edits.back().edit.edition;
  for (Participant& participant : people_) {
    if (!participant.cursor) continue;
    for (const LoggedEdit& entry : edits) {
      participant.cursor->first = map_cursor(entry.edit, participant.cursor->first, participant.client);
      participant.cursor->second = map_cursor(entry.edit, participant.cursor->second, participant.client);
    }
  }
}

std::string OpenDocument::people_json() const {
  json::array people;
  for (const Participant& participant : people_) {
    json::object one{{"client", participant.client},
                     {"name", participant.who.name},
                     {"user", participant.who.id},
                     {"colour", participant.colour}};
    if (participant.cursor) {
      one["anchor"] = participant.cursor->first;
      one["head"] = participant.cursor->second;
    }
    one["edition"] = document_.edition();
    one["seen"] = participant.seen;
    people.emplace_back(std::move(one));
  }
  return json::write(json::object{{"type", "people"}, {"people", std::move(people)}});
}

std::optional<Moment> OpenDocument::send_people(Moment now) {
  if (!people_changed_) return std::nullopt;
  const Moment due = people_sent_ + (people_.size() <= kFewPeople ? kFewPeoplePause : kManyPeoplePause);
  if (due > now) return due;
  disconnect_strangers();
  const auto message = shared(people_json());
  for (const Participant& participant : people_) participant.session->peer->send(message);
  people_changed_ = false;
  people_sent_ = now;
  return std::nullopt;
}

}  // namespace debrief::features::postmortems::editing
