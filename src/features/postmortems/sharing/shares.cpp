// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/events.hpp"
#include "features/postmortems/blocks/frozen.hpp"
#include "features/postmortems/sharing/redact.hpp"
#include "features/postmortems/sharing/sharing.hpp"
#include "features/postmortems/store.hpp"
#include "journal/visibility.hpp"

namespace debrief::features::postmortems::sharing {
namespace {

using domain::Action;
using domain::PostmortemState;
using domain::Principal;
namespace events = domain::events;

constexpr std::string_view kColumns = "id, incident, sources, created_by, created_at, expires_at, closed_at, opened_at";

// Reads for those who follow a link: what they see is redacted.
const Principal kReader{"", "Debrief", domain::AccessRole::administrator, "share"};

Share share_from(const db::Row& row) {
  const auto time = [&](std::size_t column) {
    const auto micros = row.optional_integer(column);
    return micros ? std::optional(Instant{*micros}) : std::nullopt;
  };
  return {row.text(0), row.integer(1), row.boolean(2), row.text(3), {row.integer(4)}, {row.integer(5)}, time(6), time(7)};
}

Error not_published(std::int64_t incident) {
  return conflict("the postmortem of {} is not published", domain::incident_key(incident)).with_help("Publish it first: links show published ones only.");
}

}  // namespace

Result<Opened> open_share(journal::Transaction& tx, const Principal& who, std::int64_t incident, Micros lasts, bool sources) {
  TRY(journal::require_incident(tx.db, who, Action::publish, incident));
  const auto document = postmortems::store::find(tx.db, incident);
  if (!document || document->state != PostmortemState::published) return not_published(incident);
  Opened opened;
  opened.token = new_secret("");
  opened.share = {new_id(tx.now()), incident, sources, who.name, tx.now(), tx.now() + lasts, std::nullopt, std::nullopt};
  tx.db.execute("insert into shares (id, incident, token_hash, sources, created_by, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)",
                opened.share.id, incident, to_hex(sha256(opened.token)), sources, who.name, tx.now().micros, opened.share.expires_at.micros);
  tx.append({incident, std::string(events::kShareOpened), tx.now(),
             {{"id", opened.share.id}, {"audience", "public"}, {"expires_at", to_rfc3339(opened.share.expires_at)}}});
  return opened;
}

Result<> close_share(journal::Transaction& tx, const Principal& who, std::int64_t incident, const std::string& id) {
  TRY(journal::require_incident(tx.db, who, Action::publish, incident));
  const bool closed = tx.db.execute("update shares set closed_at = $3 where incident = $1 and id = $2 and closed_at is null", incident, id,
                                    tx.now().micros) == 1;
  if (!closed) return not_found("there is no such open link");
  tx.append({incident, std::string(events::kShareClosed), tx.now(), {{"id", id}}});
  return {};
}

Result<std::vector<Share>> list_shares(db::Connection& db, const Principal& who, std::int64_t incident) {
  TRY(journal::require_incident(db, who, Action::read, incident));
  std::vector<Share> shares;
  db.scan([&](const db::Row& row) { shares.push_back(share_from(row)); },
          fmt::format("select {} from shares where incident = $1 order by id", kColumns), incident);
  return shares;
}

std::optional<Share> find_share(db::Connection& db, std::string_view token, Instant now) {
  const auto row = db.query_one(
      fmt::format("select {} from shares where token_hash = $1 and closed_at is null and expires_at > $2", kColumns),
      to_hex(sha256(token)), now.micros);
  if (!row) return std::nullopt;
  return share_from(*row);
}

Result<std::string> shared_page(journal::Journal& journal, const Ports& ports, const Share& share) {
  constexpr Micros kHour = std::chrono::hours(1);
  db::Database& database = journal.database();
  auto document = TRY(database.read([&](db::Connection& db) { return find(db, kReader, share.incident); }));
  if (!document || document->state != PostmortemState::published) return not_found("this link has ended");
  document->markdown = TRY(expand_for(ports.document, database, kReader, share.incident, document->markdown, document->state));
  const Instant now = journal.clock().now();
  if (!share.opened_at || now - *share.opened_at > kHour)
    database.write([&](db::Connection& db) { db.execute("update shares set opened_at = $2 where id = $1", share.id, now.micros); });
  std::vector<std::string> members;
  for (const auto& member : ports.list_members()) members.push_back(member.name);
  return export_html(redact(TRY(gather_export(ports.document, kReader, *std::move(document), now)), members, share.sources));
}

}  // namespace debrief::features::postmortems::sharing
