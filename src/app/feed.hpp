// SPDX-License-Identifier: Apache-2.0
// The live feed: every fact to every browser that may see it, in the order of the journal, resumed by cursor; and who is
// in the room of an incident, to those who are in it.
#pragma once

#include "app/presence.hpp"
#include "domain/access.hpp"
#include "http/server.hpp"
#include "journal/journal.hpp"
#include "journal/news_thread.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>

namespace debrief::app {

/// One pump thread reads new facts once for all peers. A peer joins after it was sent everything between its
/// cursor and the pump's, so it misses nothing and gets nothing twice, whichever server it connects to.
class Feed {
 public:
  explicit Feed(journal::Journal& journal);
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;
  ~Feed();

  /// Who is behind the credentials of a peer now; absent when they are worth nothing any more.
  using AskAgain = std::function<std::optional<domain::Principal>()>;

  /// The socket for a client that has seen everything up to `after` (absent: starts with what comes next). When an
  /// account, a session or a token changes, everybody is asked again; those who are nobody any more are closed.
  [[nodiscard]] http::Socket socket(domain::Principal who, std::optional<std::int64_t> after, AskAgain again = {});

  [[nodiscard]] std::size_t peers() const;

 private:
  /// Hears other servers of the store, and may outlive the feed.
  struct Ear {
    std::mutex mutex;
    Feed* feed;
  };

  void pump();
  void catch_up();
  void send_range(const domain::Principal& who, http::Peer& peer, std::int64_t after, std::int64_t upto);
  void receive(const std::shared_ptr<http::Peer>& peer, const domain::Principal& who, std::string_view text);
  void leave(const std::shared_ptr<http::Peer>& peer);
  void hear(std::string_view text);
  [[nodiscard]] bool may_stay(const domain::Principal& who, std::int64_t incident) const;
  void empty_rooms();
  void publish_left();
  /// Whether that is new to the room `incident`.
  bool place(const std::shared_ptr<http::Peer>& peer, const std::string& person, std::int64_t incident);
  void publish(std::int64_t incident);
  [[nodiscard]] bool said_lately(std::int64_t incident) const;
  void tell_room(std::int64_t incident);
  struct Reader {
    domain::Principal who;
    AskAgain again;
  };
  using Peers = std::map<std::shared_ptr<http::Peer>, Reader>;
  void join(const std::shared_ptr<http::Peer>& peer, const Reader& reader, std::optional<std::int64_t> after);
  [[nodiscard]] std::optional<domain::Principal> reader(const std::shared_ptr<http::Peer>& peer) const;
  bool ask(const Peers::iterator& peer);
  void ask_again();

  journal::Journal& journal_;

  mutable std::mutex mutex_;   // guards what follows, also while facts are sent
  std::int64_t position_ = 0;  // every peer was sent everything up to here
  Peers peers_;
  Presence presence_;
  std::map<std::int64_t, Instant> said_at_;                    // when other servers were told of a room
  std::map<std::shared_ptr<http::Peer>, std::int64_t> rooms_;  // by peer, those in one only

  std::set<std::int64_t> left_;                                // rooms that other servers are to hear of

  const std::string server_;  // how this server is told from others of the same store
  const std::shared_ptr<Ear> ear_;

  std::optional<journal::NewsThread> thread_;  // ends first: it calls what stands above
};

}  // namespace debrief::app
