// SPDX-License-Identifier: Apache-2.0
#include "app/application.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

namespace debrief::app {
namespace {

namespace fs = std::filesystem;

// "GET /livez" for every operation of the contract. Paths stand two blanks in, their methods four.
std::set<std::string> operations_of_the_contract() {
  std::set<std::string> operations;
  std::ifstream in(DEBRIEF_SOURCE_DIR "/api/openapi.yaml");
  std::string line, path;
  while (std::getline(in, line) && line != "components:") {
    if (line.starts_with("  /")) path = line.substr(2, line.find(':') - 2);
    for (const auto& [word, method] : {std::pair{"get", "GET"}, {"post", "POST"}, {"put", "PUT"}, {"patch", "PATCH"}, {"delete", "DELETE"}})
      if (line.starts_with("    " + std::string(word) + ":")) operations.insert(std::string(method) + " " + path);
  }
  return operations;
}

class OpenApplication : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("debrief-app-" + std::to_string(::getpid()));
    Config config;
    config.data = folder_;
    application_ = std::move(Application::open(config, clock_, log_)).value();
  }
  void TearDown() override {
    application_.reset();
    fs::remove_all(folder_);
  }
  fs::path folder_;
  SystemClock clock_;
  Log log_{LogLevel::off};
  std::unique_ptr<Application> application_;
};

TEST_F(OpenApplication, HasExactlyTheRoutesOfTheContract) {
  std::set<std::string> offered;
  for (const auto& route : application_->dispatch().routes()) offered.insert(route.method + " " + route.pattern);
  auto promised = operations_of_the_contract();
  ASSERT_GT(promised.size(), 40U);
  EXPECT_EQ(promised.erase("GET /api/v1/feed"), 1U) << "the live feed is an upgrade, not a route";
  EXPECT_EQ(promised.erase("GET /api/v1/incidents/{number}/postmortem/live"), 1U) << "so is editing together";
  for (const auto& route : offered) EXPECT_TRUE(promised.contains(route)) << route << " is not in the contract";
  for (const auto& route : promised) EXPECT_TRUE(offered.contains(route)) << route << " is promised and not there";
}

TEST_F(OpenApplication, AsksForAnAccountOnEveryRouteThatIsNotPublic) {
  const std::set<std::string> open{"GET /livez", "GET /readyz", "GET /metrics", "GET /api/v1/meta", "POST /api/v1/setup", "POST /api/v1/sessions",
                                   "POST /hooks/alertmanager/{token}", "POST /hooks/trackers/{id}", "GET /share/{token}", "GET /feeds/{token}", "GET /status/{slug}", "GET /status/{slug}/{file}", "POST /status/{slug}/subscribe", "GET /subscriptions/{token}", "POST /subscriptions/{token}/confirm", "POST /subscriptions/{token}/unsubscribe", "GET /api/v1/sign-in",
                                   "GET /api/v1/sign-in/{id}", "GET /api/v1/sign-in/{id}/callback", "POST /api/v1/invitations/look",
                                   "POST /api/v1/invitations/accept"};
  for (const auto& route : application_->dispatch().routes()) {
    const std::string name = route.method + " " + route.pattern;
    EXPECT_EQ(!route.action.has_value(), open.contains(name)) << name;
    if (!route.action) continue;
    http::Request request;
    request.method = route.method;
    request.path = route.pattern;
    EXPECT_EQ(application_->answer(request).status, 401) << name;
  }
}

TEST_F(OpenApplication, RefusesWhatNoViewerMayDo) {
  const domain::Principal viewer{"u", "Vi", domain::AccessRole::viewer, "web"};
  for (const auto& route : application_->dispatch().routes()) {
    if (!route.action || route.action == domain::Action::read) continue;
    http::Request request;
    request.method = route.method;
    request.path = route.pattern;
    EXPECT_EQ(application_->answer_as(request, viewer).status, 403) << route.method << " " << route.pattern;
  }
}

TEST_F(OpenApplication, ServesPagesOnlyWhereNoRouteOfTheApiIs) {
  for (const char* path : {"/api/v1/nothing", "/hooks/nothing"}) {
    http::Request request;
    request.method = "GET";
    request.path = path;
    EXPECT_EQ(application_->answer(request).status, 404) << path;
  }
}

}  // namespace
}  // namespace debrief::app
