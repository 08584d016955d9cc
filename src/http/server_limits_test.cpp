// SPDX-License-Identifier: Apache-2.0
// What the server refuses: malformed requests, too much, too slow, too many.
#include "http/raw_client.hpp"
#include "http/server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>

namespace debrief::http {
namespace {

using namespace std::chrono_literals;
using testing::body_in;
using testing::RawClient;
using testing::RunningServer;
using testing::status_in;

class Limits : public ::testing::Test {
 protected:
  Limits() : server_(callbacks(), options()) {}

  ServerCallbacks callbacks() {
    ServerCallbacks callbacks;
    callbacks.body_limit = [](const Request& request) { return request.path == "/large" ? 100'000 : 100; };
    callbacks.answer = [this](Request&) {
      ++answered_;
      return json_response("{}");
    };
    return callbacks;
  }

  static ServerOptions options() {
    ServerOptions options;
    options.header_bytes = 4096;
    options.header_timeout = 1s;
    options.body_idle_timeout = 1s;
    options.keep_alive_timeout = 1s;
    return options;
  }

  // The status of the first answer, having checked that the connection is closed after it.
  int refused(const std::string& bytes) {
    RawClient client(server_.port());
    client.send(bytes);
    const std::string response = client.receive_all();
    EXPECT_TRUE(client.ended()) << "the connection must be closed after: " << bytes;
    EXPECT_NE(response.find("Content-Type: application/problem+json\r\n"), std::string::npos) << response;
    EXPECT_NE(response.find("Connection: close\r\n"), std::string::npos) << response;
    EXPECT_EQ(response.find("\r\nDate: "), response.rfind("\r\nDate: ")) << "one answer only";
    return status_in(response);
  }

  std::atomic<int> answered_ = 0;
  RunningServer server_;
};

TEST_F(Limits, RefusesMalformedRequestsAndCloses) {
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
  for (const std::string& head : {
           std::string(
               "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
           std::string("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx"),
           std::string("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\n\r\n"),
           std::string("GET / HTTP/1.1\nHost: a\n\n"),
           std::string("GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n"),
           std::string("GET / HTTP/1.1\r\nHost: a\r\nX: \x02\r\n\r\n"),
           std::string("GET http://evil/ HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /%f HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /%FF HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n"),
           std::string("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"),
           std::string("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n"),
           std::string("\x16\x03\x01\x02"),
       }) {
    EXPECT_EQ(refused(head + smuggled), 400) << head;
  }
  EXPECT_EQ(answered_, 0);
}

TEST_F(Limits, RefusesWhatItDoesNotSpeak) {
  EXPECT_EQ(refused("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"), 501);
  EXPECT_EQ(refused("GET / HTTP/3.0\r\nHost: a\r\n\r\n"), 505);
  EXPECT_EQ(refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: more\r\n\r\n"), 417);
}

TEST_F(Limits, RefusesLargeHeads) {
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(5000, 'x')), 431);
  EXPECT_EQ(refused("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(4090, 'x') + "\r\n\r\n"), 431);
  EXPECT_EQ(refused("GET /" + std::string(5000, 'x')), 414);
  EXPECT_EQ(answered_, 0);
}

TEST_F(Limits, RefusesALargeBodyBeforeReadingIt) {
  RawClient client(server_.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n");
  const std::string response = client.receive_all();
  EXPECT_EQ(status_in(response), 413);
  EXPECT_NE(response.find("100 bytes"), std::string::npos) << "the limit is told";
  EXPECT_EQ(answered_, 0);
}

TEST_F(Limits, AnswersAClientThatSendsALargeBodyWithoutWaiting) {
  // Closing at once would destroy the answer by a reset.
  EXPECT_EQ(refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n" + std::string(2'000'000, 'x')),
            413);
}

TEST_F(Limits, RefusesChunksBeyondTheLimit) {
  EXPECT_EQ(refused("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n"), 413);
  EXPECT_EQ(refused("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n" + std::string(100, 'x') +
                    "\r\n1\r\n"),
            413);
}

TEST_F(Limits, AppliesTheLimitOfTheRoute) {
  RawClient client(server_.port());
  client.send("POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n" + std::string(100'000, 'x'));
  EXPECT_EQ(status_in(client.receive_response()), 200);
}

TEST_F(Limits, EndsAHeadThatDripsIn) {
  RawClient client(server_.port());
  const auto before = std::chrono::steady_clock::now();
  const std::string head = "GET / HTTP/1.1\r\nHost: a\r\nX: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
  for (std::size_t i = 0; i < head.size() && !client.receive(50ms) && !client.ended(); ++i) {
    client.send(head.substr(i, 1));
  }
  EXPECT_EQ(status_in(client.receive_all()), 408);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 3s);
}

TEST_F(Limits, EndsABodyThatStalls) {
  EXPECT_EQ(refused("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"), 408);
}

TEST_F(Limits, EndsABodyThatDripsIn) {
  RawClient client(server_.port());
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
  const auto before = std::chrono::steady_clock::now();
  // Never idle for a second, but far below any rate that gets a body across.
  while (!client.receive(300ms) && !client.ended() && std::chrono::steady_clock::now() - before < 8s) client.send("x");
  EXPECT_EQ(status_in(client.receive_all()), 408);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
}

TEST_F(Limits, ClosesIdleConnectionsWithoutAWord) {
  RawClient client(server_.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(status_in(client.receive_response()), 200);
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_TRUE(client.ended());
}

TEST(ServerConnections, AreLimited) {
  ServerOptions options;
  options.max_connections = 2;
  ServerCallbacks callbacks;
  callbacks.answer = [](Request&) { return json_response("{}"); };
  RunningServer server(std::move(callbacks), options);
  const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  auto first = std::make_unique<RawClient>(server.port());
  RawClient second(server.port());
  for (RawClient* client : {first.get(), &second}) {
    client->send(request);
    EXPECT_EQ(status_in(client->receive_response()), 200);
  }
  RawClient third(server.port());
  EXPECT_EQ(status_in(third.receive_all()), 503);
  EXPECT_TRUE(third.ended());

  first.reset();
  std::this_thread::sleep_for(50ms);
  RawClient fourth(server.port());
  fourth.send(request);
  EXPECT_EQ(status_in(fourth.receive_response()), 200) << "room again";
}

}  // namespace
}  // namespace debrief::http
