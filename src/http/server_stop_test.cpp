// SPDX-License-Identifier: Apache-2.0
// How the server ends: idle, busy, blocked, under load.
#include "http/raw_client.hpp"
#include "http/server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>
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
  response.body = request.method + " " + request.path + " " + request.body;
  return response;
}

ServerCallbacks echoing() {
  ServerCallbacks callbacks;
  callbacks.answer = echo;
  return callbacks;
}

TEST(ServerStop, StopsWithoutHavingRun) {
  ServerOptions options;
  options.port = 0;
  Server server(options, echoing());
  server.stop();
  server.run();
}

TEST(ServerStop, LetsRunningRequestsEndWhenItStops) {
  std::promise<void> entered;
  std::promise<void> gate;
  ServerCallbacks callbacks;
  callbacks.answer = [&](Request& request) {
    entered.set_value();
    gate.get_future().wait();
    return echo(request);
  };
  RunningServer server(std::move(callbacks));
  RawClient idle(server.port());
  RawClient client(server.port());
  client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
  entered.get_future().wait();
  server.server().stop(5s);
  EXPECT_EQ(idle.receive_all(), "");
  EXPECT_TRUE(idle.ended()) << "idle connections are closed at once";
  gate.set_value();
  const std::string response = client.receive_response();
  EXPECT_EQ(body_in(response), "GET /x ");
  EXPECT_NE(response.find("Connection: close"), std::string::npos);
}

TEST(ServerStop, EndsAfterItsGraceWhateverRuns) {
  std::promise<void> entered;
  std::promise<void> gate;
  std::future<void> open = gate.get_future();
  ServerCallbacks callbacks;
  callbacks.answer = [&](Request& request) {
    entered.set_value();
    open.wait();
    return echo(request);
  };
  RunningServer server(std::move(callbacks));
  RawClient client(server.port());
  client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
  entered.get_future().wait();
  const auto before = std::chrono::steady_clock::now();
  server.stop(100ms);
  EXPECT_LT(std::chrono::steady_clock::now() - before, 4s);
  client.receive_all();
  EXPECT_TRUE(client.ended());
  gate.set_value();
}

// Sends requests one after the other until the server ends. Counts what was answered, and answers cut short.
void hammer(std::uint16_t port, std::atomic<int>& answered, std::atomic<int>& cut) {
  try {
    while (true) {
      RawClient client(port);
      while (client.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody")) {
        const std::string response = client.receive_response();
        if (response.empty()) break;
        if (body_in(response) == "POST /x body") {
          ++answered;
        } else {
          ++cut;
        }
      }
    }
  } catch (const std::runtime_error&) {
    // The server does not listen any more.
  }
}

TEST(ServerStop, CutsNoAnswerShortUnderLoad) {
  for (int round = 0; round < 3; ++round) {
    ServerOptions options;
    options.io_threads = 2;
    options.workers = 16;
    std::atomic<int> handled = 0;
    std::atomic<int> answered = 0;
    std::atomic<int> cut = 0;
    ServerCallbacks callbacks;
    callbacks.answer = [&](Request& request) {
      std::this_thread::sleep_for(500us);
      ++handled;
      return echo(request);
    };
    RunningServer server(std::move(callbacks), options);
    std::vector<std::thread> clients;
    clients.reserve(16);
    for (int i = 0; i < 16; ++i) clients.emplace_back([&] { hammer(server.port(), answered, cut); });
    std::this_thread::sleep_for(100ms);
    server.stop(5s);
    for (std::thread& client : clients) client.join();
    EXPECT_GT(answered, 0);
    EXPECT_EQ(cut, 0);
    EXPECT_EQ(answered, handled) << "what was done was also answered";
  }
}

}  // namespace
}  // namespace debrief::http
