// SPDX-License-Identifier: Apache-2.0
#include "feed_readers.hpp"

#include "figures.hpp"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <thread>

namespace debrief::bench {
namespace {

constexpr double kPatienceSeconds = 60;
constexpr int kTickMilliseconds = 1000;

// The number behind a name of a JSON object; -1 where there is none.
std::int64_t number_behind(std::string_view text, std::string_view name) {
  const std::size_t at = text.find(name);
  std::int64_t number = -1;
  if (at != std::string_view::npos) std::from_chars(text.data() + at + name.size(), text.data() + text.size(), number);
  return number;
}

// The payload of the frame at the front (RFC 6455, section 5.2; servers do not mask), with the size of the whole; 0
// while it is not complete.
std::size_t frame_at(std::string_view bytes, std::string_view& payload) {
  if (bytes.size() < 2) return 0;
  std::size_t size = static_cast<unsigned char>(bytes[1]);
  std::size_t header = 2;
  const std::size_t more = size == 126 ? 2 : size == 127 ? 8 : 0;
  if (bytes.size() < header + more) return 0;
  if (more > 0) size = 0;
  for (std::size_t i = 0; i < more; ++i) size = size << 8 | static_cast<unsigned char>(bytes[header + i]);
  header += more;
  if (bytes.size() < header + size) return 0;
  payload = bytes.substr(header, size);
  return header + size;
}

}  // namespace

FeedReaders::FeedReaders(std::uint16_t port, const std::string& cookie, std::size_t count, std::int64_t after)
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  const std::string request = fmt::format(
      "GET /api/v1/feed?after={} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\nSec-Fetch-Site: "
      "same-origin\r\nCookie: {}\r\n\r\n",
      after, cookie);
  for (std::size_t i = 0; i < count; ++i) {
    Reader& reader = readers_.emplace_back(port);
    reader.seen = after;
    if (::send(reader.socket.descriptor(), request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size()))
      throw std::runtime_error("the server took no request for the feed");
    ::fcntl(reader.socket.descriptor(), F_SETFL, O_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &reader;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, reader.socket.descriptor(), &event);
  }
}

FeedReaders::~FeedReaders() {
  ::close(epoll_);
}

std::vector<double> FeedReaders::wait_for(std::int64_t position) {
  const double end = now_seconds() + kPatienceSeconds;
  std::size_t waiting = 0;
  for (Reader& reader : readers_) {
    reader.at = reader.open && reader.seen >= position ? now_seconds() : 0;
    waiting += reader.at == 0 ? 1 : 0;
  }
  std::array<epoll_event, 512> events{};
  while (waiting > 0) {
    if (now_seconds() > end)
      throw std::runtime_error(fmt::format("{} readers did not see the fact {}", waiting, position));
    const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), kTickMilliseconds);
    for (int i = 0; i < count; ++i) {
      Reader& reader = *static_cast<Reader*>(events[static_cast<std::size_t>(i)].data.ptr);
      const bool was_waiting = reader.at == 0;
      read(reader, position);
      if (was_waiting && reader.at != 0) --waiting;
    }
  }
  std::vector<double> moments;
  for (const Reader& reader : readers_) moments.push_back(reader.at);
  return moments;
}

void FeedReaders::read(Reader& reader, std::int64_t position) {
  std::array<char, 64 * 1024> bytes{};
  const ssize_t count = ::recv(reader.socket.descriptor(), bytes.data(), bytes.size(), 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) throw std::runtime_error("the server closed a connection of the feed");
  reader.received.append(bytes.data(), static_cast<std::size_t>(count));
  if (!reader.open) {
    const std::size_t end = reader.received.find("\r\n\r\n");
    if (end == std::string::npos) return;
    if (!reader.received.starts_with("HTTP/1.1 101"))
      throw std::runtime_error("the feed was answered: " + reader.received);
    reader.received.erase(0, end + 4);
    reader.open = true;
  }
  std::size_t used = 0;
  std::string_view payload;
  while (const std::size_t size = frame_at(std::string_view(reader.received).substr(used), payload)) {
    take(reader, payload);
    used += size;
  }
  reader.received.erase(0, used);
  if (reader.at == 0 && reader.seen >= position) reader.at = now_seconds();
}

void FeedReaders::take(Reader& reader, std::string_view message) {
  const std::int64_t position = number_behind(message, "\"position\":");
  if (position < 0) return;
  if (position != reader.seen + 1) ++reader.missed;
  reader.seen = position;
}

std::size_t FeedReaders::missed() const {
  std::size_t missed = 0;
  for (const Reader& reader : readers_) missed += reader.missed;
  return missed;
}

double bare_fan_out(std::size_t count, std::size_t bytes, int rounds, double share) {
  std::vector<std::array<int, 2>> pairs(count);
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  for (auto& pair : pairs) {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()) != 0)
      throw std::system_error(errno, std::generic_category(), "socketpair");
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = pair[1];
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, pair[1], &event);
  }
  const std::string message(bytes, 'x');
  std::vector<double> milliseconds;
  std::array<epoll_event, 512> events{};
  std::string buffer(bytes, '\0');
  for (int round = 0; round < rounds; ++round) {
    const double start = now_seconds();
    std::thread writer([&] {
      for (const auto& pair : pairs) (void)!::send(pair[0], message.data(), message.size(), MSG_NOSIGNAL);
    });
    for (std::size_t seen = 0; seen < count;) {
      const int ready = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), kTickMilliseconds);
      for (int i = 0; i < ready; ++i) {
        if (::recv(events[static_cast<std::size_t>(i)].data.fd, buffer.data(), buffer.size(), 0) <= 0) continue;
        milliseconds.push_back(1000 * (now_seconds() - start));
        ++seen;
      }
    }
    writer.join();
  }
  for (const auto& pair : pairs)
    for (const int descriptor : pair) ::close(descriptor);
  ::close(epoll);
  return quantile(milliseconds, share);
}

}  // namespace debrief::bench
