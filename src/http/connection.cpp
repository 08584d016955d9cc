// SPDX-License-Identifier: Apache-2.0
// Coroutines here keep to the forms that g++ 12 compiles correctly; tools/check_coroutines.py checks it.
#include "http/connection.hpp"

#include "http/response_head.hpp"
#include "http/socket_session.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace debrief::http {
namespace {

constexpr std::chrono::milliseconds kLingerTime{2000};
constexpr std::chrono::milliseconds kLingerTimeWhenStopping{100};

}  // namespace

Connection::Connection(Service& service, Loop& loop, TcpSocket socket, std::string peer)
    : service_(service),
      loop_(loop),
      stream_(std::move(socket), service.options.body_idle_timeout),
      reader_(service, stream_, std::move(peer)) {
  ++service_.connections;
}

Connection::~Connection() {
  --service_.connections;
}

Task<void> Connection::serve(std::shared_ptr<Connection> self) {
  std::optional<Socket> accepted;
  bool open = !self->loop_.stopping();
  while (open && !accepted) {
    Exchange exchange;
    open = co_await self->serve_request(exchange);
    accepted = std::move(exchange.socket);
  }
  if (open && accepted) {
    const std::weak_ptr<Tenant> owner = self;
    self->session_ = std::make_shared<SocketSession>(self->service_, self->loop_, owner, self->stream_);
    co_await self->session_->run(*accepted);
    self->session_.reset();
    co_await self->linger();
  }
  self->stream_.close();
}

// True when the connection stays open.
Task<bool> Connection::serve_request(Exchange& exchange) {
  const RequestReader::Received received = co_await reader_.receive(exchange);
  if (received == RequestReader::Received::nothing) co_return false;
  if (received == RequestReader::Received::request) {
    const auto work = [this, &exchange] { answer(service_.callbacks, service_.stopping, exchange); };
    co_await on_worker(service_.workers, work);
  }
  const bool open = co_await send(exchange);
  co_return open;
}

// True when the connection stays open.
Task<bool> Connection::send(Exchange& exchange) {
  const bool has_body =
      !exchange.socket && exchange.request.method != "HEAD" && may_have_body(exchange.response.status);
  const std::string_view head = exchange.head;
  std::string_view body;
  if (has_body) body = body_of(exchange.response);
  const bool written = co_await stream_.write(head, body);
  if (!written) co_return false;
  if (exchange.socket) co_return true;
  if (!exchange.keep_alive) {
    co_await linger();
    co_return false;
  }
  stream_.shrink();
  co_return !loop_.stopping();
}

Task<void> Connection::linger() {
  const auto most = loop_.stopping() ? kLingerTimeWhenStopping : kLingerTime;
  co_await stream_.linger(most);
}

void Connection::sweep(Moment now) {
  if (session_) {
    session_->sweep(now);
  } else {
    stream_.sweep(now);
  }
}

void Connection::stop() {
  if (session_) {
    session_->stop();
  } else if (reader_.idle()) {
    // Not closed: a request may have been received in this very moment, and it is owed an answer.
    stream_.cancel();
  }
}

void Connection::abort() {
  stream_.close();
}

void Connection::detach() {
  if (session_) session_->detach();
}

}  // namespace debrief::http
