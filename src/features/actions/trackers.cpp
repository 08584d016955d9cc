// SPDX-License-Identifier: Apache-2.0
#include "features/actions/trackers.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/actions/access.hpp"

#include <algorithm>

namespace debrief::features::actions {
namespace {

constexpr std::size_t kMostTrackers = 50;

// Without a slash at the end, and with nothing that hides where it leads.
Result<std::string> check_address(std::string_view text) {
  std::string address(trim(text));
  while (address.ends_with('/')) address.pop_back();
  const bool web = address.starts_with("https://") || address.starts_with("http://");
  const std::string_view rest = std::string_view(address).substr(web ? address.find("//") + 2 : 0);
  const bool plain = std::all_of(rest.begin(), rest.end(), [](char c) {
    return c > ' ' && c != '@' && c != '?' && c != '#' && c != '\\' && static_cast<unsigned char>(c) < 0x7f;
  });
  if (!web || rest.empty() || !plain)
    return invalid("'{}' is no address of a tracker", address.substr(0, 100))
        .at("/address")
        .with_help("Write it as browsers show it, such as https://gitlab.example.com, without a name or token in it.");
  return address;
}

}  // namespace

Result<CreatedTracker> add_tracker(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                                   const NewTracker& wanted) {
  TRY(domain::require(who, domain::Action::administer));
  const auto kind = ports.trackers.find(wanted.kind);
  if (kind == ports.trackers.end())
    return invalid("there is no kind of tracker '{}'", wanted.kind.substr(0, 60))
        .at("/kind")
        .with_help("Use github, gitlab or jira.");
  if (store::list_trackers(tx.db).size() >= kMostTrackers)
    return conflict("there are {} trackers, which is the limit", kMostTrackers);
  TrackerEntry one;
  one.id = new_id(tx.now());
  one.kind = wanted.kind;
  one.name = trim(wanted.name);
  if (one.name.empty()) one.name = fmt::format("{} {}", kind->second.name, wanted.project);
  one.address = TRY(check_address(wanted.address.empty() ? kind->second.address : std::string_view(wanted.address)));
  one.project = trim(wanted.project);
  one.account = trim(wanted.account);
  one.created_at = tx.now();
  const std::string token(trim(wanted.token));
  if (token.empty())
    return invalid("a tracker needs a token").at("/token").with_help("Make one there that may read and write issues.");
  TRY(kind->second.check({one.address, one.project, one.account, token}));
  CreatedTracker created{one, new_secret("dbt_hook_")};
  store::insert_tracker(tx.db, one, ports.seal(token, token_context(one.id)),
                        ports.seal(created.hook_secret, secret_context(one.id)));
  tx.append(
      {domain::kServerChain,
       std::string(domain::events::kTrackerAdded),
       tx.now(),
       {{"id", one.id}, {"kind", one.kind}, {"name", one.name}, {"address", one.address}, {"project", one.project}}});
  return created;
}

Result<> remove_tracker(journal::Transaction& tx, const domain::Principal& who, const std::string& id) {
  TRY(domain::require(who, domain::Action::administer));
  const auto tracker = store::find_tracker(tx.db, id);
  if (!tracker) return not_found("there is no such tracker");
  store::remove_tracker(tx.db, id, tx.now());
  tx.append({domain::kServerChain,
             std::string(domain::events::kTrackerRemoved),
             tx.now(),
             {{"id", id}, {"name", tracker->name}}});
  return {};
}

}  // namespace debrief::features::actions
