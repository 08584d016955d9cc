// SPDX-License-Identifier: Apache-2.0
#include "http/client.hpp"

#include "http/raw_client.hpp"
#include "http/server.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace debrief::http {
namespace {

using namespace std::chrono_literals;
using testing::RunningServer;

Response describe(Request& request) {
  if (request.path == "/slow") std::this_thread::sleep_for(1s);
  if (request.path == "/large") return json_response(std::string(100'000, ' '));
  Response response = json_response(request.method + " " + request.path + " " + std::string(request.header("x-test")) +
                                    " " + std::to_string(request.body.size()));
  response.status = request.path == "/missing" ? 404 : 200;
  return response.set("X-Answer", "yes");
}

class ClientTest : public ::testing::Test {
 protected:
  ClientTest() : server_(callbacks()) {}

  static ServerCallbacks callbacks() {
    ServerCallbacks callbacks;
    callbacks.answer = describe;
    callbacks.body_limit = [](const Request&) { return 10'000'000; };
    return callbacks;
  }

  ClientRequest request(std::string method, std::string path, std::string body = "") {
    ClientRequest made;
    made.method = std::move(method);
    made.url = "http://127.0.0.1:" + std::to_string(server_.port()) + path;
    made.body = std::move(body);
    made.headers = {{"X-Test", "value"}};
    return made;
  }

  RunningServer server_;
  Client client_;
};

TEST_F(ClientTest, SendsAndReceives) {
  const auto got = client_.send(request("GET", "/a?b=c"));
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(got->status, 200);
  EXPECT_EQ(got->body, "GET /a value 0");
  const std::pair<std::string, std::string> expected{"x-answer", "yes"};
  EXPECT_NE(std::find(got->headers.begin(), got->headers.end(), expected), got->headers.end());
}

TEST_F(ClientTest, KeepsOnlyConnectionsThatAGuardLetThrough) {
  int asked = 0;
  auto guarded = request("POST", "/", "body");
  guarded.may_connect = [&](std::string_view) { return ++asked > 0; };
  ASSERT_TRUE(client_.send(guarded));
  ASSERT_TRUE(client_.send(guarded));
  EXPECT_EQ(asked, 1) << "the second one goes over the connection of the first";
  ASSERT_TRUE(client_.send(request("GET", "/")));
  ASSERT_TRUE(client_.send(guarded));
  EXPECT_EQ(asked, 2) << "a connection that nobody guarded is not used";
}

TEST_F(ClientTest, SendsBodiesOfEveryMethodOverOneClient) {
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE"}) {
    const auto got = client_.send(request(method, "/x", "hello"));
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->body, std::string(method) + " /x value 5");
  }
  const auto empty = client_.send(request("POST", "/x"));
  ASSERT_TRUE(empty) << empty.error().message;
  EXPECT_EQ(empty->body, "POST /x value 0");
  const auto head = client_.send(request("HEAD", "/x"));
  ASSERT_TRUE(head) << head.error().message;
  EXPECT_EQ(head->body, "");
  const auto get = client_.send(request("GET", "/x"));
  ASSERT_TRUE(get) << "nothing is left over from the requests before";
  EXPECT_EQ(get->body, "GET /x value 0");
}

TEST_F(ClientTest, ReportsProgress) {
  ClientRequest upload = request("POST", "/x", std::string(5'000'000, 'x'));
  std::uint64_t latest = 0;
  upload.progress = [&](std::uint64_t sent, std::uint64_t total) {
    EXPECT_EQ(total, 5'000'000U);
    EXPECT_GE(sent, latest);
    latest = sent;
    return true;
  };
  const auto got = client_.send(upload);
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(got->body, "POST /x value 5000000");
  EXPECT_EQ(latest, 5'000'000U);
  upload.progress = [](std::uint64_t, std::uint64_t) { return false; };
  EXPECT_FALSE(client_.send(upload));
}

TEST_F(ClientTest, ReturnsErrorResponsesAsValues) {
  const auto got = client_.send(request("GET", "/missing"));
  ASSERT_TRUE(got);
  EXPECT_EQ(got->status, 404);
}

TEST_F(ClientTest, Decompresses) {
  const auto got = client_.send(request("GET", "/large"));
  ASSERT_TRUE(got);
  EXPECT_EQ(got->body, std::string(100'000, ' '));
}

TEST_F(ClientTest, LimitsTheResponse) {
  ClientRequest large = request("GET", "/large");
  large.response_limit = 99'999;
  const auto got = client_.send(large);
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::too_large);
}

TEST_F(ClientTest, SaysWhichHostAndWhyAndWhatToDo) {
  ClientRequest slow = request("GET", "/slow?token=secret");
  slow.timeout = 100ms;
  const auto late = client_.send(slow);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::unavailable);
  EXPECT_NE(late.error().message.find("127.0.0.1:"), std::string::npos) << late.error().message;
  EXPECT_EQ(late.error().message.find("secret"), std::string::npos) << late.error().message;

  const ClientRequest gone = request("GET", "/");
  server_.stop(0ms);
  const auto refused = client_.send(gone);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  EXPECT_NE(refused.error().message.find("127.0.0.1:"), std::string::npos) << refused.error().message;
  EXPECT_NE(refused.error().help.find("server runs"), std::string::npos);
}

TEST_F(ClientTest, RefusesWhatIsNotHttp) {
  for (const char* url : {"", "file:///etc/passwd", "ftp://localhost/", "http://", "nonsense://x"}) {
    ClientRequest bad;
    bad.url = url;
    const auto got = client_.send(bad);
    ASSERT_FALSE(got) << url;
    EXPECT_EQ(got.error().code, ErrorCode::invalid) << url << ": " << got.error().message;
  }
  ClientRequest split = request("GET", "/");
  split.headers = {{"X", "a\r\nY: b"}};
  EXPECT_FALSE(client_.send(split));
}

TEST_F(ClientTest, ReconnectsWhenTheServerHasClosed) {
  ServerOptions options;
  options.keep_alive_timeout = 1s;
  RunningServer impatient(callbacks(), options);
  ClientRequest made = request("POST", "/x", "abc");
  made.url = "http://127.0.0.1:" + std::to_string(impatient.port()) + "/x";
  ASSERT_TRUE(client_.send(made));
  std::this_thread::sleep_for(1500ms);
  EXPECT_TRUE(client_.send(made));
}

}  // namespace
}  // namespace debrief::http
