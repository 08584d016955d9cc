// SPDX-License-Identifier: Apache-2.0
#include "base/ids.hpp"
#include "base/text.hpp"
#include "features/notify/notify.hpp"

#include <stdexcept>

namespace debrief::features::notify {
namespace {

constexpr Micros kOutsideGivenUpAfter = std::chrono::hours(75);
constexpr std::size_t kOutsideTitleLimit = 300;
constexpr std::size_t kOutsideTextLimit = 40'000;

std::optional<OutgoingMail> find_waiting_outside(db::Connection& db, const std::string& id) {
  const auto row = db.query_one(
      "select id, address, subject, text, created_at, unsubscribe from outside_mails where id = $1 and sent_at is null and failed_at is null", id);
  if (!row) return std::nullopt;
  return OutgoingMail{row->text(0), row->text(1), row->text(2), row->text(3), {row->integer(4)}, row->text(5)};
}

}  // namespace

void mail_outside(journal::Transaction& tx, const Ports& ports, const domain::OutsideMail& mail) {
  if (!ports.send) return;
  const std::string id = new_id(tx.now());
  const std::optional<std::string> key = mail.key.empty() ? std::nullopt : std::optional(mail.key);
  const bool fresh = tx.db.execute(
                         "insert into outside_mails (id, address, subject, text, unsubscribe, key, created_at) values ($1, $2, $3, $4, $5, $6, $7) "
                         "on conflict do nothing",
                         id, mail.address, shorten(to_utf8(mail.subject), kOutsideTitleLimit), shorten(to_utf8(mail.text), kOutsideTextLimit), mail.unsubscribe, key,
                         tx.now().micros) == 1;
  if (fresh) journal::put_job(tx.db, "outside/" + id, std::string(kOutsideJob), {{"mail", id}}, tx.now());
}

std::optional<Instant> send_outside(db::Database& database, const Clock& clock, const Ports& ports, const journal::Job& job) {
  const std::string id(json::text_at(job.data, "mail"));
  const auto mail = database.read([&](db::Connection& db) { return find_waiting_outside(db, id); });
  if (!mail) return std::nullopt;
  const auto sent = ports.send ? ports.send(*mail) : make_error(ErrorCode::unavailable, "no mail server is set up");
  const bool final = sent || sent.error().code == ErrorCode::invalid || clock.now() - mail->created_at > kOutsideGivenUpAfter;
  if (!final) throw std::runtime_error(sent.error().message);
  database.write([&](db::Connection& db) {
    // The words have done their work; address and key stay for a while, so that nobody is told twice.
    if (sent) db.execute("update outside_mails set sent_at = $2, text = '', unsubscribe = '', error = null where id = $1", id, clock.now().micros);
    else db.execute("update outside_mails set failed_at = $2, error = $3 where id = $1", id, clock.now().micros, shorten(to_utf8(sent.error().message), 500));
  });
  return std::nullopt;
}

}  // namespace debrief::features::notify
