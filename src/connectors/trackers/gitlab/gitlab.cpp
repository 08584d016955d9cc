// SPDX-License-Identifier: Apache-2.0
#include "connectors/trackers/gitlab/gitlab.hpp"

#include "base/ids.hpp"
#include "connectors/trackers/tracker_text.hpp"

#include <fmt/format.h>

#include <array>

namespace debrief::connectors::gitlab {
namespace {

using domain::TrackerAccess;
using domain::TrackerCall;
using domain::TrackerIssue;

constexpr std::string_view kName = "GitLab";
constexpr std::size_t kMostParts = 20;  // groups nest

/// Both kinds of things, with the mark of their keys and what the API and the pages call them.
struct Kind {
  char mark;
  std::string_view path;
};
constexpr std::array<Kind, 2> kKinds{{{'#', "issues"}, {'!', "merge_requests"}}};

std::vector<std::pair<std::string, std::string>> headers_of(const TrackerAccess& access) {
  return {{"Accept", "application/json"}, {"PRIVATE-TOKEN", access.token}, {"User-Agent", "debrief"}};
}

std::string url_of(const TrackerAccess& access, std::string_view project, std::string_view path) {
  return fmt::format("{}/api/v4/projects/{}/{}", access.address, percent_encoded(project), path);
}

Result<> check(const TrackerAccess& access) {
  if (is_project_path(access.project, kMostParts)) return {};
  return invalid("'{}' is no project", access.project.substr(0, 100))
      .at("/project")
      .with_help("Write it as group/name.");
}

TrackerCall create(const TrackerAccess& access, const std::string& title, const std::string& markdown) {
  auto headers = headers_of(access);
  headers.emplace_back("Content-Type", "application/json");
  return {"POST", url_of(access, access.project, "issues"), std::move(headers),
          json::write(json::object{{"title", title}, {"description", markdown}})};
}

std::optional<std::string> find_key(const TrackerAccess& access, std::string_view url) {
  const auto path = path_below(access.address, url);
  if (!path) return std::nullopt;
  for (const Kind& kind : kKinds) {
    const std::string middle = fmt::format("/-/{}/", kind.path);
    const std::size_t at = path->find(middle);
    if (at == std::string::npos) continue;
    const std::string rest = path->substr(at + middle.size());
    const std::string key = path->substr(0, at) + kind.mark + rest.substr(0, rest.find('/'));
    if (split_key(key, kind.mark)) return key;
  }
  return std::nullopt;
}

TrackerCall ask(const TrackerAccess& access, const std::string& key) {
  for (const Kind& kind : kKinds)
    if (const auto parts = split_key(key, kind.mark))
      return {"GET", url_of(access, parts->first, fmt::format("{}/{}", kind.path, parts->second)), headers_of(access),
              ""};
  return {"GET", url_of(access, access.project, "issues/0"), headers_of(access), ""};
}

std::string state_of(std::string_view state) {
  return state == "merged" ? "merged" : state == "closed" || state == "locked" ? "closed" : "open";
}

Result<TrackerIssue> read(const TrackerAccess& access, const std::string&, std::string_view body) {
  const json::object issue = TRY(object_of(body, kName));
  TrackerIssue one;
  one.url = json::text_at(issue, "web_url");
  one.key = find_key(access, one.url).value_or("");
  one.title = json::text_at(issue, "title");
  one.state = state_of(json::text_at(issue, "state"));
  one.changed_at = time_at(issue, "updated_at");
  if (one.key.empty())
    return make_error(ErrorCode::unavailable, "the answer of {} names no issue of {}", kName, access.address)
        .with_help("Check the address of the tracker.");
  return one;
}

bool verify(const domain::Headers& headers, std::string_view, std::string_view secret) {
  const auto token = headers.find("x-gitlab-token");
  return !secret.empty() && token != headers.end() && equal_in_constant_time(token->second, secret);
}

Result<std::optional<TrackerIssue>> read_event(const TrackerAccess& access, const domain::Headers&,
                                               std::string_view body) {
  const json::object event = TRY(object_of(body, kName));
  const std::string_view kind = json::text_at(event, "object_kind");
  const json::object* about = json::object_at(event, "object_attributes");
  if (about == nullptr || (kind != "issue" && kind != "merge_request" && kind != "incident"))
    return std::optional<TrackerIssue>();
  TrackerIssue one;
  one.url = json::text_at(*about, "url");
  one.key = find_key(access, one.url).value_or("");
  one.title = json::text_at(*about, "title");
  one.state = state_of(json::text_at(*about, "state"));
  one.changed_at = time_at(*about, "updated_at");
  return one.key.empty() ? std::optional<TrackerIssue>() : std::optional(std::move(one));
}

}  // namespace

domain::Tracker tracker() {
  return {"gitlab", kName, "https://gitlab.com", check, create, find_key, ask, read, verify, read_event};
}

}  // namespace debrief::connectors::gitlab
