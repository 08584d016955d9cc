// SPDX-License-Identifier: Apache-2.0
#include "http/websocket_frame.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace debrief::http {
namespace {

using Kind = SocketEvent::Kind;

// A client's frame, masked with 37 fa 21 3d.
std::string frame(unsigned first, std::string payload) {
  static const std::string mask = "\x37\xFA\x21\x3D";
  std::string bytes(1, static_cast<char>(first));
  if (payload.size() < 126) {
    bytes += static_cast<char>(0x80U | payload.size());
  } else if (payload.size() <= 0xFFFF) {
    bytes += {static_cast<char>(0xFE), static_cast<char>(payload.size() >> 8U), static_cast<char>(payload.size())};
  } else {
    bytes += static_cast<char>(0xFF);
    for (int i = 7; i >= 0; --i) bytes += static_cast<char>(payload.size() >> (8U * static_cast<unsigned>(i)));
  }
  bytes += mask;
  for (std::size_t i = 0; i < payload.size(); ++i) bytes += static_cast<char>(payload[i] ^ mask[i % 4]);
  return bytes;
}

// The events of the bytes, fed in pieces of the given size, up to one that ends the conversation.
std::vector<SocketEvent> read(const std::string& bytes, std::size_t piece, std::size_t limit = 1000) {
  FrameReader reader(limit);
  std::vector<SocketEvent> events;
  std::string buffer;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    buffer += bytes.substr(at, piece);
    while (true) {
      std::string_view input = buffer;
      SocketEvent event = reader.next(input);
      buffer.erase(0, buffer.size() - input.size());
      if (event.kind == Kind::none) break;
      events.push_back(event);
      if (event.kind == Kind::close || event.kind == Kind::broken) return events;
    }
  }
  return events;
}

std::uint16_t breaks_with(const std::string& bytes) {
  const auto at_once = read(bytes, bytes.size());
  const auto slowly = read(bytes, 1);
  EXPECT_EQ(at_once.size(), slowly.size());
  if (at_once.empty() || at_once.back().kind != Kind::broken) return 0;
  return at_once.back().code;
}

TEST(AcceptKey, IsTheOneOfTheRfc) {
  // RFC 6455, section 1.3.
  EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  for (const char* key : {"", "short==", "dGhlIHNhbXBsZSBub25jZQ=!", "dGhlIHNhbXBsZSBub25jZXh5"}) {
    EXPECT_EQ(accept_key(key), std::nullopt) << key;
  }
}

TEST(FrameReader, ReadsTheExamplesOfTheRfc) {
  // RFC 6455, section 5.7: a masked "Hello", and a ping answered by a masked pong.
  const std::string hello = "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58";
  const std::string pong = "\x8a\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58";
  for (const std::size_t piece : {1U, 2U, 100U}) {
    const auto events = read(hello + pong, piece);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].kind, Kind::text);
    EXPECT_EQ(events[0].data, "Hello");
    EXPECT_EQ(events[1].kind, Kind::pong);
    EXPECT_EQ(events[1].data, "Hello");
  }
}

TEST(FrameReader, JoinsFragmentsAroundControlFrames) {
  // The sequence splits "é" between two fragments.
  const std::string bytes =
      frame(0x01, "caf\xC3") + frame(0x89, "are you there") + frame(0x00, "\xA9 ") + frame(0x80, "noir");
  for (const std::size_t piece : {1U, 7U, 1000U}) {
    const auto events = read(bytes, piece);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].kind, Kind::ping);
    EXPECT_EQ(events[0].data, "are you there");
    EXPECT_EQ(events[1].kind, Kind::text);
    EXPECT_EQ(events[1].data, "caf\xC3\xA9 noir");
  }
}

TEST(FrameReader, ReadsEveryLength) {
  for (const std::size_t size : {0U, 1U, 125U, 126U, 127U, 65535U, 65536U, 100000U}) {
    const auto events = read(frame(0x81, std::string(size, 'x')), 4096, 100000);
    ASSERT_EQ(events.size(), 1U) << size;
    EXPECT_EQ(events[0].data.size(), size);
  }
}

TEST(FrameReader, RefusesBreachesOfTheProtocol) {
  EXPECT_EQ(breaks_with("\x81\x05hello"), kProtocolError) << "not masked";
  EXPECT_EQ(breaks_with(frame(0xC1, "x")), kProtocolError) << "reserved bit";
  EXPECT_EQ(breaks_with(frame(0x83, "x")), kProtocolError) << "reserved opcode";
  EXPECT_EQ(breaks_with(frame(0x8B, "x")), kProtocolError) << "reserved control opcode";
  EXPECT_EQ(breaks_with(frame(0x80, "x")), kProtocolError) << "nothing to continue";
  EXPECT_EQ(breaks_with(frame(0x01, "x") + frame(0x81, "y")), kProtocolError) << "message within a message";
  EXPECT_EQ(breaks_with(frame(0x09, "x")), kProtocolError) << "fragmented ping";
  EXPECT_EQ(breaks_with(frame(0x89, std::string(126, 'x'))), kProtocolError) << "long ping";
  EXPECT_EQ(breaks_with(std::string("\x81\xFE\x00\x05\x00\x00\x00\x00hello", 13)), kProtocolError) << "long form";
  EXPECT_EQ(breaks_with(frame(0x82, "x")), kUnacceptableData);
  EXPECT_EQ(breaks_with(frame(0x81, "\xFF")), kInvalidPayload);
  EXPECT_EQ(breaks_with(frame(0x81, "\xED\xA0\x80")), kInvalidPayload);
  EXPECT_EQ(breaks_with(frame(0x88, "x")), kProtocolError) << "half a status";
  EXPECT_EQ(breaks_with(frame(0x88, std::string("\x03\xED", 2))), kProtocolError) << "1005 on the wire";
  EXPECT_EQ(breaks_with(frame(0x88, std::string("\x00\x00", 2))), kProtocolError) << "status 0";
  EXPECT_EQ(breaks_with(frame(0x88, "\x03\xE8\xFF")), kInvalidPayload);
}

TEST(FrameReader, LimitsWholeMessages) {
  EXPECT_EQ(breaks_with(frame(0x81, std::string(1001, 'x')).substr(0, 20)), kTooBig) << "before it is received";
  EXPECT_EQ(breaks_with(frame(0x01, std::string(900, 'x')) + frame(0x80, std::string(101, 'x'))), kTooBig);
  EXPECT_EQ(breaks_with(frame(0x01, std::string(900, 'x')) + frame(0x80, std::string(100, 'x'))), 0);
}

TEST(FrameReader, UnderstandsClosing) {
  const auto events = read(frame(0x88,
                                 "\x03\xE8"
                                 "bye"),
                           1);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, Kind::close);
  EXPECT_EQ(events[0].code, 1000);
  EXPECT_EQ(events[0].data, "bye");
  EXPECT_EQ(read(frame(0x88, ""), 1).at(0).code, kNoStatus);
}

TEST(MakeFrame, EncodesLengthsAsTheRfcDoes) {
  const auto header = [](std::size_t size) {
    const OutgoingFrame made = make_frame(Opcode::text, std::make_shared<const std::string>(size, 'x'));
    return std::string(made.header.data(), made.header_size);
  };
  EXPECT_EQ(header(5), "\x81\x05");
  EXPECT_EQ(header(256), std::string("\x81\x7E\x01\x00", 4));
  EXPECT_EQ(header(65536), std::string("\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00", 10));
}

TEST(MakeClose, FitsIntoAControlFrame) {
  const OutgoingFrame made = make_close(1011, std::string(300, 'x'));
  EXPECT_LE(made.payload->size(), 125U);
  EXPECT_EQ(made.payload->substr(0, 2), "\x03\xF3");
  EXPECT_TRUE(make_close(kNoStatus, "ignored").payload->empty());
}

}  // namespace
}  // namespace debrief::http
