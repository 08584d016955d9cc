// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/live_documents.hpp"

#include <algorithm>
#include <limits>

namespace debrief::features::postmortems::editing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// A client that keeps to the protocol has one push under way and sends some ten other messages a second.
constexpr int kMostWaiting = 64;
constexpr std::size_t kMostPushesWaiting = 4000;
constexpr milliseconds kNewsPause{40};
constexpr seconds kIdle{60};
// Each person is asked every few seconds who it is, some at a time so that nobody waits for it.
constexpr milliseconds kCheckPause{100};
constexpr std::size_t kChecksATime = 8;
constexpr seconds kCheckAgain{3};

Error stopping() {
  return make_error(ErrorCode::unavailable, "the server is stopping")
      .with_help("Keep the updates and send them again.");
}

}  // namespace

void LiveDocuments::Wakeful::raise_news() {
  const std::scoped_lock lock(mutex);
  work.news = true;
  wake.notify_one();
}

LiveDocuments::LiveDocuments(journal::Journal& journal, Log& log)
    : journal_(journal), log_(log), shared_(std::make_shared<Wakeful>()), thread_([this] { run(); }) {
  subscription_ = journal_.on_news([shared = shared_] { shared->raise_news(); });
}

LiveDocuments::~LiveDocuments() {
  subscription_ = {};
  {
    const std::scoped_lock lock(shared_->mutex);
    shared_->work.stopping = true;
    shared_->wake.notify_one();
  }
  thread_.join();
}

LiveDocuments::Figures LiveDocuments::figures() const {
  const std::scoped_lock lock(shared_->mutex);
  return shared_->figures;
}

void LiveDocuments::receive(const std::shared_ptr<Session>& session, std::string_view text) {
  auto message = read_message(text);
  if (!message) return refuse(*session->peer, message.error());
  if (std::holds_alternative<Ping>(*message)) {
    session->peer->send(std::make_shared<const std::string>(pong_message()));
    return;
  }
  auto* const push = std::get_if<Push>(&*message);
  std::optional<domain::Principal> who;
  if (push != nullptr || std::holds_alternative<Open>(*message)) {
    who = session->authenticate();
    if (!who) return session->peer->close(kSessionEnded, "sign in again");
  }
  if (++session->waiting > kMostWaiting) return session->peer->close(kComeBack, "too many messages wait");
  const std::scoped_lock lock(shared_->mutex);
  Work& work = shared_->work;
  if (push != nullptr) {
    if (work.pushes.size() >= kMostPushesWaiting) return session->peer->close(kComeBack, "too many messages wait");
    work.pushes.push_back({session->incident, *std::move(who), std::move(*push), session, nullptr});
  } else if (auto* const wanted = std::get_if<Open>(&*message)) {
    work.commands.push_back({session, *std::move(who), std::move(*wanted)});
  } else if (auto* const moved = std::get_if<CursorMoved>(&*message)) {
    work.commands.push_back({session, {}, *moved});
  } else {
    work.commands.push_back({session, {}, std::get<Seen>(*message)});
  }
  shared_->wake.notify_one();
}

void LiveDocuments::leave(const std::shared_ptr<Session>& session) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->work.commands.push_back({session, {}, Left{}});
  shared_->wake.notify_one();
}

Result<Pushed> LiveDocuments::push(const domain::Principal& who, std::int64_t incident, Push push) {
  auto answer = std::make_shared<std::promise<Result<Pushed>>>();
  auto future = answer->get_future();
  {
    const std::scoped_lock lock(shared_->mutex);
    if (shared_->work.stopping) return stopping();
    if (shared_->work.pushes.size() >= kMostPushesWaiting) return storage_trouble();
    shared_->work.pushes.push_back({incident, who, std::move(push), nullptr, std::move(answer)});
    shared_->wake.notify_one();
  }
  return future.get();
}

LiveDocuments::Work LiveDocuments::wait() {
  std::unique_lock lock(shared_->mutex);
  Work& work = shared_->work;
  const auto ready = [&] {
    return work.stopping || !work.commands.empty() || !work.pushes.empty() || (work.news && !documents_.empty());
  };
  if (next_) shared_->wake.wait_until(lock, *next_, ready);
  else shared_->wake.wait(lock, ready);
  Work taken = std::move(work);
  work = {};
  work.stopping = taken.stopping;
  return taken;
}

void LiveDocuments::run() {
  for (;;) {
    Work work = wait();
    if (work.stopping) {
      for (PendingPush& pending : work.pushes) reply(pending, stopping());
      return;
    }
    try {
      handle(std::move(work));
    } catch (const std::exception& trouble) {
      // Reading failed; what was to be written has been answered already. The next look tries again.
      log_.error("editing", {{"what", trouble.what()}});
      next_ = steady_clock::now() + seconds(1);
    }
  }
}

void LiveDocuments::handle(Work work) {
  news_wanted_ = news_wanted_ || work.news;
  recover_lost();
  for (Command& command : work.commands) handle(command);
  if (!work.pushes.empty()) store(work.pushes);
  const Moment now = steady_clock::now();
  if (news_wanted_ && now >= news_looked_for_ + kNewsPause) {
    news_wanted_ = false;
    news_looked_for_ = now;
    look_for_news();
  }
  tend(now);
}

void LiveDocuments::handle(Command& command) {
  if (const auto* wanted = std::get_if<Open>(&command.what)) {
    --command.session->waiting;
    return open(command, *wanted);
  }
  const auto found = documents_.find(command.session->incident);
  if (std::holds_alternative<Left>(command.what)) {
    if (found != documents_.end()) found->second.leave(*command.session);
    return;
  }
  --command.session->waiting;
  Participant* const participant = found == documents_.end() ? nullptr : found->second.find(*command.session);
  if (participant == nullptr) return;
  if (const auto* moved = std::get_if<CursorMoved>(&command.what)) found->second.move_cursor(*participant, *moved);
  else found->second.note_seen(*participant, std::get<Seen>(command.what).edition);
}

OpenDocument* LiveDocuments::find_or_load(std::int64_t incident) {
  const auto known = documents_.find(incident);
  if (known != documents_.end()) return &known->second;
  listen_to_others();
  auto loaded = journal_.database().read([&](db::Connection& db) -> std::optional<OpenDocument> {
    auto document = LiveDocument::load(db, incident);
    if (!document) return std::nullopt;
    return OpenDocument(*std::move(document), Readers::of(db, incident));
  });
  if (!loaded) return nullptr;
  return &documents_.emplace(incident, *std::move(loaded)).first->second;
}

void LiveDocuments::open(Command& command, const Open& wanted) {
  const std::int64_t incident = command.session->incident;
  Peer& peer = *command.session->peer;
  try {
    OpenDocument* const document = find_or_load(incident);
    journal_.database().read([&](db::Connection& db) {
      if (document != nullptr) document->set_readers(Readers::of(db, incident));
      const auto row = db.query_one("select title from postmortems where incident = $1", incident);
      if (document == nullptr || !row || !document->readers().admits(command.who, domain::Action::read)) {
        refuse(peer, not_found("there is no such postmortem"));
        return peer.close(kGone, "there is no such postmortem");
      }
      document->join(db, command.session, command.who, wanted, row->text(0), steady_clock::now());
    });
  } catch (const std::exception& trouble) {
    log_.error("editing", {{"what", trouble.what()}});
    refuse(peer, storage_trouble());
    peer.close(kComeBack, "this server cannot read the document at the moment");
  }
}

void LiveDocuments::recover_lost() {
  for (auto& [incident, document] : documents_)
    if (document.lost()) read_again(incident, document);
}

void LiveDocuments::look_for_news() {
  for (auto& [incident, document] : documents_)
    if (!document.lost()) read_again(incident, document);
}

// What has been stored by others, who may read, what is kept; of a lost document everything.
void LiveDocuments::read_again(std::int64_t incident, OpenDocument& document) {
  try {
    journal_.database().read([&](db::Connection& db) {
      document.set_readers(Readers::of(db, incident));
      if (document.lost()) {
        auto loaded = LiveDocument::load(db, incident);
        if (!loaded) return;
        document.recover(*std::move(loaded));
        constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
        return document.publish(document.document().list_after(db, document.sent(), kAll));
      }
      const auto kept = db.query_one("select edition from postmortems where incident = $1", incident);
      if (kept) document.document().note_kept(kept->integer(0));
      document.publish(document.document().catch_up(db));
    });
    document.disconnect_strangers();
  } catch (const std::exception& trouble) {
    log_.error("editing", {{"what", trouble.what()}});
    document.lose();
  }
}

void LiveDocuments::listen_to_others() {
  if (std::exchange(listening_, true)) return;
  journal_.database().listen(std::string(kEditsChannel),
                             [shared = shared_](const std::string&) { shared->raise_news(); });
}

void LiveDocuments::tend(Moment now) {
  next_.reset();
  const auto due = [&](Moment at) { next_ = next_ ? std::min(*next_, at) : at; };
  for (auto& [incident, document] : documents_) {
    if (const auto at = document.send_people(now)) due(*at);
    if (document.lost()) due(now + seconds(1));
  }
  if (news_wanted_) due(news_looked_for_ + kNewsPause);
  check_people(now);
  forget_idle(now);
  const bool anybody =
      std::any_of(documents_.begin(), documents_.end(), [](auto& entry) { return !entry.second.people().empty(); });
  if (anybody) due(now + kCheckPause);
  else if (!documents_.empty()) due(now + seconds(5));
  Figures figures;
  figures.documents = documents_.size();
  for (auto& [incident, document] : documents_) figures.people += document.people().size();
  const std::scoped_lock lock(shared_->mutex);
  shared_->figures.documents = figures.documents;
  shared_->figures.people = figures.people;
}

void LiveDocuments::check_people(Moment now) {
  if (now < people_checked_ + kCheckPause) return;
  people_checked_ = now;
  std::size_t checks = 0;
  for (auto& [incident, document] : documents_) {
    for (Participant& participant : document.people()) {
      if (now < participant.checked + kCheckAgain || checks == kChecksATime) continue;
      ++checks;
      participant.checked = now;
      auto who = participant.session->authenticate();
      if (who) participant.who = *std::move(who);
      else participant.session->peer->close(kSessionEnded, "sign in again");
    }
    document.disconnect_strangers();
  }
}

void LiveDocuments::forget_idle(Moment now) {
  for (auto entry = documents_.begin(); entry != documents_.end();) {
    if (!entry->second.people().empty()) {
      idle_since_.erase(entry->first);
      ++entry;
    } else if (now - idle_since_.emplace(entry->first, now).first->second > kIdle) {
      idle_since_.erase(entry->first);
      entry = documents_.erase(entry);
    } else {
      ++entry;
    }
  }
}

}  // namespace debrief::features::postmortems::editing
