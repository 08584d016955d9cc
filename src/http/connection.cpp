// SPDX-License-Identifier: Apache-2.0
// Coroutines here keep to the forms that g++ 12 compiles correctly; tools/check_coroutines.py checks it.
#include "http/connection.hpp"

#include "http/chunk_decoder.hpp"
#include "http/response_head.hpp"
#include "http/socket_session.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace debrief::http {
namespace {

constexpr std::size_t kHeadRead = 2 * 1024;  // most requests fit, and it is what an idle connection holds
constexpr std::size_t kBodyRead = 64 * 1024;
constexpr std::size_t kDefaultBodyLimit = 1024 * 1024;
// What a refused client may still send before the connection is cut: closing at once would destroy the
// answer on its way (RFC 9112, section 9.6).
constexpr std::size_t kLingerBytes = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds kLingerTime{2000};
constexpr std::chrono::milliseconds kLingerTimeWhenStopping{100};
// A body has to arrive at this rate on average: a byte now and then would hold a connection for ever.
constexpr std::size_t kLeastBodyBytesPerSecond = 512;

std::size_t body_limit_of(const Service& service, const Request& request) {
  return service.callbacks.body_limit ? service.callbacks.body_limit(request) : kDefaultBodyLimit;
}

Refusal too_large_refusal(std::size_t limit) {
  return {413, "the body has more than the " + std::to_string(limit) + " bytes that are allowed here",
          "Send less, or in parts."};
}

}  // namespace

Connection::Connection(Service& service, Loop& loop, TcpSocket socket, std::string peer)
    : service_(service), loop_(loop), socket_(std::move(socket)), peer_(std::move(peer)) {
  ++service_.connections;
}

Connection::~Connection() { --service_.connections; }

Task<void> Connection::serve(std::shared_ptr<Connection> self) {
  bool open = !self->loop_.stopping();
  std::optional<Socket> accepted;
  while (open) {
    Exchange exchange;
    const Received received = co_await self->receive(exchange);
    if (received == Received::nothing) break;
    if (received == Received::request) {
      Service& service = self->service_;
      const auto work = [&service, &exchange] { answer(service.callbacks, service.stopping, exchange); };
      co_await on_worker(service.workers, work);
    }
    open = co_await self->send(exchange);
    if (open && exchange.socket) {
      accepted = std::move(exchange.socket);
      break;
    }
    self->first_ = false;
  }
  if (accepted) {
    const std::weak_ptr<Tenant> owner = self;
    self->session_ =
        std::make_shared<SocketSession>(self->service_, self->loop_, owner, self->socket_, self->buffer_);
    co_await self->session_->run(*accepted);
    self->session_.reset();
    co_await self->linger();
  }
  self->close();
}

std::string_view Connection::pending() const {
  const auto bytes = buffer_.data();
  return {static_cast<const char*>(bytes.data()), bytes.size()};
}

Task<bool> Connection::read_more(std::size_t most) {
  if (expired_) co_return false;
  const auto space = buffer_.prepare(most);
  auto token = into(error_);
  const std::size_t received = co_await socket_.async_read_some(space, token);
  buffer_.commit(received);
  co_return !error_ && received > 0;
}

// True when the scanner has an opinion, false when the client left or was too slow.
Task<bool> Connection::receive_head(HeadScanner& scanner) {
  const Moment begun = std::chrono::steady_clock::now();
  const auto& options = service_.options;
  bool nothing_yet = pending().empty();
  deadline_ = begun + (nothing_yet && !first_ ? options.keep_alive_timeout : options.header_timeout);
  idle_ = nothing_yet;
  while (scanner.scan(pending()) == HeadScanner::State::incomplete) {
    if (pending().size() >= options.header_bytes) break;
    const bool more = co_await read_more(kHeadRead);
    if (!more) co_return false;
    if (nothing_yet) deadline_ = std::chrono::steady_clock::now() + options.header_timeout;
    nothing_yet = false;
    idle_ = false;
  }
  idle_ = false;
  co_return true;
}

Task<Connection::Received> Connection::receive(Exchange& exchange) {
  HeadScanner scanner;
  const bool decided = co_await receive_head(scanner);
  idle_ = false;
  exchange.started = std::chrono::steady_clock::now();
  exchange.request.peer = peer_;
  if (!decided) {
    if (pending().empty()) co_return Received::nothing;
    co_return interrupted(exchange, "the head of the request");
  }
  if (scanner.state() == HeadScanner::State::malformed) {
    const Refusal refusal{400, std::string(scanner.reason())};
    co_return refused(exchange, refusal);
  }
  if (scanner.state() == HeadScanner::State::incomplete || scanner.end() > service_.options.header_bytes) {
    const Refusal refusal{scanner.past_request_line() ? 431 : 414,
                          "the head of the request has more than " + std::to_string(service_.options.header_bytes) +
                              " bytes"};
    co_return refused(exchange, refusal);
  }
  std::variant<RequestHead, Refusal> parsed =
      parse_head(pending().substr(scanner.begin(), scanner.end() - scanner.begin()));
  buffer_.consume(scanner.end());
  if (const auto* refusal = std::get_if<Refusal>(&parsed)) co_return refused(exchange, *refusal);

  auto& head = std::get<RequestHead>(parsed);
  exchange.request = std::move(head.request);
  exchange.request.peer = peer_;
  exchange.http_1_0 = head.http_1_0;
  exchange.keep_alive = head.keep_alive;
  exchange.wants_socket = head.wants_socket;
  if (!head.chunked && head.content_length == 0) {
    deadline_ = Moment::max();
    co_return Received::request;
  }
  if (head.wants_socket) {
    const Refusal refusal{400, "an upgrade to WebSocket has no body"};
    co_return refused(exchange, refusal);
  }
  const Received received = co_await receive_body(exchange, head);
  deadline_ = Moment::max();
  co_return received;
}

Task<Connection::Received> Connection::receive_body(Exchange& exchange, const RequestHead& head) {
  std::size_t limit = 0;
  bool broken = false;
  try {
    limit = body_limit_of(service_, exchange.request);
  } catch (...) {
    report_exception(service_.callbacks, "body_limit");
    broken = true;
  }
  if (broken) {
    const Refusal refusal{503, "the server could not answer; the reason is in its log"};
    co_return refused(exchange, refusal);
  }
  if (head.content_length > limit) {
    const Refusal refusal = too_large_refusal(limit);
    co_return refused(exchange, refusal);
  }
  if (head.expects_continue && pending().empty()) {
    const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const std::string_view nothing;
    const bool written = co_await write(go_on, nothing);
    if (!written) co_return Received::nothing;
  }
  if (head.chunked) {
    const Received received = co_await receive_chunks(exchange, limit);
    co_return received;
  }
  const Received received = co_await receive_known_length(exchange, head.content_length);
  co_return received;
}

void Connection::expect_body_until(Moment begun, std::size_t received) {
  const auto idle = service_.options.body_idle_timeout;
  const auto earned = std::chrono::seconds(received / kLeastBodyBytesPerSecond);
  deadline_ = std::min(std::chrono::steady_clock::now() + idle, begun + 2 * idle + earned);
}

Task<Connection::Received> Connection::receive_known_length(Exchange& exchange, std::uint64_t length) {
  std::string& body = exchange.request.body;
  const Moment begun = std::chrono::steady_clock::now();
  // Memory follows what has arrived, not what was announced.
  body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(length, kBodyRead)));
  while (true) {
    const auto missing = static_cast<std::size_t>(length - body.size());
    const std::string_view piece = pending().substr(0, missing);
    body.append(piece);
    buffer_.consume(piece.size());
    if (body.size() == length) break;
    expect_body_until(begun, body.size());
    const std::size_t most = std::min(kBodyRead, std::max(kHeadRead, missing));
    const bool more = co_await read_more(most);
    if (!more) co_return interrupted(exchange, "the body of the request");
  }
  co_return Received::request;
}

Task<Connection::Received> Connection::receive_chunks(Exchange& exchange, std::size_t limit) {
  ChunkDecoder decoder(limit);
  const Moment begun = std::chrono::steady_clock::now();
  ChunkDecoder::State state = ChunkDecoder::State::incomplete;
  while (true) {
    std::string_view input = pending();
    const std::size_t before = input.size();
    state = decoder.feed(input, exchange.request.body);
    buffer_.consume(before - input.size());
    if (state != ChunkDecoder::State::incomplete) break;
    expect_body_until(begun, exchange.request.body.size());
    const bool more = co_await read_more(kBodyRead / 4);
    if (!more) co_return interrupted(exchange, "the body of the request");
  }
  if (state == ChunkDecoder::State::complete) co_return Received::request;
  Refusal refusal{400, std::string(decoder.reason())};
  if (state == ChunkDecoder::State::too_large) refusal = too_large_refusal(limit);
  co_return refused(exchange, refusal);
}

Connection::Received Connection::refused(Exchange& exchange, const Refusal& refusal) {
  refuse(service_.callbacks, exchange, refusal);
  return Received::refused;
}

Connection::Received Connection::interrupted(Exchange& exchange, std::string_view what) {
  if (!expired_) return Received::nothing;
  expired_ = false;
  return refused(exchange, {408, std::string(what) + " did not arrive in time", "Send it again."});
}

// Writes piece by piece, so that a slow client of a large body is not taken for one that is gone.
Task<bool> Connection::write(std::string_view head, std::string_view body) {
  auto token = into(error_);
  while (!head.empty() || !body.empty()) {
    if (expired_) co_return false;
    deadline_ = std::chrono::steady_clock::now() + service_.options.body_idle_timeout;
    const std::array<asio::const_buffer, 2> buffers = {asio::const_buffer(head.data(), head.size()),
                                                       asio::const_buffer(body.data(), body.size())};
    const std::size_t written = co_await socket_.async_write_some(buffers, token);
    if (error_) co_return false;
    const std::size_t of_head = std::min(written, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(written - of_head);
  }
  deadline_ = Moment::max();
  co_return true;
}

// True when the connection stays open.
Task<bool> Connection::send(Exchange& exchange) {
  const bool has_body =
      !exchange.socket && exchange.request.method != "HEAD" && may_have_body(exchange.response.status);
  const std::string_view head = exchange.head;
  std::string_view body;
  if (has_body) body = body_of(exchange.response);
  const bool written = co_await write(head, body);
  if (!written) co_return false;
  if (exchange.socket) co_return true;
  if (!exchange.keep_alive) {
    co_await linger();
    co_return false;
  }
  // A large body's buffer is not kept for an idle connection.
  if (buffer_.size() == 0 && buffer_.capacity() > 2 * kHeadRead) buffer_.shrink_to_fit();
  co_return !loop_.stopping();
}

Task<void> Connection::linger() {
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  deadline_ = std::chrono::steady_clock::now() + (loop_.stopping() ? kLingerTimeWhenStopping : kLingerTime);
  std::size_t discarded = buffer_.size();
  buffer_.consume(discarded);
  while (discarded < kLingerBytes) {
    const bool more = co_await read_more(kBodyRead);
    if (!more) break;
    discarded += buffer_.size();
    buffer_.consume(buffer_.size());
  }
}

void Connection::sweep(Moment now) {
  if (session_) {
    session_->sweep(now);
  } else if (now > deadline_) {
    deadline_ = Moment::max();
    expired_ = true;
    error_code ignored;
    socket_.cancel(ignored);
  }
}

void Connection::stop() {
  if (session_) {
    session_->stop();
  } else if (idle_) {
    close();
  }
}

void Connection::abort() { close(); }

void Connection::detach() {
  if (session_) session_->detach();
}

void Connection::close() {
  error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  socket_.close(ignored);
}

}  // namespace debrief::http
