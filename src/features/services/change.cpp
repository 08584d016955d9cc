// SPDX-License-Identifier: Apache-2.0
#include "features/services/store.hpp"

#include "base/safe_url.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"

#include <algorithm>

namespace debrief::features::services {
namespace {

using domain::Service;

constexpr std::size_t kLongestName = 100, kLongestDescription = 2000, kLongestUrl = 1000, kMostNames = 200, kMostLinks = 30;

Result<> check_name(std::string& name, std::string where, std::string_view what) {
  name = trim(name);
  if (name.empty()) return invalid("{} needs a name", what).at(std::move(where));
  if (name.size() > kLongestName) return invalid("the name of {} is longer than {} bytes", what, kLongestName).at(std::move(where));
  for (const char c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == '/')
      return invalid("the name of {} holds a slash or a control character", what).at(std::move(where));
  return {};
}

Result<> check_names(std::vector<std::string>& names, const std::string& field, std::string_view what) {
  if (names.size() > kMostNames) return invalid("more than {} names", kMostNames).at("/" + field);
  for (std::size_t i = 0; i < names.size(); ++i) TRY(check_name(names[i], fmt::format("/{}/{}", field, i), what));
  std::vector<std::string> once;
  for (std::string& name : names)
    if (std::find(once.begin(), once.end(), name) == once.end()) once.push_back(std::move(name));
  names = std::move(once);
  return {};
}

Result<> check_links(std::vector<domain::ServiceLink>& links) {
  if (links.size() > kMostLinks) return invalid("more than {} links", kMostLinks).at("/links");
  for (std::size_t i = 0; i < links.size(); ++i) {
    links[i].url = trim(links[i].url);
    links[i].name = trim(links[i].name);
    if (links[i].name.empty()) links[i].name = shorten(links[i].url, kLongestName);
    const bool web = links[i].url.starts_with("https://") || links[i].url.starts_with("http://");
    if (!web || links[i].url.size() > kLongestUrl || !find_safe_url(links[i].url))
      return invalid("a link leads to an address of http or https, at most {} bytes long", kLongestUrl).at(fmt::format("/links/{}/url", i));
    if (links[i].name.size() > kLongestName) return invalid("the name of a link is longer than {} bytes", kLongestName).at(fmt::format("/links/{}/name", i));
  }
  return {};
}

json::object fact_of(const Service& service) {
  json::array contacts, depends_on;
  for (const auto& name : service.contacts) contacts.emplace_back(name);
  for (const auto& name : service.depends_on) depends_on.emplace_back(name);
  return {{"name", service.name}, {"description", service.description}, {"team", service.team}, {"tier", json::or_null(service.tier)},
          {"contacts", std::move(contacts)}, {"depends_on", std::move(depends_on)}};
}

}  // namespace

Result<Service> check(Service service) {
  TRY(check_name(service.name, "/name", "a service"));
  service.description = trim(service.description);
  service.team = trim(service.team);
  if (service.description.size() > kLongestDescription) return invalid("the description is longer than {} bytes", kLongestDescription).at("/description");
  if (service.team.size() > kLongestName) return invalid("the name of the team is longer than {} bytes", kLongestName).at("/team");
  if (service.tier && (*service.tier < 1 || *service.tier > 4)) return invalid("a tier is 1, 2, 3 or 4").at("/tier");
  TRY(check_names(service.contacts, "contacts", "a contact"));
  TRY(check_names(service.depends_on, "depends_on", "a service"));
  std::erase(service.depends_on, service.name);
  TRY(check_links(service.links));
  return service;
}

Result<Saved> save(journal::Transaction& tx, const domain::Principal& who, Service service, std::optional<std::int64_t> expected) {
  TRY(domain::require(who, domain::Action::edit));
  service = TRY(check(std::move(service)));
  const auto before = find(tx.db, service.name);
  if (expected && expected != (before ? before->version : 0))
    return make_error(ErrorCode::precondition, "'{}' was changed meanwhile", service.name).with_help("Look at it again, then change it.");
  if (before && before->service == service) return Saved::unchanged;
  store::put(tx.db, {service, who.name, tx.now(), before ? before->version + 1 : 1});
  tx.append({domain::kServerChain, std::string(domain::events::kServiceSaved), tx.now(), fact_of(service)});
  return before ? Saved::changed : Saved::added;
}

Result<> remove(journal::Transaction& tx, const domain::Principal& who, std::string_view name) {
  TRY(domain::require(who, domain::Action::edit));
  if (!store::erase(tx.db, name)) return not_found("the catalogue has no service '{}'", name);
  tx.append({domain::kServerChain, std::string(domain::events::kServiceRemoved), tx.now(), {{"name", name}}});
  return {};
}

}  // namespace debrief::features::services
