// SPDX-License-Identifier: Apache-2.0
#include "http/websocket_frame.hpp"

#include "base/text.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace debrief::http {
namespace {

constexpr std::size_t kMostControlBytes = 125;

bool is_control(Opcode opcode) {
  return static_cast<std::uint8_t>(opcode) >= 8;
}

std::uint8_t byte_at(std::string_view text, std::size_t index) {
  return static_cast<std::uint8_t>(text[index]);
}

SocketEvent broken(std::uint16_t code, std::string why) {
  return {.kind = SocketEvent::Kind::broken, .data = std::move(why), .code = code};
}

bool is_key(std::string_view key) {
  const auto base64 = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  };
  return key.size() == 24 && key.ends_with("==") && std::all_of(key.begin(), key.end() - 2, base64);
}

// Section 7.4: the codes that may be on the wire.
bool is_close_code(std::uint16_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

}  // namespace

std::optional<std::string> accept_key(std::string_view key) {
  if (!is_key(key)) return std::nullopt;
  const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  std::size_t digest_size = digest.size();
  if (EVP_Q_digest(nullptr, "SHA1", nullptr, text.data(), text.size(), digest.data(), &digest_size) != 1) {
    throw std::runtime_error("OpenSSL offers no SHA-1, which the WebSocket handshake needs");
  }
  std::array<unsigned char, 32> encoded{};
  const int length = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest_size));
  return std::string(encoded.begin(), encoded.begin() + length);
}

OutgoingFrame make_frame(Opcode opcode, std::shared_ptr<const std::string> payload) {
  OutgoingFrame frame;
  const std::uint64_t size = payload->size();
  const auto put = [&frame](std::uint64_t byte) { frame.header[frame.header_size++] = static_cast<char>(byte); };
  put(0x80U | static_cast<std::uint8_t>(opcode));
  int length_bytes = 0;
  if (size < 126) {
    put(size);
  } else if (size <= 0xFFFF) {
    put(126);
    length_bytes = 2;
  } else {
    put(127);
    length_bytes = 8;
  }
  for (int i = length_bytes - 1; i >= 0; --i) put((size >> (8U * static_cast<unsigned>(i))) & 0xFFU);
  frame.payload = std::move(payload);
  return frame;
}

OutgoingFrame make_close(std::uint16_t code, std::string_view reason) {
  std::string payload;
  if (code != kNoStatus) {
    payload += static_cast<char>(code >> 8U);
    payload += static_cast<char>(code & 0xFFU);
    // shorten() may add "…", three bytes.
    payload += shorten(to_utf8(reason), kMostControlBytes - 2 - 3);
  }
  return make_frame(Opcode::close, std::make_shared<const std::string>(std::move(payload)));
}

SocketEvent FrameReader::next(std::string_view& input) {
  while (true) {
    if (!frame_) {
      SocketEvent event = begin_frame(input);
      if (event.kind != SocketEvent::Kind::none || !frame_) return event;
    }
    take_payload(input);
    if (frame_->remaining > 0) return {};
    SocketEvent event = end_frame();
    if (event.kind != SocketEvent::Kind::none) return event;
  }
}

// Section 5.2. Leaves frame_ empty when the header is not complete.
SocketEvent FrameReader::begin_frame(std::string_view& input) {
  if (input.size() < 2) return {};
  const std::uint8_t first = byte_at(input, 0);
  const std::uint8_t second = byte_at(input, 1);
  if ((first & 0x70U) != 0) return broken(kProtocolError, "a reserved bit is set");
  if ((second & 0x80U) == 0) return broken(kProtocolError, "a frame is not masked");
  const std::uint8_t length = second & 0x7FU;
  const std::size_t length_bytes = length == 127 ? 8 : length == 126 ? 2 : 0;
  const std::size_t header_bytes = 2 + length_bytes + 4;
  if (input.size() < header_bytes) return {};

  Header header;
  header.final = (first & 0x80U) != 0;
  header.opcode = static_cast<Opcode>(first & 0x0FU);
  header.remaining = length_bytes == 0 ? length : 0;
  for (std::size_t i = 0; i < length_bytes; ++i) header.remaining = header.remaining << 8U | byte_at(input, 2 + i);
  if (length_bytes != 0 && header.remaining < (length_bytes == 2 ? 126U : 0x10000U)) {
    return broken(kProtocolError, "a length is not encoded in the shortest form");
  }
  std::copy_n(input.begin() + 2 + static_cast<std::ptrdiff_t>(length_bytes), 4, header.mask.begin());
  SocketEvent wrong = check(header);
  if (wrong.kind != SocketEvent::Kind::none) return wrong;
  input.remove_prefix(header_bytes);
  frame_ = header;
  return {};
}

SocketEvent FrameReader::check(const Header& header) const {
  switch (header.opcode) {
    case Opcode::continuation:
      if (!in_message_) return broken(kProtocolError, "a continuation has nothing to continue");
      break;
    case Opcode::text:
      if (in_message_) return broken(kProtocolError, "a message begins within another");
      break;
    case Opcode::binary: return broken(kUnacceptableData, "only text messages are understood");
    case Opcode::close:
    case Opcode::ping:
    case Opcode::pong:
      if (!header.final) return broken(kProtocolError, "a control frame is fragmented");
      if (header.remaining > kMostControlBytes) return broken(kProtocolError, "a control frame is too long");
      return {};
    default: return broken(kProtocolError, "the opcode is unknown");
  }
  if (header.remaining > most_ - std::min(most_, message_.size())) {
    return broken(kTooBig, "the message has more than " + std::to_string(most_) + " bytes");
  }
  return {};
}

void FrameReader::take_payload(std::string_view& input) {
  Header& header = *frame_;
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(header.remaining, input.size()));
  std::string& target = is_control(header.opcode) ? control_ : message_;
  const std::size_t from = target.size();
  target.append(input.substr(0, size));
  for (std::size_t i = from; i < target.size(); ++i) target[i] ^= header.mask[header.offset++ % 4];
  input.remove_prefix(size);
  header.remaining -= size;
}

SocketEvent FrameReader::end_frame() {
  const Header header = *frame_;
  frame_.reset();
  switch (header.opcode) {
    case Opcode::close: return end_close(std::exchange(control_, {}));
    case Opcode::ping: return {.kind = SocketEvent::Kind::ping, .data = std::exchange(control_, {})};
    case Opcode::pong: return {.kind = SocketEvent::Kind::pong, .data = std::exchange(control_, {})};
    default: break;
  }
  in_message_ = !header.final;
  if (in_message_) return {};
  if (!is_utf8(message_)) return broken(kInvalidPayload, "the message is not UTF-8");
  return {.kind = SocketEvent::Kind::text, .data = std::exchange(message_, {})};
}

SocketEvent FrameReader::end_close(std::string payload) {
  if (payload.empty()) return {.kind = SocketEvent::Kind::close, .data = {}, .code = kNoStatus};
  if (payload.size() == 1) return broken(kProtocolError, "a close frame has half a status code");
  const auto code = static_cast<std::uint16_t>(byte_at(payload, 0) << 8U | byte_at(payload, 1));
  if (!is_close_code(code)) return broken(kProtocolError, "the status code of a close frame is not allowed");
  std::string reason = payload.substr(2);
  if (!is_utf8(reason)) return broken(kInvalidPayload, "the reason of a close frame is not UTF-8");
  return {.kind = SocketEvent::Kind::close, .data = std::move(reason), .code = code};
}

}  // namespace debrief::http
