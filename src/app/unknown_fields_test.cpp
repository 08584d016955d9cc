// SPDX-License-Identifier: Apache-2.0
// Mass assignment: made from the route table, for every route that takes a JSON body. A body is found that the route
// reads to its end, by answering its complaints; one field more, and it has to be refused for that field.
#include "app/application.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace debrief::app {
namespace {

namespace fs = std::filesystem;
using domain::Principal;

constexpr std::string_view kStray = "no_field_of_this_name";

// Those of the route table whose body the contract says is JSON; the others read none.
std::set<std::string> routes_with_a_body() {
  std::set<std::string> routes;
  std::ifstream in(DEBRIEF_SOURCE_DIR "/api/openapi.yaml");
  std::string line, path, method;
  bool body = false;
  while (std::getline(in, line) && line != "components:") {
    if (line.starts_with("  /")) path = line.substr(2, line.find(':') - 2);
    for (const auto& [word, name] :
         {std::pair{"post", "POST"}, {"put", "PUT"}, {"patch", "PATCH"}, {"get", "GET"}, {"delete", "DELETE"}})
      if (line.starts_with("    " + std::string(word) + ":")) method = name;
    if (line.starts_with("      responses:")) body = false;
    if (line.starts_with("      requestBody:")) body = true;
    if (body && line.find("application/json") != std::string::npos) routes.insert(method + " " + path);
  }
  return routes;
}

// What is sent by others in a form of theirs, and what stands behind something that no short body brings about. They
// read their fields like all others.
const std::set<std::string>& other_routes() {
  static const std::set<std::string> all{"POST /hooks/alertmanager/{token}",
                                         "POST /hooks/trackers/{id}",
                                         "POST /api/v1/catalogue",
                                         "PUT /api/v1/identity-providers/{id}",
                                         "PATCH /api/v1/incidents/{number}/logs/sources/{source}",
                                         "POST /api/v1/incidents/{number}/logs/pins",
                                         "POST /api/v1/incidents/{number}/logs/unmasked",
                                         "PUT /api/v1/incidents/{number}/similar/{match}",
                                         "POST /api/v1/incidents/{number}/postmortem/edits"};
  return all;
}

// What may stand in a field, the likeliest first.
const std::vector<json::value>& guesses() {
  static const std::vector<json::value> all{"x",
                                            "everyone",
                                            "internal",
                                            "for",
                                            "confirmed",
                                            "resolved",
                                            "investigating",
                                            "22:00",
                                            1,
                                            true,
                                            json::array{},
                                            json::object{},
                                            "2026-11-23T10:00:00Z",
                                            nullptr,
                                            json::array{"x"},
                                            json::array{1},
                                            json::array{json::object{}},
                                            0.5};
  return all;
}

class UnknownFields : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("debrief-fields-" + std::to_string(::getpid()));
    Config config;
    config.data = folder_;
    application_ = std::move(Application::open(config, clock_, log_)).value();
    ASSERT_EQ(send("POST", "/api/v1/incidents", R"({"title":"Something","severity":"sev2"})").status, 201);
    ASSERT_EQ(send("POST", "/api/v1/incidents/1/postmortem", "{}").status, 201);
    const auto vi =
        send("POST", "/api/v1/users",
             R"({"name":"Vi","email":"vi@example.org","password":"a long password","role":"administrator"})");
    ASSERT_EQ(vi.status, 201);
    admin_ = {text_in(vi, "id"), "Vi", domain::AccessRole::administrator, "web"};
  }
  void TearDown() override {
    application_.reset();
    fs::remove_all(folder_);
  }
  http::Response send(const std::string& method, const std::string& path, const std::string& body) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.body = body;
    request.headers["content-type"] = "application/json";
    request.peer = "127.0.0.1";
    return application_->answer_as(request, admin_);
  }
  // Things for routes that look for them first.
  void fill() {
    timeline_ = number_in(send("GET", "/api/v1/incidents/1/timeline", ""), "items");
    http::Request file;
    file.method = "POST";
    file.path = "/api/v1/incidents/1/evidence";
    file.query["name"] = "notes.txt";
    file.body = "10:00 something happened\n";
    ASSERT_LT(application_->answer_as(file, admin_).status, 300);
    evidence_ = number_in(send("GET", "/api/v1/incidents/1/evidence", ""), "items");
    ASSERT_LT(send("POST", "/api/v1/runbooks", R"({"title":"Do it","markdown":"1. Do it\n2. Look\n"})").status, 300);
    run_ = text_in(send("POST", "/api/v1/incidents/1/runs", R"({"runbook":1})"), "id");
  }
  static std::string text_in(const http::Response& response, std::string_view key) {
    const auto document = json::parse(response.body);
    return document && document->is_object() ? std::string(json::text_at(document->get_object(), key)) : std::string();
  }
  // The id of the first in a list.
  static std::string number_in(const http::Response& response, std::string_view list) {
    const auto document = json::parse(response.body);
    const auto* items = document && document->is_object() ? json::array_at(document->get_object(), list) : nullptr;
    if (items == nullptr || items->empty()) return "x";
    const json::value& id = items->front().as_object().at("id");
    return id.is_int64() ? std::to_string(id.get_int64()) : std::string(std::string_view(id.as_string()));
  }

  std::string path_of(std::string pattern) const {
    while (true) {
      const std::size_t from = pattern.find('{');
      if (from == std::string::npos) return pattern;
      const std::size_t length = pattern.find('}') - from + 1;
      const std::string name = pattern.substr(from, length);
      const bool numbered = name == "{number}" || name == "{place}" || name == "{version}";
      std::string by = numbered ? "1" : name == "{audience}" ? "internal" : "x";
      if (name == "{id}" && pattern.find("/timeline/") != std::string::npos) by = timeline_;
      if (name == "{id}" && pattern.find("/runs/") != std::string::npos) by = run_;
      if (name == "{id}" && pattern.find("/evidence/") != std::string::npos) by = evidence_;
      pattern.replace(from, length, by);
    }
  }
  static std::string field_of(const http::Response& response) {
    const auto document = json::parse(response.body);
    if (response.status != 422 || !document || !document->is_object()) return "";
    const auto* errors = json::array_at(document->get_object(), "errors");
    if (errors != nullptr && !errors->empty() && errors->front().is_object())
      return std::string(json::text_at(errors->front().get_object(), "pointer"));
    return std::string(json::text_at(document->get_object(), "field"));
  }
  static bool names_stray(const http::Response& response) {
    return response.status == 422 && response.body.find(kStray) != std::string::npos;
  }

  // Whether some body makes the route refuse the stray field. Fields that it asks for are filled in until it does.
  bool refuses(const features::Route& route, std::string& last) {
    const std::string path = path_of(route.pattern);
    json::object body{{kStray, 1}};
    std::map<std::string, std::size_t> tried;
    for (int step = 0; step < 60; ++step) {
      const http::Response response = send(route.method, path, json::write(body));
      last = std::to_string(response.status) + " " + response.body.substr(0, 300) + " to " + json::write(body);
      if (names_stray(response)) return true;
      std::string field = field_of(response);
      if (field.starts_with('/')) field.erase(0, 1);
      field = field.substr(0, field.find('/'));
      if (field.empty() || tried[field] >= guesses().size()) return false;
      body[field] = guesses()[tried[field]++];
    }
    return false;
  }

  Principal admin_{"", "Ada", domain::AccessRole::administrator, "cli"};
  std::string timeline_, evidence_, run_;
  fs::path folder_;
  SystemClock clock_;
  Log log_{LogLevel::off};
  std::unique_ptr<Application> application_;
};

TEST_F(UnknownFields, AreRefusedByEveryRouteWithAJsonBody) {
  fill();
  int asked = 0;
  const auto with_a_body = routes_with_a_body();
  for (const auto& route : application_->dispatch().routes()) {
    const std::string name = route.method + " " + route.pattern;
    if (!with_a_body.contains(name) || other_routes().contains(name)) continue;
    std::string last;
    ++asked;
    EXPECT_TRUE(refuses(route, last)) << route.method << " " << route.pattern << ": " << last;
  }
  EXPECT_GT(asked, 90);
}

}  // namespace
}  // namespace debrief::app
