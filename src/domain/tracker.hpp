// SPDX-License-Identifier: Apache-2.0
// Systems where work is tracked, as far as actions are followed there. A connector translates; it sends nothing.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace debrief::domain {

/// A request to a tracker. Headers may hold its token: not for logs.
struct TrackerCall {
  std::string method = "GET";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// How a tracker is reached. `address` has no slash at its end.
struct TrackerAccess {
  std::string address;  ///< as browsers see it, such as "https://github.com"
  std::string project;  ///< "owner/repository", "group/project", "OPS"
  std::string account;  ///< the name that belongs to the token, where the tracker wants one; may be empty
  std::string token;
};

/// An issue, or a change that is asked for, there.
struct TrackerIssue {
  std::string key;    ///< "shop/api#41", "shop/api!41", "OPS-12"
  std::string url;    ///< for browsers
  std::string title;  ///< empty where the answer does not tell
  std::string state;  ///< "open", "closed" or "merged"
  std::optional<Instant> changed_at = {};  ///< when it changed there; absent where the answer does not tell
};

using Headers = std::map<std::string, std::string>;  ///< names in lower case

/// A kind of tracker. All functions are pure.
struct Tracker {
  std::string_view kind;  ///< "github", "gitlab", "jira"
  std::string_view name;
  std::string_view address;  ///< the usual one; empty: there is none
  /// Errors: invalid (`field` names the member that is wrong).
  std::function<Result<>(const TrackerAccess&)> check;
  std::function<TrackerCall(const TrackerAccess&, const std::string& title, const std::string& markdown)> create;
  /// The key behind the address of a page of this tracker; absent for others.
  std::function<std::optional<std::string>(const TrackerAccess&, std::string_view url)> find_key;
  /// Asks for the issue of a key that find_key or read gave.
  std::function<TrackerCall(const TrackerAccess&, const std::string& key)> ask;
  /// The answer to create, or to ask for the key. Errors: unavailable, when it is not understood.
  std::function<Result<TrackerIssue>(const TrackerAccess&, const std::string& key, std::string_view body)> read;
  /// Whether the tracker sent it: signed with, or holding, the secret.
  std::function<bool(const Headers&, std::string_view body, std::string_view secret)> verify;
  /// What an event tells of an issue; absent for events about something else. Errors: invalid.
  std::function<Result<std::optional<TrackerIssue>>(const TrackerAccess&, const Headers&, std::string_view body)>
      read_event;
};

}  // namespace debrief::domain
