// SPDX-License-Identifier: Apache-2.0
// Coroutines here keep to the forms that g++ 12 compiles correctly; tools/check_coroutines.py checks it.
#include "http/socket_session.hpp"

#include "http/exchange.hpp"

#include <boost/asio/write.hpp>

#include <algorithm>
#include <utility>

namespace debrief::http {
namespace {

constexpr std::size_t kRead = 2 * 1024;
// How long a client may take to answer a close, and a slow one to take what it is owed.
constexpr std::chrono::seconds kCloseTime{5};

}  // namespace

SocketSession::SocketSession(Service& service, Loop& loop, std::weak_ptr<Tenant> owner, ClientStream& stream)
    : service_(service),
      loop_(loop),
      owner_(std::move(owner)),
      socket_(stream.socket()),
      buffer_(stream.buffer()),
      reader_(0),
      drained_(loop.executor(), Moment::max()),
      heard_(std::chrono::steady_clock::now()),
      next_ping_(heard_ + service.options.socket_ping) {}

SocketSession::~SocketSession() {
  detach();
}

Task<void> SocketSession::run(Socket& callbacks) {
  const auto wake = [executor = loop_.executor(), weak = weak_from_this()] {
    asio::post(executor, [weak] {
      if (const auto session = weak.lock()) session->flush();
    });
  };
  reader_ = FrameReader(callbacks.most_message_bytes);
  const std::size_t own_limit = callbacks.send_queue_bytes;
  peer_ = std::make_shared<SocketPeer>(own_limit > 0 ? own_limit : service_.options.send_queue_bytes, wake);
  if (service_.stopping) stop();

  const std::shared_ptr<Peer> peer = peer_;
  const auto open = [this, &callbacks, &peer] {
    try {
      if (callbacks.opened) callbacks.opened(peer);
    } catch (...) {
      report_exception(service_.callbacks, "WebSocket opened");
      peer->close(kInternalError, "the server could not go on");
    }
  };
  busy_ = true;
  co_await on_worker(service_.workers, open);
  busy_ = false;
  heard_ = std::chrono::steady_clock::now();
  co_await read_messages(callbacks);
  co_await drain();
  detach();

  const auto closed = [this, &callbacks, &peer] {
    try {
      if (callbacks.closed) callbacks.closed(peer);
    } catch (...) {
      report_exception(service_.callbacks, "WebSocket closed");
    }
  };
  co_await on_worker(service_.workers, closed);
}

Task<void> SocketSession::read_messages(Socket& callbacks) {
  bool open = true;
  while (open) {
    SocketEvent event = co_await next_event();
    open = co_await handle(event, callbacks);
  }
}

// `broken` without a code when the connection has ended.
Task<SocketEvent> SocketSession::next_event() {
  auto token = into(error_);
  while (true) {
    const auto bytes = buffer_.data();
    std::string_view input(static_cast<const char*>(bytes.data()), bytes.size());
    SocketEvent event = reader_.next(input);
    buffer_.consume(bytes.size() - input.size());
    if (event.kind != SocketEvent::Kind::none) co_return event;
    const auto space = buffer_.prepare(kRead);
    const std::size_t received = co_await socket_.async_read_some(space, token);
    buffer_.commit(received);
    if (error_ || received == 0) {
      event.kind = SocketEvent::Kind::broken;
      co_return event;
    }
    heard_ = std::chrono::steady_clock::now();
  }
}

// False after the event that ends the conversation.
Task<bool> SocketSession::handle(SocketEvent& event, Socket& callbacks) {
  switch (event.kind) {
    case SocketEvent::Kind::none:
    case SocketEvent::Kind::pong: co_return true;
    case SocketEvent::Kind::ping: peer_->send_control(Opcode::pong, std::move(event.data)); co_return true;
    case SocketEvent::Kind::close: peer_->close(event.code, ""); co_return false;
    case SocketEvent::Kind::broken:
      if (event.code == 0) failed_ = true;
      peer_->close(event.code, event.data);
      co_return false;
    case SocketEvent::Kind::text: break;
  }
  const std::shared_ptr<Peer> peer = peer_;
  const auto receive = [this, &callbacks, &event, &peer] {
    try {
      if (callbacks.received) callbacks.received(peer, event.data);
    } catch (...) {
      report_exception(service_.callbacks, "WebSocket received");
      peer->close(kInternalError, "the server could not go on");
    }
  };
  busy_ = true;
  co_await on_worker(service_.workers, receive);
  busy_ = false;
  heard_ = std::chrono::steady_clock::now();
  co_return true;
}

// Waits until the close frame is written, or can't be.
Task<void> SocketSession::drain() {
  flush();
  if (in_flight_.empty() || failed_) co_return;
  if (cut_at_ == Moment::max()) cut_at_ = std::chrono::steady_clock::now() + kCloseTime;
  auto token = into(error_);
  co_await drained_.async_wait(token);
}

void SocketSession::flush() {
  if (!in_flight_.empty() || failed_ || !peer_) return;
  in_flight_ = peer_->take();
  if (!in_flight_.empty()) start_write();
}

void SocketSession::start_write() {
  buffers_.clear();
  for (const OutgoingFrame& frame : in_flight_) {
    buffers_.emplace_back(frame.header.data(), frame.header_size);
    if (!frame.payload->empty()) buffers_.emplace_back(frame.payload->data(), frame.payload->size());
  }
  asio::async_write(socket_, buffers_,
                    [self = shared_from_this(), owner = owner_.lock()](const error_code& error, std::size_t bytes) {
                      self->end_write(error, bytes);
                    });
}

void SocketSession::end_write(const error_code& error, std::size_t bytes) {
  in_flight_ = {};
  buffers_ = {};
  if (error) {
    failed_ = true;
    cut();
  } else {
    peer_->written(bytes);
    flush();
  }
  if (in_flight_.empty()) drained_.cancel();
}

void SocketSession::cut() {
  failed_ = true;
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  socket_.cancel(ignored);
  drained_.cancel();
}

void SocketSession::sweep(Moment now) {
  if (!peer_) return;
  if (now > cut_at_) {
    cut();
    return;
  }
  if (peer_->closing()) {
    if (cut_at_ == Moment::max()) cut_at_ = now + kCloseTime;
    return;
  }
  const auto interval = service_.options.socket_ping;
  if (!busy_ && now > heard_ + 2 * interval) {
    cut();
  } else if (now > next_ping_) {
    next_ping_ = now + interval;
    peer_->send_control(Opcode::ping, {});
  }
}

void SocketSession::stop() {
  if (peer_) peer_->close(kGoingAway, "the server is stopping");
}

void SocketSession::detach() {
  if (peer_) peer_->detach();
}

}  // namespace debrief::http
