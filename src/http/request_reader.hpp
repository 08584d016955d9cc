// SPDX-License-Identifier: Apache-2.0
// Reads one request after the other from a client, within the limits on size and time.
#pragma once

#include "http/client_stream.hpp"
#include "http/exchange.hpp"
#include "http/head_scanner.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace debrief::http {

/// Lives on its loop's thread, within the Connection that owns the stream.
class RequestReader {
 public:
  enum class Received {
    request,  ///< `exchange` holds it
    refused,  ///< `exchange` holds the answer that says why; the connection must end after it
    nothing   ///< the client has left, or kept silent for too long
  };

  RequestReader(Service& service, ClientStream& stream, std::string peer)
      : service_(service), stream_(stream), peer_(std::move(peer)) {}

  Task<Received> receive(Exchange& exchange);

  /// Whether it waits for a request of which nothing has come yet.
  [[nodiscard]] bool idle() const { return idle_; }

 private:
  Task<bool> receive_head(HeadScanner& scanner);
  Task<Received> receive_body(Exchange& exchange, const RequestHead& head);
  Task<Received> receive_known_length(Exchange& exchange, std::uint64_t length);
  Task<Received> receive_chunks(Exchange& exchange, std::size_t limit);

  std::variant<RequestHead, Refusal> judge_head(const HeadScanner& scanner);
  std::variant<std::size_t, Refusal> judge_length(const Exchange& exchange, const RequestHead& head);
  Received refused(Exchange& exchange, const Refusal& refusal);
  Received interrupted(Exchange& exchange, std::string_view what);
  void expect_body(Moment begun, std::size_t received);

  Service& service_;
  ClientStream& stream_;
  std::string peer_;
  bool idle_ = false;
  bool first_ = true;  // no request has been read yet
};

}  // namespace debrief::http
