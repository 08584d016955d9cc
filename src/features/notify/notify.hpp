// SPDX-License-Identifier: Apache-2.0
// The notify slice: what people are told, in the application and by mail. Mails are rows written in the
// transaction that has something to tell, and sent at least once after it is durable.
#pragma once

#include "base/result.hpp"
#include "domain/notice.hpp"
#include "domain/outgoing.hpp"
#include "journal/jobs.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::notify {

/// Kinds of notices that people can switch off for mail, with what they are about.
struct NoticeKind {
  std::string_view id;
  std::string_view name;
};
[[nodiscard]] const std::vector<NoticeKind>& notice_kinds();

/// A mail to one person, before the sender's address is known.
struct OutgoingMail {
  std::string id;
  std::string address;
  std::string subject;
  std::string text;
  Instant created_at;
  std::string unsubscribe = {};  ///< URL that ends such mails with one click (RFC 8058); empty: none
};

/// What this slice asks others. `find_member` reads inside a transaction. Without `send` there is no mail, and none
/// is put down. Errors of `send`: invalid (refused for good); everything else is tried again.
struct Ports {
  std::function<std::optional<domain::Member>(db::Connection&, const std::string& id)> find_member;
  std::function<Result<>(const OutgoingMail&)> send;
  std::string address;  ///< how browsers reach the server, without a slash at the end; empty: mails have no links
};

/// Tells those who may read the incident, each once under the key of the notice.
void tell(journal::Transaction& tx, const Ports& ports, const domain::Notice& notice);

/// The handler of jobs of the kind kMailJob, one for each mail. Throws when the server did not take it for now: the
/// job runner then tries again. A mail that waited for three days is given up.
inline constexpr std::string_view kMailJob = "mail";
std::optional<Instant> send_mail(db::Database& database, const Clock& clock, const Ports& ports, const journal::Job& job);

/// The port MailOutside: mails to people without an account. Nothing happens without `send`.
void mail_outside(journal::Transaction& tx, const Ports& ports, const domain::OutsideMail& mail);

/// The handler of jobs of the kind kOutsideJob, one for each such mail; as send_mail.
inline constexpr std::string_view kOutsideJob = "mail.outside";
std::optional<Instant> send_outside(db::Database& database, const Clock& clock, const Ports& ports, const journal::Job& job);

std::vector<Route> routes(journal::Journal& journal);

}  // namespace debrief::features::notify
