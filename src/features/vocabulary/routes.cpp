// SPDX-License-Identifier: Apache-2.0
#include "features/vocabulary/vocabulary.hpp"

#include "domain/events.hpp"
#include "domain/vocabulary_json.hpp"
#include "journal/vocabulary.hpp"
#include "routing/request.hpp"

#include <array>

namespace debrief::features::vocabulary {
namespace {

using domain::Action;
using http::Response;

constexpr std::array<std::string_view, 4> kLists{"severities", "states", "roles", "fields"};

Result<Response> get_words(journal::Journal& journal) {
  return respond(domain::to_json(*journal.database().read([](db::Connection& db) { return journal::read_vocabulary(db); })));
}

Result<Response> put_words(journal::Journal& journal, const Call& call) {
  const auto body = TRY(body_of(call.request));
  return journal.write(call.origin, [&](journal::Transaction& tx) -> Result<Response> {
    TRY(domain::require(call.who, Action::administer));
    const auto now = journal::read_vocabulary(tx.db);
    const domain::Vocabulary next = TRY(domain::vocabulary_from(body, *now));
    TRY(domain::check_vocabulary(*now, next));
    json::object before = domain::to_json(*now);
    json::object after = domain::to_json(next);
    for (const std::string_view list : kLists)
      if (before.at(list) != after.at(list))
        tx.append({domain::kServerChain, std::string(domain::events::kVocabularySaved), tx.now(), {{"what", list}, {list, after.at(list)}}});
    if (tx.last_position() > 0) journal::keep_vocabulary(tx.db, next);
    return respond(after);
  });
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal) {
  return {
      {"GET", "/api/v1/vocabulary", Action::read, [&journal](Call&) { return get_words(journal); }},
      {"PUT", "/api/v1/vocabulary", Action::administer, [&journal](Call& call) { return put_words(journal, call); }},
  };
}

}  // namespace debrief::features::vocabulary
