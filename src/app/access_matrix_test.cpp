// SPDX-License-Identifier: Apache-2.0
// Role × route × object, made from the route table: for whom a private incident is hidden, every route answers as for an
// incident that was never declared, whatever is sent.
#include "app/application.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace debrief::app {
namespace {

namespace fs = std::filesystem;
using domain::AccessRole;
using domain::Principal;

constexpr std::string_view kUnknownNumber = "987654";
constexpr std::string_view kUnknownId = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
  return text;
}

class AccessMatrix : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("debrief-matrix-" + std::to_string(::getpid()));
    Config config;
    config.data = folder_;
    application_ = std::move(Application::open(config, clock_, log_)).value();
    number_ = std::to_string(made("POST", "/api/v1/incidents", R"({"title":"Hidden matter","severity":"sev2","visibility":"private"})").at("number").as_int64());
    fill("/api/v1/incidents/" + number_);
    for (const auto& fact : application_->store().journal->list_after(0, 1000, std::stoll(number_))) {
      positions_.insert(std::to_string(fact.position));
      for (const char* name : {"id", "number", "sha256", "name"})
        if (const auto* value = fact.data.if_contains(name))
          ids_.insert(value->is_string() ? std::string(std::string_view(value->get_string())) : value->is_int64() ? std::to_string(value->get_int64()) : "1");
    }
  }
  void TearDown() override {
    application_.reset();
    fs::remove_all(folder_);
  }

  // Something of each kind, so that there is something to leak. What a route refuses is no matter here.
  void fill(const std::string& incident) {
    const std::vector<std::pair<std::string, std::string>> things{
        {"/notes", R"({"text":"hidden words"})"},
        {"/roles", R"({"role":"scribe","person":"Hidden Person"})"},
        {"/actions", R"({"title":"Hidden action","type":"repair"})"},
        {"/tasks", R"({"title":"Hidden task"})"},
        {"/sub-incidents", R"({"title":"Hidden part"})"},
        {"/hypotheses", R"({"text":"Hidden guess"})"},
        {"/updates", R"({"audience":"internal","conditions":"Hidden conditions"})"},
        {"/accounts", R"({"person":"Hidden Person"})"},
        {"/postmortem", R"({})"},
    };
    for (const auto& [path, body] : things) (void)send("POST", incident + path, body, admin_);
  }

  http::Response send(const std::string& method, const std::string& path, const std::string& body, const Principal& who) {
    http::Request request;
    request.method = method;
    request.path = path;
    request.body = body;
    if (!body.empty()) request.headers["content-type"] = "application/json";
    return application_->answer_as(request, who);
  }
  json::object made(const std::string& method, const std::string& path, const std::string& body) {
    const http::Response response = send(method, path, body, admin_);
    EXPECT_LT(response.status, 300) << path << " " << response.body;
    return json::parse(response.body)->as_object();
  }

  // The pattern with `number` for the incident and `other` for all else.
  static std::string path_of(std::string pattern, std::string_view number, std::string_view other) {
    if (pattern.starts_with("/api/v1/incidents/")) pattern = replaced(pattern, "{number}", number);
    while (true) {
      const std::size_t from = pattern.find('{');
      if (from == std::string::npos) return pattern;
      pattern.replace(from, pattern.find('}') - from + 1, other);
    }
  }

  // Both answers, with what was asked for made alike.
  void expect_alike(const features::Route& route, const std::string& hidden, const std::string& unknown, std::string_view id, const std::string& body, const Principal& who) {
    const http::Response of_hidden = send(route.method, hidden, body, who);
    const http::Response of_unknown = send(route.method, unknown, body, who);
    ++asked_;
    std::string expected = replaced(of_unknown.body, kUnknownNumber, number_);
    if (!id.empty()) expected = replaced(expected, kUnknownId, id);
    EXPECT_EQ(of_hidden.status, of_unknown.status) << route.method << " " << hidden << " as " << to_text(who.role) << " with " << body;
    EXPECT_EQ(of_hidden.body, expected) << route.method << " " << hidden << " as " << to_text(who.role) << " with " << body;
    EXPECT_EQ(to_lower(of_hidden.body).find("hidden "), std::string::npos) << route.method << " " << hidden;
  }

  const Principal admin_{"", "Ada", AccessRole::administrator, "cli"};
  fs::path folder_;
  SystemClock clock_;
  Log log_{LogLevel::off};
  std::unique_ptr<Application> application_;
  std::string number_;
  std::set<std::string> ids_, positions_;
  int asked_ = 0;
};

const std::vector<std::string>& bodies() {
  static const std::vector<std::string> all{"",
                                            "{}",
                                            R"({"text":"x"})",
                                            R"({"title":"x"})",
                                            R"({"name":"x"})",
                                            R"({"state":"closed"})",
                                            R"({"person":"x"})",
                                            R"({"role":"scribe","person":"x"})",
                                            R"({"title":"x","type":"repair"})",
                                            R"({"audience":"internal","conditions":"x"})",
                                            R"({"at":"2026-11-23T10:00:00Z"})",
                                            R"({"markdown":"x"})",
                                            R"({"reason":"x"})"};
  return all;
}

TEST_F(AccessMatrix, AnswersForAHiddenIncidentAsForNone) {
  for (const AccessRole role : {AccessRole::viewer, AccessRole::responder, AccessRole::editor}) {
    const Principal who{"stranger", "Stranger", role, "web"};
    for (const auto& route : application_->dispatch().routes()) {
      if (!route.action || !route.pattern.starts_with("/api/v1/incidents/{number}")) continue;
      std::set<std::string> others = ids_;
      others.insert(positions_.begin(), positions_.end());
      if (route.pattern.find('{', 20) == std::string::npos) others = {""};
      for (const std::string& body : route.method == "GET" || route.method == "DELETE" ? std::vector<std::string>{""} : bodies())
        for (const std::string& other : others)
          expect_alike(route, path_of(route.pattern, number_, other), path_of(route.pattern, kUnknownNumber, other), "", body, who);
    }
  }
  EXPECT_GT(asked_, 1000);
}

TEST_F(AccessMatrix, AnswersForThingsOfAHiddenIncidentAsForNone) {
  for (const AccessRole role : {AccessRole::viewer, AccessRole::responder, AccessRole::editor}) {
    const Principal who{"stranger", "Stranger", role, "web"};
    for (const auto& route : application_->dispatch().routes()) {
      if (!route.action || route.pattern.starts_with("/api/v1/incidents/") || route.pattern.find('{') == std::string::npos) continue;
      const bool numbered = route.pattern.find("{number}") != std::string::npos;
      for (const std::string& id : ids_) {
        const std::string_view unknown = numbered ? kUnknownNumber : kUnknownId;
        if (numbered && id.find_first_not_of("0123456789") != std::string::npos) continue;
        const http::Response of_hidden = send(route.method, path_of(route.pattern, "", id), "", who);
        const http::Response of_unknown = send(route.method, path_of(route.pattern, "", unknown), "", who);
        ++asked_;
        EXPECT_EQ(of_hidden.status, of_unknown.status) << route.method << " " << route.pattern << " " << id;
        EXPECT_EQ(to_lower(of_hidden.body).find("hidden "), std::string::npos) << route.method << " " << route.pattern << " " << id;
      }
    }
  }
  EXPECT_GT(asked_, 100);
}

TEST_F(AccessMatrix, NamesAHiddenIncidentInNoList) {
  const Principal who{"stranger", "Stranger", AccessRole::editor, "web"};
  for (const auto& route : application_->dispatch().routes()) {
    if (route.method != "GET" || !route.action || route.pattern.find('{') != std::string::npos) continue;
    http::Request request;
    request.method = "GET";
    request.path = route.pattern;
    request.query["q"] = "hidden";
    const http::Response response = application_->answer_as(request, who);
    EXPECT_EQ(to_lower(response.body).find("hidden "), std::string::npos) << route.pattern << " " << response.body;
  }
}

TEST_F(AccessMatrix, ShowsItToThoseWhoAreLetIn) {
  const auto user = made("POST", "/api/v1/users", R"({"name":"Vi","email":"vi@example.org","password":"a long password","role":"viewer"})");
  const std::string id(json::text_at(user, "id"));
  const Principal vi{id, "Vi", AccessRole::viewer, "web"};
  const std::string incident = "/api/v1/incidents/" + number_;
  EXPECT_EQ(send("GET", incident, "", vi).status, 404);
  EXPECT_EQ(send("PUT", incident + "/members/" + id, "", admin_).status, 200);
  EXPECT_EQ(send("GET", incident, "", vi).status, 200);
  EXPECT_EQ(send("POST", incident + "/notes", R"({"text":"x"})", vi).status, 403) << "sight gives no more than the role";
  EXPECT_EQ(send("DELETE", incident + "/members/" + id, "", admin_).status, 204);
  EXPECT_EQ(send("GET", incident, "", vi).status, 404);
}

}  // namespace
}  // namespace debrief::app
