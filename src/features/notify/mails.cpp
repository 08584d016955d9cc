// SPDX-License-Identifier: Apache-2.0
#include "features/notify/notify.hpp"
#include "features/notify/store.hpp"

#include <stdexcept>

namespace debrief::features::notify {
namespace {

constexpr Micros kGiveUpAfter = std::chrono::hours(72);

}  // namespace

std::optional<Instant> send_mail(db::Database& database, const Clock& clock, const Ports& ports, const journal::Job& job) {
  const std::string id(json::text_at(job.data, "mail"));
  const auto mail = database.read([&](db::Connection& db) { return store::find_waiting(db, id, ports.address); });
  if (!mail) return std::nullopt;
  const auto sent = ports.send ? ports.send(*mail) : make_error(ErrorCode::unavailable, "no mail server is set up");
  const bool final = sent || sent.error().code == ErrorCode::invalid || clock.now() - mail->created_at > kGiveUpAfter;
  if (!final) throw std::runtime_error(sent.error().message);
  database.write([&](db::Connection& db) {
    if (sent) store::mark_sent(db, id, clock.now());
    else store::mark_failed(db, id, sent.error().message, clock.now());
  });
  return std::nullopt;
}

}  // namespace debrief::features::notify
