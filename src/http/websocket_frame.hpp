// SPDX-License-Identifier: Apache-2.0
// WebSocket framing, the server's side (RFC 6455), without extensions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::http {

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// Status codes of section 7.4 that the server itself sends.
enum CloseCode : std::uint16_t {
  kClosedNormally = 1000,
  kGoingAway = 1001,
  kProtocolError = 1002,
  kUnacceptableData = 1003,
  kNoStatus = 1005,  ///< never on the wire: the close frame was empty
  kInvalidPayload = 1007,
  kTooBig = 1009,
  kInternalError = 1011,
  kTryAgainLater = 1013,
};

/// The value of Sec-WebSocket-Accept for a Sec-WebSocket-Key. Absent when the key is not 16 bytes in base64.
[[nodiscard]] std::optional<std::string> accept_key(std::string_view key);

/// An unmasked frame as a server sends it. The payload is shared, so a message for many peers exists once.
struct OutgoingFrame {
  std::array<char, 10> header{};
  std::uint8_t header_size = 0;
  std::shared_ptr<const std::string> payload;

  [[nodiscard]] std::size_t size() const { return header_size + payload->size(); }
};

[[nodiscard]] OutgoingFrame make_frame(Opcode opcode, std::shared_ptr<const std::string> payload);
/// The reason is cut to the 123 bytes that a control frame has room for.
[[nodiscard]] OutgoingFrame make_close(std::uint16_t code, std::string_view reason);

/// What the client's bytes say next.
struct SocketEvent {
  enum class Kind {
    none,  ///< more bytes are needed
    text,  ///< `data` is one whole message, valid UTF-8
    ping,  ///< `data` is to be returned
    pong,
    close,  ///< `code` and `data` are the client's; kNoStatus without
    broken  ///< the connection is to be closed with `code`; `data` says why
  };
  Kind kind = Kind::none;
  std::string data = {};
  std::uint16_t code = 0;
};

/// Joins fragments and checks every rule of sections 5 and 8.1: masks, reserved bits, control frames,
/// UTF-8, lengths. After `close` or `broken` it must not be fed again.
class FrameReader {
 public:
  explicit FrameReader(std::size_t most_message_bytes) : most_(most_message_bytes) {}

  /// Removes the bytes it has used from the front of `input`. A header that is not complete is left there.
  SocketEvent next(std::string_view& input);

 private:
  struct Header {
    bool final = false;
    Opcode opcode = Opcode::continuation;
    std::uint64_t remaining = 0;
    std::array<char, 4> mask{};
    std::size_t offset = 0;  // of the next byte within the payload, for the mask
  };

  SocketEvent begin_frame(std::string_view& input);
  SocketEvent check(const Header& header) const;
  void take_payload(std::string_view& input);
  SocketEvent end_frame();
  static SocketEvent end_close(std::string payload);

  std::size_t most_;
  std::optional<Header> frame_;  // being read
  std::string control_;
  std::string message_;
  bool in_message_ = false;
};

}  // namespace debrief::http
