// SPDX-License-Identifier: Apache-2.0
#include "base/ids.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/status/course.hpp"
#include "features/status/status.hpp"
#include "features/status/store.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::status {
namespace {

using domain::Action;
namespace show_events = domain::events;

// Later posts tell of what happened long ago: subscribers have no use for them.
constexpr Micros kNews = std::chrono::hours(1);
constexpr std::size_t kLongestTitle = 200;

Error no_entry() { return not_found("there is nothing of the kind on this page"); }

Result<Page> page_of(db::Connection& db, const std::string& id) {
  auto page = store::find_page(db, id);
  if (!page) return not_found("there is no such status page");
  return std::move(*page);
}

Result<> may_write(db::Connection& db, const domain::Principal& who, std::optional<std::int64_t> incident) {
  if (!incident) return domain::require(who, Action::edit);
  const auto allowed = journal::require_incident(db, who, Action::respond, *incident);
  if (!allowed && allowed.error().code == ErrorCode::not_found) return no_entry();
  return allowed;
}

Result<> check_private(db::Connection& db, const domain::Principal& who, std::int64_t incident, bool confirmed) {
  const auto object = TRY(journal::object_of_incident(db, who, incident));
  if (object.visibility != domain::Visibility::private_) return {};
  if (!domain::allows(who, Action::edit, object))
    return make_error(ErrorCode::forbidden, "this incident is private").with_help("An editor who may see it can show it, when that is meant.");
  if (!confirmed)
    return conflict("this incident is private: showing it tells outside that it exists").at("/private_confirmed").with_help("Send \"private_confirmed\": true when this is meant.");
  return {};
}

/// Components that the services of the incident belong to.
std::vector<Affected> concerned(db::Connection& db, const Page& page, std::int64_t incident) {
  std::vector<Affected> affected;
  for (const auto& row : db.query("select service from incident_services where incident = $1", incident))
    for (const Component& one : page.components) {
      const bool known = std::any_of(affected.begin(), affected.end(), [&](const Affected& other) { return other.component == one.id; });
      if (!known && std::find(one.services.begin(), one.services.end(), row.text(0)) != one.services.end())
        affected.push_back({one.id, one.name, Health::degraded});
    }
  return affected;
}

Result<std::vector<Affected>> named(const Page& page, const std::vector<Affected>& wanted, const std::vector<Affected>& before) {
  std::vector<Affected> affected;
  for (Affected one : wanted) {
    const Component* component = page.find_component(one.component);
    const auto former = std::find_if(before.begin(), before.end(), [&](const Affected& other) { return other.component == one.component; });
    if (component != nullptr) one.name = component->name;
    else if (former != before.end()) one.name = former->name;
    else return invalid("the page has no component '{}'", one.component.substr(0, 60)).at("/components");
    if (one.health != Health::operational) affected.push_back(std::move(one));
  }
  return affected;
}

Result<Post> make_post(const journal::Transaction& tx, const domain::Principal& who, const Page& page, const Entry& entry, const NewPost& wanted,
                       const std::vector<Affected>& before) {
  Post post;
  post.id = new_id(tx.now());
  post.stage = wanted.stage;
  post.text = trim(wanted.text);
  post.at = wanted.at.value_or(tx.now());
  post.by = who.name;
  post.recorded_at = tx.now();
  if (post.text.empty()) return invalid("readers need to be told something").at("/text").with_help("Say what works, what does not, and what you do about it.");
  if (post.at > tx.now() + std::chrono::minutes(1)) return invalid("what is posted lies in the past, or is now").at("/at");
  if (of_maintenance(post.stage) != entry.maintenance)
    return invalid("'{}' is no state of {}", to_text(post.stage), entry.maintenance ? "planned maintenance" : "an incident").at("/state")
        .with_help(entry.maintenance ? "Use scheduled, in_progress or completed." : "Use investigating, identified, monitoring or resolved.");
  if (!ends(post.stage)) post.affected = TRY(named(page, wanted.affected.value_or(before), before));
  return post;
}

json::object fact_of_entry(const Page& page, const Entry& entry) {
  const std::vector<Affected> none;
  return {{"page", page.id}, {"name", page.name}, {"title", entry.title},
          {"components", store::affected_json(entry.posts.empty() ? none : entry.posts.back().affected)}, {"shown", entry.shown}};
}

void tell_shown(journal::Transaction& tx, const Page& page, const Entry& entry) {
  tx.append({entry.incident.value_or(domain::kServerChain), std::string(show_events::kStatusShown), tx.now(), fact_of_entry(page, entry)});
}

void tell_posted(journal::Transaction& tx, const Page& page, const Entry& entry, const Post& post) {
  json::object data{{"page", page.id}, {"name", page.name}, {"id", post.id}, {"state", to_text(post.stage)}, {"text", post.text}};
  if (post.corrected_at) data["corrected"] = true;
  tx.append({entry.incident.value_or(domain::kServerChain), std::string(show_events::kStatusPosted), post.corrected_at ? tx.now() : post.at, std::move(data)});
}

Entry add_post(journal::Transaction& tx, const Page& page, Entry entry, Post post) {
  store::insert_post(tx.db, entry.id, post);
  store::touch(tx.db, page.id, tx.now());
  tell_posted(tx, page, entry, post);
  if (tx.now() - post.at <= kNews)
    journal::put_job(tx.db, "status.spread/" + post.id, std::string(kSpreadJob), {{"entry", entry.id}, {"post", post.id}}, tx.now());
  const auto later = std::find_if(entry.posts.begin(), entry.posts.end(), [&](const Post& one) { return one.at > post.at; });
  entry.posts.insert(later, std::move(post));
  return entry;
}

Result<> check_entry(Entry& entry) {
  entry.title = trim(entry.title);
  if (entry.title.empty()) return invalid("customers need a title").at("/title").with_help("Say what they notice: “Orders fail”.");
  if (entry.title.size() > kLongestTitle) return invalid("the title is longer than {} bytes", kLongestTitle).at("/title");
  if (!entry.maintenance) entry.starts_at = entry.ends_at = std::nullopt;
  if (entry.maintenance && (!entry.starts_at || !entry.ends_at || *entry.ends_at <= *entry.starts_at))
    return invalid("planned maintenance begins before it ends").at("/ends_at").with_help("Send 'starts_at' and 'ends_at'.");
  return {};
}

Result<Entry> entry_on(db::Connection& db, const domain::Principal& who, const std::string& page, const std::string& id) {
  auto entry = store::find_entry(db, id);
  if (!entry || entry->page != page || entry->posts.empty()) return no_entry();
  TRY(may_write(db, who, entry->incident));
  return std::move(*entry);
}

}  // namespace

Result<Entry> show(journal::Transaction& tx, const domain::Principal& who, const std::string& page_id, std::optional<std::int64_t> incident,
                   const NewEntry& wanted) {
  if (incident) TRY(journal::require_incident(tx.db, who, Action::respond, *incident));
  else TRY(domain::require(who, Action::edit));
  const Page page = TRY(page_of(tx.db, page_id));
  if (incident) TRY(check_private(tx.db, who, *incident, wanted.private_confirmed));
  Entry entry;
  bool known = false;
  if (incident)
    for (Entry& other : store::list_entries_of(tx.db, *incident))
      if (other.page == page.id) {
        if (other.shown) return conflict("the page “{}” shows this incident already", page.name).with_help("Post to it instead.");
        entry = std::move(other);
        known = true;
      }
  entry.shown = true;
  entry.title = wanted.title;
  if (!known) {
    entry.id = new_id(tx.now());
    entry.page = page.id;
    entry.incident = incident;
    entry.maintenance = wanted.maintenance;
    entry.created_by = who.name;
    entry.created_at = tx.now();
  }
  entry.starts_at = wanted.starts_at;
  entry.ends_at = wanted.ends_at;
  TRY(check_entry(entry));
  const auto before = known ? entry.posts.back().affected : incident ? concerned(tx.db, page, *incident) : std::vector<Affected>{};
  Post first = TRY(make_post(tx, who, page, entry, wanted.post, before));
  if (known) store::update_entry(tx.db, entry);
  else store::insert_entry(tx.db, entry);
  Entry with_first = entry;
  with_first.posts.push_back(first);
  tell_shown(tx, page, with_first);
  return add_post(tx, page, std::move(entry), std::move(first));
}

Result<Entry> post(journal::Transaction& tx, const domain::Principal& who, const std::string& page_id, const std::string& entry_id, const NewPost& wanted) {
  const Page page = TRY(page_of(tx.db, page_id));
  Entry entry = TRY(entry_on(tx.db, who, page_id, entry_id));
  if (!entry.shown) return conflict("this was taken off the page").with_help("Show it again first.");
  Post added = TRY(make_post(tx, who, page, entry, wanted, entry.posts.back().affected));
  return add_post(tx, page, std::move(entry), std::move(added));
}

Result<Entry> correct(journal::Transaction& tx, const domain::Principal& who, const std::string& page_id, const std::string& entry_id,
                      const std::string& post_id, const NewPost& wanted, const std::string& reason) {
  const Page page = TRY(page_of(tx.db, page_id));
  Entry entry = TRY(entry_on(tx.db, who, page_id, entry_id));
  const auto former = std::find_if(entry.posts.begin(), entry.posts.end(), [&](const Post& one) { return one.id == post_id; });
  if (former == entry.posts.end()) return no_entry();
  NewPost complete = wanted;
  if (!complete.at) complete.at = former->at;
  Post post = TRY(make_post(tx, who, page, entry, complete, former->affected));
  post.id = former->id;
  post.by = former->by;
  post.recorded_at = former->recorded_at;
  post.corrected_at = tx.now();
  post.version = former->version + 1;
  store::replace_post(tx.db, *former, post, who.name, std::string(trim(reason)));
  store::touch(tx.db, page.id, tx.now());
  tell_posted(tx, page, entry, post);
  return *store::find_entry(tx.db, entry.id);
}

Result<Entry> change(journal::Transaction& tx, const domain::Principal& who, const std::string& page_id, const std::string& entry_id,
                     const EntryChange& wanted) {
  const Page page = TRY(page_of(tx.db, page_id));
  Entry entry = TRY(entry_on(tx.db, who, page_id, entry_id));
  if (wanted.title) entry.title = *wanted.title;
  if (wanted.starts_at) entry.starts_at = wanted.starts_at;
  if (wanted.ends_at) entry.ends_at = wanted.ends_at;
  // What was taken off comes back by showing it anew, which asks what there is to ask.
  if (wanted.shown && *wanted.shown && !entry.shown) return conflict("this was taken off the page").at("/shown").with_help("Show it again with a new post.");
  if (wanted.shown) entry.shown = *wanted.shown;
  TRY(check_entry(entry));
  store::update_entry(tx.db, entry);
  store::touch(tx.db, page.id, tx.now());
  tell_shown(tx, page, entry);
  return entry;
}

}  // namespace debrief::features::status
