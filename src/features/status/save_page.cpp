// SPDX-License-Identifier: Apache-2.0
#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/status/status.hpp"
#include "features/status/store.hpp"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <set>

namespace debrief::features::status {
namespace {

namespace page_events = domain::events;

bool is_zone(const std::string& name) {
  if (name == "UTC") return true;
  try {
    return date::locate_zone(name) != nullptr;
  } catch (const std::exception&) {  // how the library says that there is none
    return false;
  }
}

bool is_slug(std::string_view slug) {
  const bool plain = std::all_of(slug.begin(), slug.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  return plain && !slug.empty() && slug.size() <= 60 && slug.front() != '-' && slug.back() != '-';
}

Result<> check_components(Page& page, Instant now) {
  if (page.components.size() > kMostComponents) return invalid("a page has at most {} components", kMostComponents).at("/components");
  std::set<std::string> ids, names;
  for (std::size_t i = 0; i < page.components.size(); ++i) {
    Component& one = page.components[i];
    const std::string where = fmt::format("/components/{}", i);
    one.name = trim(one.name);
    one.group = trim(one.group);
    if (one.name.empty()) return invalid("a component needs a name").at(where + "/name").with_help("Use the name that customers know.");
    if (!names.insert(one.group + "\n" + one.name).second) return invalid("there are two components '{}'", one.name).at(where + "/name");
    if (one.id.empty()) one.id = new_id(now);
    if (!ids.insert(one.id).second) return invalid("two components have the same id").at(where + "/id");
  }
  return {};
}

Result<> check_page(db::Connection& db, Page& page, Instant now) {
  page.name = trim(page.name);
  page.intro = trim(page.intro);
  if (page.name.empty()) return invalid("a status page needs a name").at("/name");
  if (!is_slug(page.slug))
    return invalid("'{}' cannot be part of an address", page.slug).at("/slug").with_help("Use small letters, digits and hyphens, at most 60.");
  const auto other = store::find_page_by_slug(db, page.slug);
  if (other && other->id != page.id) return conflict("the page “{}” has the address '{}' already", other->name, page.slug).at("/slug");
  if (!is_zone(page.zone)) return invalid("there is no time zone '{}'", page.zone).at("/zone").with_help("Use a name such as Europe/Berlin or UTC.");
  if (page.since > now) return invalid("the history begins in the past").at("/since");
  return check_components(page, now);
}

json::object fact_of_page(const Page& page) {
  return {{"id", page.id},         {"name", page.name}, {"slug", page.slug}, {"intro", page.intro}, {"private", page.is_private},
          {"zone", page.zone},     {"components", store::components_json(page.components, true)}};
}

}  // namespace

Result<Page> save_page(journal::Transaction& tx, const domain::Principal& who, Page wanted, std::optional<std::int64_t> expected) {
  TRY(domain::require(who, domain::Action::edit));
  std::optional<Page> former;
  if (!wanted.id.empty()) {
    former = store::find_page(tx.db, wanted.id);
    if (!former) return not_found("there is no such status page");
    if (expected && *expected != former->version)
      return make_error(ErrorCode::precondition, "somebody else changed this page meanwhile").with_help("Load it again, then make your change.");
  }
  if (wanted.since.micros == 0) wanted.since = former ? former->since : tx.now();
  TRY(check_page(tx.db, wanted, tx.now()));
  wanted.saved_by = who.name;
  wanted.saved_at = tx.now();
  wanted.changed_at = former ? former->changed_at : tx.now();
  wanted.version = former ? former->version + 1 : 1;
  if (former) store::update_page(tx.db, wanted);
  else {
    wanted.id = new_id(tx.now());
    store::insert_page(tx.db, wanted);
  }
  tx.append({domain::kServerChain, std::string(page_events::kStatusPageSaved), tx.now(), fact_of_page(wanted)});
  return wanted;
}

Result<> remove_page(journal::Transaction& tx, const domain::Principal& who, const std::string& id) {
  TRY(domain::require(who, domain::Action::edit));
  const auto page = store::find_page(tx.db, id);
  if (!page) return not_found("there is no such status page");
  store::remove_page(tx.db, id, tx.now());
  tx.append({domain::kServerChain, std::string(page_events::kStatusPageRemoved), tx.now(), {{"id", id}, {"name", page->name}}});
  return {};
}

}  // namespace debrief::features::status
