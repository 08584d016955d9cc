// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_listener.hpp"

#include "db/postgres_session.hpp"

#include <fmt/core.h>
#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

namespace debrief::db {
namespace {

constexpr int kFirstPauseMilliseconds = 200;
constexpr int kLongestPauseMilliseconds = 5000;
/// Without traffic a dead peer is only found by asking it.
constexpr int kAskMilliseconds = 15000;

struct FreeNotify {
  void operator()(PGnotify* notify) const noexcept { PQfreemem(notify); }
};
using Notify = std::unique_ptr<PGnotify, FreeNotify>;

std::string listen_statement(pg_conn* connection, const std::string& channel) {
  const std::unique_ptr<char, decltype(&PQfreemem)> name(PQescapeIdentifier(connection, channel.data(), channel.size()),
                                                         PQfreemem);
  if (!name) throw DatabaseError("not a channel name: " + channel);
  return fmt::format("listen {}", name.get());
}

void execute(pg_conn* connection, const std::string& sql) {
  const PostgresResult result(PQexec(connection, sql.c_str()));
  check_postgres(connection, result.get(), sql);
}

}  // namespace

PostgresListener::PostgresListener(std::string url, std::string channel, std::function<void(std::string)> heard)
    : url_(std::move(url)),
      channel_(std::move(channel)),
      heard_(std::move(heard)),
      stop_event_(eventfd(0, EFD_CLOEXEC)) {
  if (stop_event_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  thread_ = std::thread([this] { loop(); });
}

PostgresListener::~PostgresListener() {
  stopping_ = true;
  eventfd_write(stop_event_, 1);
  thread_.join();
  close(stop_event_);
}

bool PostgresListener::wait(int socket, int milliseconds) {
  pollfd events[] = {{stop_event_, POLLIN, 0}, {socket, POLLIN, 0}};
  return poll(events, 2, milliseconds) > 0 && events[1].revents != 0;
}

void PostgresListener::loop() {
  int pause = kFirstPauseMilliseconds;
  while (!stopping_) {
    was_connected_ = false;
    try {
      listen_until_lost();
    } catch (const DatabaseError&) {
      // The writer meets the same loss and reports it; here there is nobody to tell.
    }
    if (stopping_) return;
    pause = was_connected_ ? kFirstPauseMilliseconds : std::min(2 * pause, kLongestPauseMilliseconds);
    wait(-1, pause);
  }
}

void PostgresListener::listen_until_lost() {
  const PostgresHandle connection = connect_postgres(url_);
  execute(connection.get(), listen_statement(connection.get(), channel_));
  was_connected_ = true;
  heard_("");
  while (!stopping_) {
    while (const Notify notify{PQnotifies(connection.get())}) heard_(notify->extra);
    if (!wait(PQsocket(connection.get()), kAskMilliseconds)) {
      if (!stopping_) execute(connection.get(), "select 1");
    } else if (PQconsumeInput(connection.get()) == 0) {
      return;
    }
  }
}

}  // namespace debrief::db
