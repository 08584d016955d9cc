// SPDX-License-Identifier: Apache-2.0
#include "features/notify/notify.hpp"
#include "features/notify/store.hpp"

#include "base/time.hpp"
#include "routing/request.hpp"

#include <algorithm>

namespace debrief::features::notify {
namespace {

using domain::Action;
using http::Response;

json::object to_json(const store::Kept& kept) {
  return {{"id", kept.id},
          {"kind", kept.kind},
          {"incident", json::or_null(kept.incident)},
          {"title", kept.title},
          {"text", kept.text},
          {"path", kept.path},
          {"created_at", to_rfc3339(kept.created_at)},
          {"read_at", json::or_null(kept.read_at)}};
}

Result<Response> get_notices(journal::Journal& journal, const Call& call) {
  const auto limit = TRY(limit_of(call.request));
  const bool unread_only = call.request.query_value("unread") == "true";
  const auto page = journal.database().read([&](db::Connection& db) {
    return store::list(db, call.who.id, unread_only, call.request.query_value("after"), limit);
  });
  json::array items;
  for (const auto& kept : page.items) items.push_back(to_json(kept));
  return respond({{"items", std::move(items)}, {"next", json::or_null(page.next)}, {"unread", page.unread}});
}

Result<Response> post_read(journal::Journal& journal, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto id = TRY(in.optional_text("id", 100));
  TRY(in.done());
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    return respond({{"read", store::mark_read(tx.db, call.who.id, id, tx.now())}});
  });
}

json::object settings_json(db::Connection& db, const std::string& user_id) {
  const auto said = store::mail_settings(db, user_id);
  json::array kinds;
  for (const NoticeKind& kind : notice_kinds()) {
    const auto found = said.find(std::string(kind.id));
    kinds.push_back(json::object{{"id", kind.id}, {"name", kind.name}, {"mail", found == said.end() || found->second}});
  }
  return {{"kinds", std::move(kinds)}};
}

Result<Response> get_settings(journal::Journal& journal, const Call& call) {
  return respond(journal.database().read([&](db::Connection& db) { return settings_json(db, call.who.id); }));
}

Result<Response> patch_settings(journal::Journal& journal, const Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const std::string kind = TRY(in.text("kind", 100));
  const bool mail = TRY(in.boolean_or("mail", true));
  TRY(in.done());
  const auto& kinds = notice_kinds();
  if (std::none_of(kinds.begin(), kinds.end(), [&](const NoticeKind& known) { return known.id == kind; }))
    return invalid("there is no kind of notice '{}'", kind).at("/kind").with_help("GET the settings for the kinds there are.");
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    store::set_mail(tx.db, call.who.id, kind, mail);
    return respond(settings_json(tx.db, call.who.id));
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal) {
  return {
      {"GET", "/api/v1/notices", Action::read, [&journal](Call& call) { return get_notices(journal, call); }},
      {"POST", "/api/v1/notices/read", Action::read, [&journal](Call& call) { return post_read(journal, call); }},
      {"GET", "/api/v1/notices/settings", Action::read, [&journal](Call& call) { return get_settings(journal, call); }},
      {"PATCH", "/api/v1/notices/settings", Action::read, [&journal](Call& call) { return patch_settings(journal, call); }},
  };
}

}  // namespace debrief::features::notify
