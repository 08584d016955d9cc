// SPDX-License-Identifier: Apache-2.0
// WebSocket over raw sockets.
#include "http/raw_client.hpp"
#include "http/server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace debrief::http {
namespace {

using namespace std::chrono_literals;
using testing::RawClient;
using testing::RunningServer;
using testing::status_in;

const std::string kHandshake =
    "GET /live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

std::string masked(unsigned first, const std::string& payload) {
  std::string bytes(1, static_cast<char>(first));
  if (payload.size() < 126) {
    bytes += static_cast<char>(0x80U | payload.size());
  } else {
    bytes += static_cast<char>(0xFF);
    for (int i = 7; i >= 0; --i) bytes += static_cast<char>(payload.size() >> (8U * static_cast<unsigned>(i)));
  }
  const std::string mask = "\x12\x34\x56\x78";
  bytes += mask;
  for (std::size_t i = 0; i < payload.size(); ++i) bytes += static_cast<char>(payload[i] ^ mask[i % 4]);
  return bytes;
}

std::string text(const std::string& payload) {
  return masked(0x81, payload);
}

std::string close_frame(unsigned code, const std::string& reason = "") {
  return masked(0x88, std::string{static_cast<char>(code >> 8U), static_cast<char>(code)} + reason);
}

struct Frame {
  unsigned first = 0;
  std::string payload;
};

class SocketClient : public RawClient {
 public:
  explicit SocketClient(std::uint16_t port, int receive_buffer = 0) : RawClient(port, receive_buffer) {
    send(kHandshake);
    handshake = receive_response(true);
  }

  Frame receive_frame() {
    const std::string head = receive_exactly(2);
    if (head.size() < 2) return {};
    Frame frame{.first = static_cast<unsigned char>(head[0]), .payload = {}};
    std::size_t size = static_cast<unsigned char>(head[1]);
    if (size >= 126) {
      const std::string length = receive_exactly(size == 126 ? 2 : 8);
      size = 0;
      for (const char c : length) size = size << 8U | static_cast<unsigned char>(c);
    }
    frame.payload = receive_exactly(size);
    return frame;
  }

  // The code of the close frame that comes next, text and pings before it skipped; 0 without one.
  unsigned receive_close() {
    while (true) {
      const Frame frame = receive_frame();
      if (frame.first == 0) return 0;
      if (frame.first != 0x88) continue;
      if (frame.payload.size() < 2) return 1005;
      return static_cast<unsigned>(static_cast<unsigned char>(frame.payload[0])) << 8U |
             static_cast<unsigned char>(frame.payload[1]);
    }
  }

  std::string handshake;
};

// Records what happens to its peers and echoes text.
class Sockets : public ::testing::Test {
 protected:
  Sockets() : server_(callbacks(), options()) {}

  ServerCallbacks callbacks() {
    ServerCallbacks callbacks;
    callbacks.answer = [](Request&) { return json_response("{}"); };
    callbacks.upgrade = [this](Request& request) -> std::variant<Response, Socket> {
      if (request.path != "/live") return problem(not_found("no socket at {}", request.path));
      Socket socket;
      socket.opened = [this](const std::shared_ptr<Peer>& peer) { note("opened", peer); };
      socket.received = [](const std::shared_ptr<Peer>& peer, std::string_view message) {
        if (message == "fail") throw std::runtime_error("no");
        peer->send(std::make_shared<const std::string>(message));
      };
      socket.closed = [this](const std::shared_ptr<Peer>& peer) { note("closed", peer); };
      return socket;
    };
    return callbacks;
  }

  static ServerOptions options() {
    ServerOptions options;
    options.socket_ping = 1s;
    options.send_queue_bytes = 256 * 1024;
    return options;
  }

  void note(const std::string& what, const std::shared_ptr<Peer>& peer) {
    const std::lock_guard lock(mutex_);
    events_.push_back(what);
    peer_ = peer;
    changed_.notify_all();
  }

  std::vector<std::string> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, 10s, [&] { return events_.size() >= count; });
    return events_;
  }

  std::shared_ptr<Peer> peer() {
    wait_for(1);
    const std::lock_guard lock(mutex_);
    return peer_;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> events_;
  std::shared_ptr<Peer> peer_;
  RunningServer server_;
};

const std::vector<std::string> kOpenedAndClosed = {"opened", "closed"};

TEST_F(Sockets, ShakesHandsAsTheRfcDoes) {
  SocketClient client(server_.port());
  EXPECT_EQ(client.handshake,
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");
}

TEST_F(Sockets, RefusesBadHandshakes) {
  const auto status = [&](std::string from, std::string to) {
    std::string request = kHandshake;
    request.replace(request.find(from), from.size(), to);
    RawClient client(server_.port());
    client.send(request);
    return status_in(client.receive_response());
  };
  EXPECT_EQ(status("/live", "/dead"), 404);
  EXPECT_EQ(status("Version: 13", "Version: 8"), 426);
  EXPECT_EQ(status("dGhlIHNhbXBsZSBub25jZQ==", "c2hvcnQ="), 400);
  EXPECT_EQ(status("Upgrade: websocket\r\n", ""), 200) << "an ordinary request";
  EXPECT_EQ(status("Host: a\r\n", "Host: a\r\nContent-Length: 1\r\n"), 400);
}

TEST_F(Sockets, EchoesMessagesAndFragments) {
  SocketClient client(server_.port());
  client.send(text("Hello") + masked(0x01, "frag") + masked(0x89, "ping me") + masked(0x80, "ments"));
  Frame frame = client.receive_frame();
  EXPECT_EQ(frame.first, 0x81U);
  EXPECT_EQ(frame.payload, "Hello");
  frame = client.receive_frame();
  EXPECT_EQ(frame.first, 0x8AU);
  EXPECT_EQ(frame.payload, "ping me");
  frame = client.receive_frame();
  EXPECT_EQ(frame.payload, "fragments");
}

TEST_F(Sockets, TakesMessagesSentTogetherWithTheHandshake) {
  RawClient client(server_.port());
  client.send(kHandshake + text("early"));
  client.receive_response(true);
  EXPECT_EQ(client.receive_exactly(7),
            "\x81\x05"
            "early");
}

TEST_F(Sockets, EchoesLargeMessages) {
  SocketClient client(server_.port());
  const std::string large(200'000, 'x');
  client.send(text(large));
  EXPECT_EQ(client.receive_frame().payload, large);
  client.send(text(std::string(1024 * 1024 + 1, 'x')));
  EXPECT_EQ(client.receive_close(), 1009U);
}

TEST_F(Sockets, ClosesTogether) {
  SocketClient client(server_.port());
  client.send(close_frame(1000, "done"));
  EXPECT_EQ(client.receive_close(), 1000U);
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(wait_for(2), kOpenedAndClosed);
}

TEST_F(Sockets, ClosesOnBreachesOfTheProtocol) {
  const auto code_after = [&](const std::string& bytes) {
    SocketClient client(server_.port());
    client.send(bytes + text("never read"));
    const unsigned code = client.receive_close();
    client.finish_sending();
    client.receive_all();
    EXPECT_TRUE(client.ended());
    return code;
  };
  EXPECT_EQ(code_after("\x81\x05hello"), 1002U);
  EXPECT_EQ(code_after(text("\xC3(")), 1007U);
  EXPECT_EQ(code_after(masked(0x82, "binary")), 1003U);
  EXPECT_EQ(code_after(masked(0x89, std::string(60, 'x')) + masked(0xB1, "reserved bits")), 1002U);
  EXPECT_EQ(code_after(masked(0x88, "")), 1005U) << "an empty close is answered with an empty one";
  EXPECT_EQ(code_after(text("fail")), 1011U);
}

TEST_F(Sockets, NoticesAClientThatVanishes) {
  { SocketClient client(server_.port()); }
  EXPECT_EQ(wait_for(2), kOpenedAndClosed);
  EXPECT_FALSE(peer()->send(std::make_shared<const std::string>("too late")));
}

TEST_F(Sockets, PingsAndEndsThoseWhoDoNotAnswer) {
  SocketClient client(server_.port());
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(client.receive_frame().first, 0x89U);
  client.send(masked(0x8A, ""));
  while (client.receive(5s)) {
  }
  EXPECT_TRUE(client.ended());
  const auto took = std::chrono::steady_clock::now() - before;
  EXPECT_GT(took, 2500ms) << "the answered ping counts";
  EXPECT_LT(took, 6s);
  EXPECT_EQ(wait_for(2), kOpenedAndClosed);
}

TEST_F(Sockets, SendsFromAnyThreadInOrder) {
  SocketClient client(server_.port());
  const std::shared_ptr<Peer> to = peer();
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(to->send(std::make_shared<const std::string>(std::to_string(i))));
  for (int i = 0; i < 1000; ++i) ASSERT_EQ(client.receive_frame().payload, std::to_string(i));
  to->close(4001, "enough");
  EXPECT_FALSE(to->send(std::make_shared<const std::string>("after the close")));
  EXPECT_EQ(client.receive_close(), 4001U);
}

TEST_F(Sockets, EndsAClientThatIsTooSlow) {
  SocketClient client(server_.port(), 4096);
  const std::shared_ptr<Peer> to = peer();
  const auto message = std::make_shared<const std::string>(50'000, 'x');
  int accepted = 0;
  while (accepted < 1000 && to->send(message)) ++accepted;
  EXPECT_LT(accepted, 1000);
  EXPECT_FALSE(to->send(message));
  EXPECT_EQ(client.receive_close(), 1013U) << "when it reads again, whole frames and then the close";
}

TEST_F(Sockets, CutsAClientThatNeverReads) {
  SocketClient client(server_.port(), 4096);
  const std::shared_ptr<Peer> to = peer();
  const auto message = std::make_shared<const std::string>(50'000, 'x');
  while (to->send(message)) {
  }
  EXPECT_EQ(wait_for(2), kOpenedAndClosed);
}

TEST_F(Sockets, AreToldWhenTheServerStops) {
  SocketClient client(server_.port());
  wait_for(1);
  server_.server().stop(5s);
  EXPECT_EQ(client.receive_close(), 1001U);
  client.send(close_frame(1001));
  EXPECT_EQ(client.receive_all(), "");
  server_.stop(5s);
  EXPECT_EQ(wait_for(2), kOpenedAndClosed);
  EXPECT_FALSE(peer()->send(std::make_shared<const std::string>("too late")));
}

TEST_F(Sockets, ShareOneMessage) {
  std::vector<std::unique_ptr<SocketClient>> clients;
  std::vector<std::shared_ptr<Peer>> peers;
  for (std::size_t i = 0; i < 50; ++i) {
    clients.push_back(std::make_unique<SocketClient>(server_.port()));
    wait_for(i + 1);
    peers.push_back(peer());
  }
  const auto message = std::make_shared<const std::string>(300, 'e');
  for (const auto& to : peers) EXPECT_TRUE(to->send(message));
  EXPECT_GE(message.use_count(), 1);
  for (const auto& client : clients) EXPECT_EQ(client->receive_frame().payload, *message);
}

}  // namespace
}  // namespace debrief::http
