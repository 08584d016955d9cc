// SPDX-License-Identifier: Apache-2.0
// Coroutines here keep to the forms that g++ 12 compiles correctly; tools/check_coroutines.py checks it.
#include "http/request_reader.hpp"

#include "http/chunk_decoder.hpp"

#include <algorithm>
#include <utility>

namespace debrief::http {
namespace {

using Received = RequestReader::Received;

constexpr std::size_t kHeadRead = 2 * 1024;  // most requests fit, and it is what an idle connection holds
constexpr std::size_t kBodyRead = 64 * 1024;
constexpr std::size_t kChunkRead = 16 * 1024;
constexpr std::size_t kDefaultBodyLimit = 1024 * 1024;
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

Task<Received> RequestReader::receive(Exchange& exchange) {
  HeadScanner scanner;
  const bool decided = co_await receive_head(scanner);
  idle_ = false;
  first_ = false;
  exchange.started = std::chrono::steady_clock::now();
  exchange.request.peer = peer_;
  if (!decided) {
    if (stream_.pending().empty()) co_return Received::nothing;
    co_return interrupted(exchange, "the head of the request");
  }
  std::variant<RequestHead, Refusal> judged = judge_head(scanner);
  if (const auto* refusal = std::get_if<Refusal>(&judged)) co_return refused(exchange, *refusal);

  auto& head = std::get<RequestHead>(judged);
  stream_.consume(scanner.end());
  exchange.request = std::move(head.request);
  exchange.request.peer = peer_;
  exchange.http_1_0 = head.http_1_0;
  exchange.keep_alive = head.keep_alive;
  exchange.wants_socket = head.wants_socket;
  Received received = Received::request;
  if (head.chunked || head.content_length > 0) {
    received = co_await receive_body(exchange, head);
  }
  stream_.no_deadline();
  co_return received;
}

// True when the scanner is no longer in want of bytes, or of too many; false when the client has left or was
// too slow.
Task<bool> RequestReader::receive_head(HeadScanner& scanner) {
  const ServerOptions& options = service_.options;
  idle_ = stream_.pending().empty();
  stream_.set_deadline(std::chrono::steady_clock::now() +
                       (idle_ && !first_ ? options.keep_alive_timeout : options.header_timeout));
  while (scanner.scan(stream_.pending()) == HeadScanner::State::incomplete) {
    if (stream_.pending().size() >= options.header_bytes) break;
    const bool more = co_await stream_.read_more(kHeadRead);
    if (!more) co_return false;
    if (idle_) stream_.set_deadline(std::chrono::steady_clock::now() + options.header_timeout);
    idle_ = false;
  }
  co_return true;
}

std::variant<RequestHead, Refusal> RequestReader::judge_head(const HeadScanner& scanner) {
  const std::size_t limit = service_.options.header_bytes;
  if (scanner.state() == HeadScanner::State::malformed) return Refusal{400, std::string(scanner.reason())};
  if (scanner.state() == HeadScanner::State::incomplete || scanner.end() > limit) {
    const int status = scanner.past_request_line() ? 431 : 414;
    return Refusal{status, "the head of the request has more than " + std::to_string(limit) + " bytes"};
  }
  return parse_head(stream_.pending().substr(scanner.begin(), scanner.end() - scanner.begin()));
}

// The most bytes that the body may have.
std::variant<std::size_t, Refusal> RequestReader::judge_length(const Exchange& exchange, const RequestHead& head) {
  if (head.wants_socket) return Refusal{400, "an upgrade to WebSocket has no body"};
  try {
    const std::size_t limit = body_limit_of(service_, exchange.request);
    if (head.content_length > limit) return too_large_refusal(limit);
    return limit;
  } catch (...) {
    report_exception(service_.callbacks, "body_limit");
    return Refusal{503, "the server could not answer; the reason is in its log"};
  }
}

Task<Received> RequestReader::receive_body(Exchange& exchange, const RequestHead& head) {
  const std::variant<std::size_t, Refusal> judged = judge_length(exchange, head);
  if (const auto* refusal = std::get_if<Refusal>(&judged)) co_return refused(exchange, *refusal);
  if (head.expects_continue && stream_.pending().empty()) {
    const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const std::string_view nothing;
    const bool written = co_await stream_.write(go_on, nothing);
    if (!written) co_return Received::nothing;
  }
  Received received = Received::nothing;
  if (head.chunked) {
    received = co_await receive_chunks(exchange, std::get<std::size_t>(judged));
  } else {
    received = co_await receive_known_length(exchange, head.content_length);
  }
  co_return received;
}

void RequestReader::expect_body(Moment begun, std::size_t received) {
  const auto idle = service_.options.body_idle_timeout;
  const auto earned = std::chrono::seconds(received / kLeastBodyBytesPerSecond);
  stream_.set_deadline(std::min(std::chrono::steady_clock::now() + idle, begun + 2 * idle + earned));
}

Task<Received> RequestReader::receive_known_length(Exchange& exchange, std::uint64_t length) {
  std::string& body = exchange.request.body;
  const Moment begun = std::chrono::steady_clock::now();
  // Memory follows what has arrived, not what was announced.
  body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(length, kBodyRead)));
  while (true) {
    const auto missing = static_cast<std::size_t>(length - body.size());
    const std::string_view piece = stream_.pending().substr(0, missing);
    body.append(piece);
    stream_.consume(piece.size());
    if (body.size() == length) break;
    expect_body(begun, body.size());
    const std::size_t most = std::min(kBodyRead, std::max(kHeadRead, missing));
    const bool more = co_await stream_.read_more(most);
    if (!more) co_return interrupted(exchange, "the body of the request");
  }
  co_return Received::request;
}

Task<Received> RequestReader::receive_chunks(Exchange& exchange, std::size_t limit) {
  ChunkDecoder decoder(limit);
  const Moment begun = std::chrono::steady_clock::now();
  ChunkDecoder::State state = ChunkDecoder::State::incomplete;
  while (true) {
    std::string_view input = stream_.pending();
    const std::size_t before = input.size();
    state = decoder.feed(input, exchange.request.body);
    stream_.consume(before - input.size());
    if (state != ChunkDecoder::State::incomplete) break;
    expect_body(begun, exchange.request.body.size());
    const bool more = co_await stream_.read_more(kChunkRead);
    if (!more) co_return interrupted(exchange, "the body of the request");
  }
  if (state == ChunkDecoder::State::complete) co_return Received::request;
  Refusal refusal{400, std::string(decoder.reason())};
  if (state == ChunkDecoder::State::too_large) refusal = too_large_refusal(limit);
  co_return refused(exchange, refusal);
}

Received RequestReader::refused(Exchange& exchange, const Refusal& refusal) {
  refuse(service_.callbacks, exchange, refusal);
  return Received::refused;
}

Received RequestReader::interrupted(Exchange& exchange, std::string_view what) {
  if (!stream_.take_expired()) return Received::nothing;
  return refused(exchange, {408, std::string(what) + " did not arrive in time", "Send it again."});
}

}  // namespace debrief::http
