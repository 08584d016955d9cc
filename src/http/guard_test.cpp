// SPDX-License-Identifier: Apache-2.0
#include "http/guard.hpp"

#include "http/client.hpp"
#include "http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace debrief::http {
namespace {

TEST(Guard, KnowsPublicAddresses) {
  for (const char* open :
       {"140.82.112.3", "1.1.1.1", "2606:4700:4700::1111", "2001:4860:4860::8888", "64:ff9b::808:808"})
    EXPECT_TRUE(is_public_address(open)) << open;
  for (const char* inner : {"127.0.0.1",
                            "127.8.8.8",
                            "10.1.2.3",
                            "172.16.0.1",
                            "172.31.255.255",
                            "192.168.1.1",
                            "169.254.169.254",
                            "100.64.0.1",
                            "0.0.0.0",
                            "224.0.0.1",
                            "255.255.255.255",
                            "198.18.0.1",
                            "::1",
                            "::",
                            "::ffff:127.0.0.1",
                            "::ffff:10.0.0.1",
                            "fe80::1",
                            "fe80::1%eth0",
                            "fc00::1",
                            "fd00:ec2::254",
                            "ff02::1",
                            "64:ff9b::a00:1",
                            "2002:7f00:1::",
                            "2001::1",
                            "2001:db8::1",
                            "::127.0.0.1",
                            "example.com",
                            "",
                            "1.2.3",
                            "0x7f.1"})
    EXPECT_FALSE(is_public_address(inner)) << inner;
  EXPECT_TRUE(is_public_address("172.32.0.1"));
}

TEST(Guard, LetsAllowedHostsBeAnywhere) {
  const auto may = [](std::string_view url, std::vector<std::string> allowed) {
    return guard_for(url, allowed)("10.0.0.1");
  };
  EXPECT_FALSE(may("https://gitlab.internal/x", {}));
  EXPECT_TRUE(may("https://gitlab.internal/x", {"GitLab.internal"}));
  EXPECT_TRUE(may("http://[fd00::1]:8080/x", {"fd00::1"}));
  EXPECT_TRUE(may("http://127.0.0.1:8080/x", {"127.0.0.1:8080"}));
  EXPECT_FALSE(may("http://127.0.0.1:8081/x", {"127.0.0.1:8080"}));
  EXPECT_FALSE(may("https://gitlab.internal@evil.example/x", {"gitlab.internal"}));
  EXPECT_FALSE(may("https://evil.example/gitlab.internal", {"gitlab.internal"}));
  EXPECT_FALSE(may("https://gitlab.internal\\@evil.example/x", {"gitlab.internal"}));
  EXPECT_FALSE(may("https://evil.example@gitlab.internal/x", {"gitlab.internal"}));
  EXPECT_FALSE(may("https://evil.example", {""}));
  EXPECT_TRUE(guard_for("https://api.github.com", {})("140.82.112.3"));
}

// The name leads to this machine: what counts is where the connection would go.
TEST(Guard, StopsTheClientBeforeItConnects) {
  ServerCallbacks callbacks;
  int asked = 0;
  callbacks.answer = [&](Request&) {
    ++asked;
    return json_response("{}");
  };
  ServerOptions options;
  options.host = "127.0.0.1";
  options.port = 0;
  Server server(options, std::move(callbacks));
  std::thread thread([&] { server.run(); });
  ClientRequest request;
  request.url = "http://localhost:" + std::to_string(server.port()) + "/";
  request.may_connect = guard_for(request.url, {});
  const auto refused = Client().send(request);
  request.may_connect = guard_for(request.url, {"localhost"});
  const auto answered = Client().send(request);
  server.stop();
  thread.join();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, testing::HasSubstr("not on the open internet"));
  EXPECT_TRUE(answered);
  EXPECT_EQ(asked, 1);
}

}  // namespace
}  // namespace debrief::http
