// SPDX-License-Identifier: Apache-2.0
// All documents that are being edited through this server, and the people who edit them.
//
// One thread owns the documents. Updates that arrive while it stores others are stored together in the next
// transaction, so a document takes as many updates a second as the disk takes commits, times those that wait.
#pragma once

#include "base/log.hpp"
#include "features/postmortems/editing/open_document.hpp"
#include "journal/journal.hpp"

#include <condition_variable>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

namespace debrief::features::postmortems::editing {

/// NOTIFY on this channel tells other servers that there are edits they do not know.
inline constexpr std::string_view kEditsChannel = "debrief_edits";

/// What became of a push: the edits since the edition that it was based on, its own among them.
struct Pushed {
  std::int64_t edition = 0;          ///< after the last of `updates`
  std::vector<std::string> updates;  ///< as update_json writes them
};

/// Members are safe from any thread. `journal` and `log` must outlive it.
class LiveDocuments {
 public:
  LiveDocuments(journal::Journal& journal, Log& log);
  ~LiveDocuments();
  LiveDocuments(const LiveDocuments&) = delete;
  LiveDocuments& operator=(const LiveDocuments&) = delete;

  /// A message of a client, as it came. Asks again who it is where the message wants to change something.
  void receive(const std::shared_ptr<Session>& session, std::string_view text);
  void leave(const std::shared_ptr<Session>& session);

  /// The same as a push over a connection, and its result once it is durable. Errors: not_found, forbidden, invalid,
  /// too_large, conflict (too far behind), unavailable.
  Result<Pushed> push(const domain::Principal& who, std::int64_t incident, Push push);

  struct Figures {
    std::size_t documents = 0;
    std::size_t people = 0;
    std::uint64_t updates = 0;       ///< accepted since the start
    std::uint64_t transactions = 0;  ///< that stored them
  };
  [[nodiscard]] Figures figures() const;

 private:
  struct Left {};
  struct Command {
    std::shared_ptr<Session> session;
    domain::Principal who;
    std::variant<Open, CursorMoved, Seen, Left> what;
  };
  struct PendingPush {
    std::int64_t incident = 0;
    domain::Principal who;
    Push push;
    std::shared_ptr<Session> session;                      // of a push over a connection
    std::shared_ptr<std::promise<Result<Pushed>>> answer;  // of one by HTTP
    std::optional<Error> refused = {};
  };
  struct Work {
    std::vector<Command> commands;
    std::vector<PendingPush> pushes;
    bool news = false;
    bool stopping = false;
  };
  struct Wakeful {  // what other threads touch
    std::mutex mutex;
    std::condition_variable wake;
    Work work;
    Figures figures;

    void raise_news();
  };

  void run();
  Work wait();
  void handle(Work work);
  void handle(Command& command);
  void open(Command& command, const Open& wanted);
  OpenDocument* find_or_load(std::int64_t incident);
  void recover_lost();
  void look_for_news();
  void store(std::vector<PendingPush>& pushes);
  using EditsByIncident = std::map<std::int64_t, std::vector<LoggedEdit>>;
  void store_in(db::Connection& db, std::vector<PendingPush>& pushes, EditsByIncident& accepted);
  Result<std::vector<LoggedEdit>> accept_one(db::Connection& db, PendingPush& pending, Instant now);
  void fail(std::vector<PendingPush>& pushes, std::string_view why);
  void answer(PendingPush& pending);
  void tend(Moment now);
  void check_people(Moment now);
  void forget_idle(Moment now);
  void read_again(std::int64_t incident, OpenDocument& document);
  void listen_to_others();
  void reply(PendingPush& pending, const Error& error);

  journal::Journal& journal_;
  Log& log_;
  std::map<std::int64_t, OpenDocument> documents_;  // the thread's own, as everything down to next_
  std::map<std::int64_t, Moment> idle_since_;
  Moment news_looked_for_;
  bool news_wanted_ = false;
  Moment people_checked_;
  std::optional<Moment> next_;  // when something is due
  bool listening_ = false;

  std::shared_ptr<Wakeful> shared_;
  std::thread thread_;
  journal::Subscription subscription_;  // ends first
};

}  // namespace debrief::features::postmortems::editing
