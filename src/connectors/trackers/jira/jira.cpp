// SPDX-License-Identifier: Apache-2.0
#include "connectors/trackers/jira/jira.hpp"

#include "base/ascii.hpp"
#include "base/base64.hpp"
#include "base/hmac.hpp"
#include "base/ids.hpp"
#include "connectors/trackers/tracker_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::connectors::jira {
namespace {

using domain::TrackerAccess;
using domain::TrackerCall;
using domain::TrackerIssue;

constexpr std::string_view kName = "Jira";

bool is_project(std::string_view text) {
  const auto part = [](char c) { return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'; };
  return text.size() >= 2 && text.size() <= 50 && text.front() >= 'A' && text.front() <= 'Z' &&
         std::all_of(text.begin(), text.end(), part);
}

bool is_key(std::string_view text) {
  const std::size_t dash = text.rfind('-');
  if (dash == std::string_view::npos || !is_project(text.substr(0, dash))) return false;
  const std::string_view number = text.substr(dash + 1);
  return !number.empty() && number.size() <= 12 && std::all_of(number.begin(), number.end(), is_digit);
}

// An account has a token of its own in the cloud; data center knows personal tokens only.
std::vector<std::pair<std::string, std::string>> headers_of(const TrackerAccess& access) {
  const std::string credentials =
      access.account.empty() ? "Bearer " + access.token : "Basic " + to_base64(access.account + ":" + access.token);
  return {{"Accept", "application/json"}, {"Authorization", credentials}, {"User-Agent", "debrief"}};
}

Result<> check(const TrackerAccess& access) {
  if (is_project(access.project)) return {};
  return invalid("'{}' is no key of a project", access.project.substr(0, 100))
      .at("/project")
      .with_help("Write it as in OPS-12: OPS.");
}

TrackerCall create(const TrackerAccess& access, const std::string& title, const std::string& markdown) {
  auto headers = headers_of(access);
  headers.emplace_back("Content-Type", "application/json");
  const json::object fields{{"project", json::object{{"key", access.project}}},
                            {"summary", title},
                            {"description", markdown},
                            {"issuetype", json::object{{"name", "Task"}}}};
  return {"POST", access.address + "/rest/api/2/issue", std::move(headers),
          json::write(json::object{{"fields", fields}})};
}

std::string page_of(const TrackerAccess& access, std::string_view key) {
  return fmt::format("{}/browse/{}", access.address, key);
}

std::optional<std::string> find_key(const TrackerAccess& access, std::string_view url) {
  const auto path = path_below(access.address, url);
  constexpr std::string_view kPlace = "browse/";
  if (!path || !path->starts_with(kPlace)) return std::nullopt;
  std::string key = path->substr(kPlace.size());
  return is_key(key) ? std::optional(std::move(key)) : std::nullopt;
}

TrackerCall ask(const TrackerAccess& access, const std::string& key) {
  return {
      "GET",
      fmt::format("{}/rest/api/2/issue/{}?fields=summary,status,resolutiondate,updated", access.address, percent_encoded(key)),
      headers_of(access), ""};
}

// Names of states are each site's own; their category is not.
std::string state_of(const json::object& fields) {
  const json::object* status = json::object_at(fields, "status");
  const json::object* category = status == nullptr ? nullptr : json::object_at(*status, "statusCategory");
  if (category != nullptr) return json::text_at(*category, "key") == "done" ? "closed" : "open";
  return json::text_at(fields, "resolutiondate").empty() ? "open" : "closed";
}

std::optional<TrackerIssue> issue_from(const TrackerAccess& access, const json::object& issue) {
  TrackerIssue one;
  one.key = json::text_at(issue, "key");
  if (!is_key(one.key)) return std::nullopt;
  one.url = page_of(access, one.key);
  one.state = "open";
  if (const json::object* fields = json::object_at(issue, "fields")) {
    one.title = json::text_at(*fields, "summary");
    one.state = state_of(*fields);
    one.changed_at = time_at(*fields, "updated");
  }
  return one;
}

Result<TrackerIssue> read(const TrackerAccess& access, const std::string&, std::string_view body) {
  auto one = issue_from(access, TRY(object_of(body, kName)));
  if (!one)
    return make_error(ErrorCode::unavailable, "the answer of {} names no issue", kName)
        .with_help("Check the address of the tracker.");
  return std::move(*one);
}

// The cloud signs; automations and older sites send a header that they were told.
bool verify(const domain::Headers& headers, std::string_view body, std::string_view secret) {
  if (const auto signature = headers.find("x-hub-signature"); signature != headers.end())
    return has_signature(signature->second, secret, body);
  const auto token = headers.find("x-debrief-secret");
  return !secret.empty() && token != headers.end() && equal_in_constant_time(token->second, secret);
}

Result<std::optional<TrackerIssue>> read_event(const TrackerAccess& access, const domain::Headers&,
                                               std::string_view body) {
  const json::object event = TRY(object_of(body, kName));
  const json::object* issue = json::object_at(event, "issue");
  if (issue == nullptr || json::text_at(event, "webhookEvent") == "jira:issue_deleted")
    return std::optional<TrackerIssue>();
  return issue_from(access, *issue);
}

}  // namespace

domain::Tracker tracker() {
  return {"jira", kName, "", check, create, find_key, ask, read, verify, read_event};
}

}  // namespace debrief::connectors::jira
