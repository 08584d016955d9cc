// SPDX-License-Identifier: Apache-2.0
#include "features/sources/sources.hpp"
#include "features/sources/store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"

namespace debrief::features::sources {
namespace {

std::string joined(const std::vector<std::string>& reasons) {
  std::string text;
  for (const auto& reason : reasons) text += (text.empty() ? "" : "; ") + reason;
  return text;
}

void quarantine(journal::Transaction& tx, const Source& source, const Digest& digest, const std::string& body,
                const std::string& reason) {
  const store::Quarantined item{new_id(tx.now()), source.id, source.name, tx.now(), shorten(reason, 1000), to_hex(digest),
                                static_cast<std::int64_t>(body.size()), shorten(to_utf8(body.substr(0, 400)), 400), "waiting"};
  if (!store::insert_quarantined(tx.db, item)) return;
  tx.append({domain::kServerChain, std::string(domain::events::kQuarantined), tx.now(),
             {{"id", item.id}, {"source", source.name}, {"reason", item.reason}, {"sha256", item.sha256}, {"size", item.size}}});
}

}  // namespace

Received receive(journal::Journal& journal, db::BlobStore& blobs, const domain::ReadSignals& read,
                 const domain::TakeInSignals& take_in, const Source& source, const std::string& body) {
  const auto batch = read(body);
  std::string reason;
  if (!batch) reason = batch.error().message;
  else if (!batch->unreadable.empty()) reason = joined(batch->unreadable);
  // The original is durable before the fact that names it.
  std::optional<Digest> kept;
  if (!reason.empty()) kept = blobs.put(body);

  const journal::Origin origin{source.name, "", "alertmanager " + source.name};
  auto received = journal.write(origin, [&](journal::Transaction& tx) -> Result<Received> {
    Received result;
    if (batch) result.intake = take_in(tx, {source.id, source.name, source.group_by}, batch->signals);
    if (kept) {
      quarantine(tx, source, *kept, body, reason);
      result.quarantined = true;
    }
    // Repetitions stay free of writes: senders tell the same every few minutes for hours.
    if (tx.last_position() > 0) store::note_seen(tx.db, source.id, tx.now());
    return result;
  });
  return std::move(received).value();
}

}  // namespace debrief::features::sources
