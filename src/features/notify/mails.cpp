// SPDX-License-Identifier: Apache-2.0
#include "features/notify/send.hpp"
#include "features/notify/store.hpp"

#include "base/hash.hpp"

#include <algorithm>

namespace debrief::features::notify {

Micros jittered_delay(std::int64_t attempts, std::string_view id) {
  // The same for the same attempt, and other for each id.
  const Digest digest = sha256(std::string(id) + "/" + std::to_string(attempts));
  const double share = 0.5 + 0.5 * static_cast<double>(digest[0]) / 255.0;
  return Micros(static_cast<std::int64_t>(static_cast<double>(journal::retry_delay(attempts).count()) * share));
}

namespace {

Result<> send_if_readable(db::Database& database, const Ports& ports, const OutgoingMail& mail) {
  const bool readable = database.read([&](db::Connection& db) {
    const auto to = store::find_addressee(db, mail.id);
    return to && may_be_told(db, ports, to->user_id, to->incident);
  });
  if (!readable) return invalid("it is about what its reader may not read any more");
  if (!ports.send) return make_error(ErrorCode::unavailable, "no mail server is set up");
  return ports.send(mail);
}

}  // namespace

std::optional<Instant> send_mail(db::Database& database, const Clock& clock, const Ports& ports, const journal::Job& job) {
  const std::string id(json::text_at(job.data, "mail"));
  const auto mail = database.read([&](db::Connection& db) { return store::find_waiting(db, id, ports.address); });
  if (!mail) return std::nullopt;
  const auto sent = send_if_readable(database, ports, *mail);
  const Instant now = clock.now();
  const bool final = sent || sent.error().code == ErrorCode::invalid || now - mail->since > kGiveUpAfter;
  database.write([&](db::Connection& db) {
    if (sent) store::mark_sent(db, id, now);
    else if (final) store::mark_failed(db, id, sent.error().message, now);
    else store::mark_tried(db, id, sent.error().message, now);
  });
  if (final) return std::nullopt;
  return now + jittered_delay(mail->attempts + 1, id);
}

}  // namespace debrief::features::notify
