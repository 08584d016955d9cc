// SPDX-License-Identifier: Apache-2.0
// The status slice: pages that tell customers how things are, their subscribers, and those who follow the updates of one
// incident by mail. Nothing of an incident is shown before somebody says so, in words of their own.
//
// Functions that take a Transaction write in it, apply the policy for `who`, and leave facts. Errors: invalid, not_found,
// forbidden, conflict, precondition.
#pragma once

#include "domain/coordination.hpp"
#include "domain/fact.hpp"
#include "domain/ports.hpp"
#include "features/status/model.hpp"
#include "journal/jobs.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::status {

inline constexpr std::size_t kLongestText = 10'000;  // bytes of a post
inline constexpr std::size_t kMostComponents = 200;

struct Ports {
  domain::GetIncident get_incident;
  domain::ListUpdates list_updates;
  domain::ListMembers list_members;
  domain::Deliver deliver;
  domain::AddEndpoint add_endpoint;
  domain::RemoveEndpoint remove_endpoint;
  domain::MailOutside mail_outside;
  /// Who sent a request, for private pages.
  std::function<std::optional<domain::Principal>(const http::Request&)> authenticate;
  std::string address;  ///< how browsers reach the server, without a slash at the end; may be empty
  bool mails = false;   ///< a mail server is set up
};

/// Adds the page (empty id) or puts it in the place of the one with this id. Components without an id get one.
Result<Page> save_page(journal::Transaction& tx, const domain::Principal& who, Page wanted, std::optional<std::int64_t> expected = {});
/// Its address answers no more; what was shown is kept.
Result<> remove_page(journal::Transaction& tx, const domain::Principal& who, const std::string& id);

/// What is to be said on a page.
struct NewPost {
  Stage stage = Stage::investigating;
  std::string text;
  /// Absent: as in the post before, or those that the incident's services belong to, degraded.
  std::optional<std::vector<Affected>> affected;
  std::optional<Instant> at;
};
struct NewEntry {
  std::string title;
  bool maintenance = false;
  std::optional<Instant> starts_at;
  std::optional<Instant> ends_at;
  NewPost post;
  /// A private incident is shown only when somebody who may edit says that this is meant.
  bool private_confirmed = false;
};

/// Shows an incident, or announces something without one. An incident that was taken off the page comes back with a new
/// post. Needs Action::respond for an incident, Action::edit otherwise.
Result<Entry> show(journal::Transaction& tx, const domain::Principal& who, const std::string& page,
                   std::optional<std::int64_t> incident, const NewEntry& wanted);
Result<Entry> post(journal::Transaction& tx, const domain::Principal& who, const std::string& page, const std::string& entry,
                   const NewPost& wanted);
/// Puts other words in the place of a post; what it said before is kept.
Result<Entry> correct(journal::Transaction& tx, const domain::Principal& who, const std::string& page, const std::string& entry,
                      const std::string& post, const NewPost& wanted, const std::string& reason);
struct EntryChange {
  std::optional<std::string> title;
  std::optional<bool> shown;
  std::optional<Instant> starts_at;
  std::optional<Instant> ends_at;
};
Result<Entry> change(journal::Transaction& tx, const domain::Principal& who, const std::string& page, const std::string& entry,
                     const EntryChange& wanted);

/// What readers outside should not see in a text: names of people, addresses, numbers of incidents and names of services
/// of the catalogue. Each text of `texts` with something else in their place; absent: there is nothing of the kind. Ask
/// before the transaction.
std::optional<std::vector<std::string>> find_inside_words(db::Database& database, const Ports& ports, const domain::Principal& who,
                                                          std::optional<std::int64_t> incident, const std::vector<std::string>& texts);

/// Posts an update for customers to pages, in its transaction: `targets` is the list `pages` of NewUpdate in
/// api/openapi.yaml.
Result<> post_update(journal::Transaction& tx, const domain::Principal& who, const domain::Update& update, const json::value& targets);

/// Hears of updates, for those who follow an incident by mail. Doing it twice tells nobody twice.
void keep(journal::Journal& journal, const Ports& ports, const std::vector<domain::Fact>& facts);

/// The handler of the job kSpreadJob, one for each post: tells the subscribers of its page.
inline constexpr std::string_view kSpreadJob = "status.spread";
std::optional<Instant> spread(journal::Journal& journal, const Ports& ports, const journal::Job& job);

/// The handler of the job kForgetJob: removes what was never confirmed.
inline constexpr std::string_view kForgetJob = "status.forget";
std::optional<Instant> forget(journal::Journal& journal, const Ports& ports);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::status
