// SPDX-License-Identifier: Apache-2.0
#include "connectors/trackers/github/github.hpp"

#include "base/hmac.hpp"
#include "base/text.hpp"
#include "connectors/trackers/tracker_text.hpp"

#include <fmt/format.h>

namespace debrief::connectors::github {
namespace {

using domain::TrackerAccess;
using domain::TrackerCall;
using domain::TrackerIssue;

constexpr std::string_view kName = "GitHub";

std::string api_of(const TrackerAccess& access) {
  return access.address == "https://github.com" ? "https://api.github.com" : access.address + "/api/v3";
}

std::vector<std::pair<std::string, std::string>> headers_of(const TrackerAccess& access) {
  return {{"Accept", "application/vnd.github+json"},
          {"Authorization", "Bearer " + access.token},
          {"User-Agent", "debrief"},
          {"X-GitHub-Api-Version", "2022-11-28"}};
}

Result<> check(const TrackerAccess& access) {
  if (is_project_path(access.project, 2)) return {};
  return invalid("'{}' is no repository", access.project.substr(0, 100))
      .at("/project")
      .with_help("Write it as owner/name.");
}

TrackerCall create(const TrackerAccess& access, const std::string& title, const std::string& markdown) {
  auto headers = headers_of(access);
  headers.emplace_back("Content-Type", "application/json");
  return {"POST", fmt::format("{}/repos/{}/issues", api_of(access), access.project), std::move(headers),
          json::write(json::object{{"title", title}, {"body", markdown}})};
}

std::optional<std::string> find_key(const TrackerAccess& access, std::string_view url) {
  const auto path = path_below(access.address, url);
  if (!path) return std::nullopt;
  const auto parts = split(*path, '/');
  if (parts.size() < 4 || (parts[2] != "issues" && parts[2] != "pull")) return std::nullopt;
  const std::string key = fmt::format("{}/{}#{}", parts[0], parts[1], parts[3]);
  return split_key(key, '#') ? std::optional(key) : std::nullopt;
}

// Pull requests are issues here, too.
TrackerCall ask(const TrackerAccess& access, const std::string& key) {
  const auto parts = split_key(key, '#').value_or(std::pair(access.project, std::int64_t{0}));
  return {"GET", fmt::format("{}/repos/{}/issues/{}", api_of(access), parts.first, parts.second), headers_of(access),
          ""};
}

std::string state_of(const json::object& issue) {
  if (json::text_at(issue, "state") != "closed") return "open";
  const json::object* change = json::object_at(issue, "pull_request");
  const auto merged = [](const json::object& one) { return !json::text_at(one, "merged_at").empty(); };
  return merged(issue) || (change != nullptr && merged(*change)) ? "merged" : "closed";
}

// The repository of an issue stands in its address only.
TrackerIssue issue_from(const TrackerAccess& access, const json::object& issue) {
  TrackerIssue one;
  one.url = json::text_at(issue, "html_url");
  one.key = find_key(access, one.url).value_or("");
  one.title = json::text_at(issue, "title");
  one.state = state_of(issue);
  one.changed_at = time_at(issue, "updated_at");
  return one;
}

Result<TrackerIssue> read(const TrackerAccess& access, const std::string&, std::string_view body) {
  TrackerIssue one = issue_from(access, TRY(object_of(body, kName)));
  if (one.key.empty())
    return make_error(ErrorCode::unavailable, "the answer of {} names no issue of {}", kName, access.address)
        .with_help("Check the address of the tracker.");
  return one;
}

bool verify(const domain::Headers& headers, std::string_view body, std::string_view secret) {
  const auto signature = headers.find("x-hub-signature-256");
  return signature != headers.end() && has_signature(signature->second, secret, body);
}

Result<std::optional<TrackerIssue>> read_event(const TrackerAccess& access, const domain::Headers&,
                                               std::string_view body) {
  const json::object event = TRY(object_of(body, kName));
  for (const char* name : {"issue", "pull_request"})
    if (const json::object* issue = json::object_at(event, name)) {
      TrackerIssue one = issue_from(access, *issue);
      if (json::text_at(event, "action") == "deleted" || one.key.empty()) break;
      return std::optional(std::move(one));
    }
  return std::optional<TrackerIssue>();
}

}  // namespace

domain::Tracker tracker() {
  return {"github", kName, "https://github.com", check, create, find_key, ask, read, verify, read_event};
}

}  // namespace debrief::connectors::github
