// SPDX-License-Identifier: Apache-2.0
// A document with the people who have it open.
#pragma once

#include "features/postmortems/editing/live_document.hpp"
#include "features/postmortems/editing/peer.hpp"
#include "features/postmortems/editing/readers.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace debrief::features::postmortems::editing {

using Moment = std::chrono::steady_clock::time_point;

struct Participant {
  std::shared_ptr<Session> session;
  domain::Principal who;
  std::string client;
  int colour = 0;
  std::optional<std::pair<std::size_t, std::size_t>> cursor;  ///< anchor and head in the current text
  std::int64_t seen = 0;
  Moment checked;  ///< when it was asked last who it is
};

/// Not for several threads at once.
class OpenDocument {
 public:
  OpenDocument(LiveDocument document, Readers readers);

  [[nodiscard]] LiveDocument& document() { return document_; }
  [[nodiscard]] const Readers& readers() const { return readers_; }
  [[nodiscard]] std::vector<Participant>& people() { return people_; }
  [[nodiscard]] std::int64_t sent() const { return sent_; }  ///< everybody was sent everything up to here
  [[nodiscard]] bool lost() const { return lost_; }

  /// The document in memory may differ from the store: it is to be loaded again before it is used.
  void lose() { lost_ = true; }
  void recover(LiveDocument document);

  void set_readers(Readers readers) { readers_ = std::move(readers); }
  /// Disconnects who may not read any more.
  void disconnect_strangers();

  /// Lets somebody in: sends a snapshot, or what is new since the edition that they have. Refuses by closing.
  void join(db::Connection& db, std::shared_ptr<Session> session, domain::Principal who, const Open& open,
            std::string_view title, Moment now);
  void leave(const Session& session);
  [[nodiscard]] Participant* find(const Session& session);
  void move_cursor(Participant& participant, const CursorMoved& moved);
  void note_seen(Participant& participant, std::int64_t edition);

  /// Sends edits that are durable to everybody who may read them.
  void publish(const std::vector<LoggedEdit>& edits);
  /// Sends the list of people when it has changed, not too often. Returns when it is due, if it is.
  std::optional<Moment> send_people(Moment now);

 private:
  void send_since(db::Connection& db, Peer& peer, std::int64_t edition);
  void send_snapshot(Peer& peer, std::string_view title, bool can_edit);
  bool replace_earlier(const std::string& client, const domain::Principal& who);
  [[nodiscard]] int free_colour() const;
  [[nodiscard]] std::string people_json() const;

  LiveDocument document_;
  Readers readers_;
  std::vector<Participant> people_;
  std::int64_t sent_ = 0;
  bool lost_ = false;
  bool people_changed_ = false;
  Moment people_sent_;
  std::int64_t snapshot_edition_ = -1;
  std::string snapshot_title_;
  bool snapshot_can_edit_ = false;
  std::shared_ptr<const std::string> snapshot_;  // many come at once when a server was restarted
};

void refuse(Peer& peer, const Error& error, std::optional<std::int64_t> seq = {});

}  // namespace debrief::features::postmortems::editing
