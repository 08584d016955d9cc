// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"
#include "domain/timeline_json.hpp"
#include "features/timeline/timeline.hpp"
#include "routing/request.hpp"

#include <string>

namespace debrief::features::timeline {
namespace {

constexpr std::int64_t kUsualLimit = 200;

std::string page_text(const Page& page, std::int64_t number) {
  json::array items;
  for (const auto& entry : page.items) {
    json::object item = domain::to_json(entry);
    item["merged_from"] = entry.incident == number ? json::value(nullptr) : json::value(entry.incident);
    items.emplace_back(std::move(item));
  }
  json::object body;
  body["items"] = std::move(items);
  body["next"] = json::or_null(page.next);
  return json::write(body);
}

/// Entries are named by the position of their fact.
Result<std::int64_t> entry_in_path(const http::Request& request) {
  auto entry = number_in_path(request, "id");
  if (!entry) return not_found("there is no such timeline entry");
  return *entry;
}

Result<http::Response> get_timeline(journal::Journal& journal, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  const std::int64_t limit = TRY(limit_of(call.request, kUsualLimit));
  const auto after = call.request.query_value("after");
  std::optional<Instant> moment;
  if (const auto text = call.request.query_value("known_at")) {
    const auto read = parse_rfc3339(*text);
    if (!read)
      return invalid("'{}' is not a time", text->substr(0, 60))
          .with_help("Use RFC 3339, such as 2026-11-23T10:40:00Z.")
          .at("known_at");
    moment = *read;
  }
  const bool merged = call.request.query_value("merged") == "true";
  const Page page = TRY(journal.database().read([&](db::Connection& db) {
    return moment ? list_known(db, call.who, number, *moment, after, limit) : list(db, call.who, number, after, limit, merged);
  }));
  return http::json_response(page_text(page, number));
}

Result<http::Response> patch_entry(journal::Journal& journal, const Call& call) {
  const std::int64_t number = TRY(number_in_path(call.request));
  const std::int64_t entry = TRY(entry_in_path(call.request));
  const json::value body = TRY(body_of(call.request));
  const EntryChange change = TRY(read_change(body));
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<http::Response> {
    return respond(domain::to_json(TRY(curate(tx, call.who, number, entry, change))));
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal) {
  const std::string timeline = "/api/v1/incidents/{number}/timeline";
  return {
      {"GET", timeline, domain::Action::read, [&journal](Call& call) { return get_timeline(journal, call); }},
      {"PATCH", timeline + "/{id}", domain::Action::edit,
       [&journal](Call& call) { return patch_entry(journal, call); }},
  };
}

}  // namespace debrief::features::timeline
