// SPDX-License-Identifier: Apache-2.0
// The server over raw sockets: requests and responses, keep-alive, pipelining, concurrency.
#include "http/server.hpp"

#include "http/raw_client.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace debrief::http {
namespace {

using namespace std::chrono_literals;
using testing::body_in;
using testing::RawClient;
using testing::RunningServer;
using testing::status_in;

Response echo(Request& request) {
  Response response;
  response.set("Content-Type", "text/plain");
  response.body = request.method + " " + request.path + " " + request.body;
  return response;
}

ServerCallbacks echoing() {
  ServerCallbacks callbacks;
  callbacks.answer = echo;
  return callbacks;
}

TEST(Server, AnswersARequest) {
  RunningServer server(echoing());
  RawClient client(server.port());
  client.send("GET /a%20b HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string response = client.receive_response();
  EXPECT_EQ(status_in(response), 200);
  EXPECT_EQ(body_in(response), "GET /a b ");
  EXPECT_NE(response.find("\r\nDate: "), std::string::npos);
  EXPECT_NE(response.find("\r\nContent-Length: 9\r\n"), std::string::npos);
  EXPECT_EQ(response.find("Connection:"), std::string::npos);
}

TEST(Server, TellsThePeersAddress) {
  ServerCallbacks callbacks;
  callbacks.answer = [](Request& request) { return json_response(request.peer); };
  RunningServer server(std::move(callbacks));
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(body_in(client.receive_response()), "127.0.0.1");
}

TEST(Server, KeepsConnectionsAliveAndAnswersPipelinedRequestsInOrder) {
  RunningServer server(echoing());
  RawClient client(server.port());
  client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(body_in(client.receive_response()), "GET /1 ");
  client.send(
      "GET /2 HTTP/1.1\r\nHost: a\r\n\r\nPOST /3 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nxyz"
      "\r\nGET /4 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /5 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(body_in(client.receive_response()), "GET /2 ");
  EXPECT_EQ(body_in(client.receive_response()), "POST /3 xyz");
  const std::string last = client.receive_response();
  EXPECT_EQ(body_in(last), "GET /4 ");
  EXPECT_NE(last.find("Connection: close\r\n"), std::string::npos);
  EXPECT_EQ(client.receive_all(), "") << "nothing is answered after the close";
  EXPECT_TRUE(client.ended());
}

TEST(Server, SpeaksHttp10) {
  RunningServer server(echoing());
  RawClient client(server.port());
  client.send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_NE(client.receive_response().find("Connection: keep-alive\r\n"), std::string::npos);
  client.send("GET /2 HTTP/1.0\r\n\r\n");
  EXPECT_NE(client.receive_all().find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(client.ended());
}

TEST(Server, ReadsBodiesThatComeInPieces) {
  RunningServer server(echoing());
  RawClient client(server.port());
  client.send("POST /x HTTP/1.1\r\nHo");
  std::this_thread::sleep_for(20ms);
  client.send("st: a\r\nContent-Length: 10\r\n\r\n01234");
  std::this_thread::sleep_for(20ms);
  client.send("56789");
  EXPECT_EQ(body_in(client.receive_response()), "POST /x 0123456789");
  client.send("POST /y HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab");
  std::this_thread::sleep_for(20ms);
  client.send("cd\r\n3;x=y\r\nefg\r\n0\r\nTrailer: z\r\n\r\nGET /z HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(body_in(client.receive_response()), "POST /y abcdefg");
  EXPECT_EQ(body_in(client.receive_response()), "GET /z ");
}

TEST(Server, SendsNoBodyForHead) {
  RunningServer server(echoing());
  RawClient client(server.port());
  client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\nGET /y HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_NE(client.receive_response(true).find("Content-Length: 8\r\n"), std::string::npos);
  EXPECT_EQ(body_in(client.receive_response()), "GET /y ");
}

TEST(Server, TellsTheClientToContinue) {
  ServerCallbacks callbacks = echoing();
  callbacks.body_limit = [](const Request&) { return 10; };
  RunningServer server(std::move(callbacks));
  RawClient client(server.port());
  client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive_response(true), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  EXPECT_EQ(body_in(client.receive_response()), "POST /x ok");
  client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(status_in(client.receive_response()), 413) << "without asking for the body first";
}

TEST(Server, CompressesWhenTheClientAccepts) {
  ServerCallbacks callbacks;
  callbacks.answer = [](Request&) { return json_response(std::string(5000, ' ')); };
  RunningServer server(std::move(callbacks));
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
  const std::string response = client.receive_response();
  EXPECT_NE(response.find("Content-Encoding: gzip\r\n"), std::string::npos);
  EXPECT_LT(response.size(), 500U);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(body_in(client.receive_response()).size(), 5000U);
}

TEST(Server, SendsLargeSharedBodies) {
  std::string body;
  body.resize(20'000'000, 'x');
  const auto large = std::make_shared<const std::string>(std::move(body));
  ServerCallbacks callbacks;
  callbacks.answer = [&](Request&) {
    Response response;
    response.shared_body = large;
    return response;
  };
  RunningServer server(std::move(callbacks));
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(body_in(client.receive_all()).size(), large->size());
}

TEST(Server, ReceivesLargeBodies) {
  ServerCallbacks callbacks;
  callbacks.body_limit = [](const Request&) { return 30'000'000; };
  callbacks.answer = [](Request& request) { return json_response(std::to_string(request.body.size())); };
  RunningServer server(std::move(callbacks));
  RawClient client(server.port());
  std::string body;
  body.resize(20'000'000, 'x');
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n" + body);
  EXPECT_EQ(body_in(client.receive_response()), "20000000");
}

TEST(Server, TurnsExceptionsInto503AndReportsThem) {
  std::mutex mutex;
  std::string reported;
  ServerCallbacks callbacks;
  callbacks.answer = [](Request&) -> Response { throw std::runtime_error("the disk is on fire"); };
  callbacks.failed = [&](std::string_view what) {
    const std::lock_guard lock(mutex);
    reported = what;
  };
  RunningServer server(std::move(callbacks));
  RawClient client(server.port());
  client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string response = client.receive_response();
  EXPECT_EQ(status_in(response), 503);
  EXPECT_EQ(response.find("fire"), std::string::npos) << "the reason stays inside";
  client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(status_in(client.receive_response()), 503) << "the connection goes on";
  const std::lock_guard lock(mutex);
  EXPECT_EQ(reported, "GET /x: the disk is on fire");
}

TEST(Server, RefusesToSplitAResponse) {
  ServerCallbacks callbacks;
  callbacks.answer = [](Request& request) { return json_response("{}").set("Location", *request.query_value("to")); };
  RunningServer server(std::move(callbacks));
  RawClient client(server.port());
  client.send("GET /?to=%0D%0ASet-Cookie:x HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string response = client.receive_response();
  EXPECT_EQ(status_in(response), 503);
  EXPECT_EQ(response.find("Set-Cookie"), std::string::npos);
}

TEST(Server, ReportsEachAnswer) {
  std::atomic<int> count = 0;
  ServerCallbacks callbacks = echoing();
  callbacks.answered = [&](const Request&, const Response& response, std::chrono::microseconds took) {
    if (response.status == 200 && took.count() >= 0) ++count;
    if (response.status == 400) count += 10;
  };
  RunningServer server(std::move(callbacks));
  RawClient client(server.port());
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\nrubbish\r\n\r\n");
  client.receive_all();
  EXPECT_EQ(count, 12);
}

TEST(Server, ServesManyConnectionsAtOnce) {
  ServerOptions options;
  options.io_threads = 2;
  options.workers = 32;
  ServerCallbacks callbacks = echoing();
  callbacks.answer = [](Request& request) {
    std::this_thread::sleep_for(1ms);
    return echo(request);
  };
  RunningServer server(std::move(callbacks), options);
  constexpr int kClients = 200;
  constexpr int kRequests = 5;
  std::vector<std::unique_ptr<RawClient>> clients;
  clients.reserve(kClients);
  for (int i = 0; i < kClients; ++i) clients.push_back(std::make_unique<RawClient>(server.port()));
  for (int round = 0; round < kRequests; ++round) {
    for (int i = 0; i < kClients; ++i) {
      const std::string body = std::to_string(i * 1000 + round);
      clients[static_cast<std::size_t>(i)]->send(
          "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    for (int i = 0; i < kClients; ++i) {
      const std::string response = clients[static_cast<std::size_t>(i)]->receive_response();
      ASSERT_EQ(body_in(response), "POST /x " + std::to_string(i * 1000 + round));
    }
  }
}

TEST(Server, SurvivesClientsThatLeave) {
  std::promise<void> gate;
  const std::shared_future<void> open = gate.get_future().share();
  ServerCallbacks callbacks;
  callbacks.answer = [open](Request& request) {
    if (request.path == "/slow") open.wait();
    return echo(request);
  };
  RunningServer server(std::move(callbacks));
  for (const char* bytes : {"", "GET", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab",
                            "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"}) {
    RawClient client(server.port());
    client.send(bytes);
  }
  std::this_thread::sleep_for(20ms);
  gate.set_value();
  RawClient client(server.port());
  client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(status_in(client.receive_response()), 200);
}

TEST(Server, RefusesAnAddressThatIsTaken) {
  RunningServer server(echoing());
  ServerOptions options;
  options.port = server.port();
  EXPECT_THROW(Server(options, echoing()), std::system_error);
  options.host = "256.0.0.1.invalid";
  EXPECT_THROW(Server(options, echoing()), std::system_error);
}

}  // namespace
}  // namespace debrief::http
