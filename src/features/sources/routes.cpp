// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "routing/request.hpp"
#include "features/sources/sources.hpp"
#include "features/sources/store.hpp"

namespace debrief::features::sources {
namespace {

using domain::Action;
using http::Response;

constexpr std::size_t kHookBodyLimit = 32 * 1024 * 1024;

json::object to_json(const Source& source) {
  json::array labels;
  for (const auto& label : source.group_by) labels.push_back(json::value(label));
  return {{"id", source.id}, {"kind", source.kind}, {"name", source.name}, {"group_by", std::move(labels)},
          {"created_at", to_rfc3339(source.created_at)}, {"last_seen_at", json::or_null(source.last_seen_at)}, {"received", source.received}};
}

json::object to_json(const store::Quarantined& item) {
  return {{"id", item.id}, {"source", item.source}, {"received_at", to_rfc3339(item.received_at)}, {"reason", item.reason},
          {"size", item.size}, {"excerpt", item.excerpt}, {"state", item.state}};
}

Result<Response> add_source(journal::Journal& journal, const Readers& readers, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const NewSource wanted{TRY(in.text("kind", 50)), TRY(in.text("name", 100)), TRY(in.texts("group_by", 20))};
  TRY(in.done());
  if (!readers.contains(wanted.kind))
    return invalid("there is no kind of source '{}'", wanted.kind).at("/kind").with_help("Use 'alertmanager'.");
  // Not kept under an idempotency key: the kept answer would hold the token.
  call.origin.idempotency.reset();
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const Created created = TRY(create(tx, call.who, wanted));
    json::object document = to_json(created.source);
    document["token"] = created.token;
    document["path"] = "/hooks/" + created.source.kind + "/" + created.token;
    return respond(document, 201);
  });
}

Result<Response> remove_source(journal::Journal& journal, Call& call) {
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    const auto source = store::find_source(tx.db, call.request.parameter("id"));
    if (!source) return not_found("there is no such source");
    tx.db.execute("update sources set removed_at = $2 where id = $1", source->id, tx.now().micros);
    tx.append({domain::kServerChain, std::string(domain::events::kSourceRemoved), tx.now(), {{"id", source->id}, {"name", source->name}}});
    Response response;
    response.status = 204;
    return response;
  });
}

Result<Response> settle(journal::Journal& journal, db::BlobStore& blobs, const Readers& readers,
                        const domain::TakeInSignals& take_in, Call& call) {
  const auto body = TRY(body_of(call.request));
  auto in = TRY(json::Fields::of(body));
  const auto action = TRY(in.text("action", 20));
  TRY(in.done());
  if (action != "retry" && action != "dismiss") return invalid("'action' is 'retry' or 'dismiss'").at("/action");
  const std::string& id = call.request.parameter("id");
  const auto item = journal.database().read([&](db::Connection& db) { return store::find_quarantined(db, id); });
  if (!item) return not_found("there is no such message in the quarantine");
  if (item->state == "read") return conflict("that message was read meanwhile");

  std::optional<domain::SignalBatch> batch;
  std::optional<Source> source;
  if (action == "retry") {
    source = journal.database().read([&](db::Connection& db) { return store::find_source(db, item->source_id); });
    if (!source) return conflict("the source of that message was removed").with_help("Dismiss the message, or download it and send it through another source.");
    const auto original = TRY(blobs.get(*digest_from_hex(item->sha256)));
    batch = TRY(readers.at(source->kind)(original));
    if (!batch->unreadable.empty())
      return conflict("parts of it still cannot be read: {}", batch->unreadable.front()).with_help("Dismiss it once you have seen it; what could be read is recorded.");
  }
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    if (batch) take_in(tx, {source->id, source->name, source->group_by}, batch->signals);
    store::settle(tx.db, id, batch ? "read" : "dismissed", item->reason);
    tx.append({domain::kServerChain, std::string(domain::events::kQuarantineSettled), tx.now(), {{"id", id}, {"state", batch ? "read" : "dismissed"}}});
    return respond(to_json(*store::find_quarantined(tx.db, id)));
  });
}

Result<Response> take_message(journal::Journal& journal, db::BlobStore& blobs, const domain::ReadSignals& read,
                              const domain::TakeInSignals& take_in, Call& call) {
  const auto source = journal.database().read([&](db::Connection& db) { return find_by_token(db, call.request.parameter("token")); });
  if (!source)
    return make_error(ErrorCode::unauthenticated, "no source has this token")
        .with_help("Copy the address from the page Sources again, or create a new source there.");
  const Received received = receive(journal, blobs, read, take_in, *source, call.request.body);
  json::array incidents;
  for (const auto number : received.intake.incidents) incidents.push_back(json::value(number));
  return respond({{"recorded", received.intake.recorded}, {"known", received.intake.known},
                  {"quarantined", received.quarantined}, {"incidents", std::move(incidents)}}, 202);
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, db::BlobStore& blobs, Readers readers, domain::TakeInSignals take_in) {
  std::vector<Route> table{
      {"GET", "/api/v1/sources", Action::administer,
       [&journal](Call&) -> Result<Response> {
         json::array items;
         for (const auto& source : journal.database().read([](db::Connection& db) { return store::list_sources(db); }))
           items.push_back(to_json(source));
         return respond({{"items", std::move(items)}});
       }},
      {"POST", "/api/v1/sources", Action::administer,
       [&journal, readers](Call& call) { return add_source(journal, readers, call); }},
      {"DELETE", "/api/v1/sources/{id}", Action::administer, [&journal](Call& call) { return remove_source(journal, call); }},
      {"GET", "/api/v1/quarantine", Action::administer,
       [&journal](Call& call) -> Result<Response> {
         const auto limit = TRY(limit_of(call.request));
         const auto page = journal.database().read(
             [&](db::Connection& db) { return store::list_quarantined(db, call.request.query_value("after"), limit); });
         json::array items;
         for (const auto& item : page.items) items.push_back(to_json(item));
         return respond({{"items", std::move(items)}, {"next", json::or_null(page.next)}});
       }},
      {"PATCH", "/api/v1/quarantine/{id}", Action::administer,
       [&journal, &blobs, readers, take_in](Call& call) { return settle(journal, blobs, readers, take_in, call); }},
  };
  for (const auto& [kind, read] : readers)
    table.push_back({"POST", "/hooks/" + kind + "/{token}", std::nullopt,
                     [&journal, &blobs, read = read, take_in](Call& call) { return take_message(journal, blobs, read, take_in, call); },
                     kHookBodyLimit});
  return table;
}

}  // namespace debrief::features::sources
