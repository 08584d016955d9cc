// SPDX-License-Identifier: Apache-2.0
#include "features/notify/notify.hpp"
#include "features/notify/routes_settings.hpp"
#include "features/notify/store.hpp"

#include "base/time.hpp"
#include "routing/request.hpp"

#include <iterator>

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

}  // namespace

std::vector<Route> routes(journal::Journal& journal, Ports ports) {
  std::vector<Route> all{
      {"GET", "/api/v1/notices", Action::read, [&journal](Call& call) { return get_notices(journal, call); }},
      {"POST", "/api/v1/notices/read", Action::read, [&journal](Call& call) { return post_read(journal, call); }},
  };
  auto settings = settings_routes(journal, ports);
  all.insert(all.end(), std::make_move_iterator(settings.begin()), std::make_move_iterator(settings.end()));
  return all;
}

}  // namespace debrief::features::notify
