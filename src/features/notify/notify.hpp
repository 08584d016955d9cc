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

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
  std::int64_t attempts = 0;     ///< that failed so far
  Instant since = {};            ///< when it was put down, or put down again
};

/// A request to a push service, and what it answered.
struct PushRequest {
  std::string method = "POST";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};
struct PushAnswer {
  int status = 0;
  std::string retry_after = {};  ///< the header of this name; empty: none
};

/// What this slice asks others. `find_member` reads inside a transaction. Without `send` there is no mail, and none
/// is put down. Errors of `send`: invalid (refused for good); everything else is tried again.
struct Ports {
  std::function<std::optional<domain::Member>(db::Connection&, const std::string& id)> find_member;
  std::function<Result<>(const OutgoingMail&)> send;
  std::string address;  ///< how browsers reach the server, without a slash at the end; empty: mails have no links
  std::function<std::vector<std::string>(db::Connection&, const std::string& user)> list_team_ids = {};
  std::function<bool(db::Connection&, const domain::Principal& who, const std::string& team)> may_change_team = {};
  std::function<Result<PushAnswer>(const PushRequest&)> push = {};  ///< through the guard for addresses that people gave; unset: no pushes
  std::function<std::string(std::string_view text, std::string_view context)> seal = {};
  std::function<std::optional<std::string>(std::string_view sealed, std::string_view context)> open = {};
  std::string contact = {};  ///< "mailto:…" or an address of the web, for push services to complain to
};

/// Tells those who may read the incident, each once under the key of the notice.
void tell(journal::Transaction& tx, const Ports& ports, const domain::Notice& notice);

/// The handler of jobs of the kind kMailJob, one for each mail: it comes back, later each time, while the mail server does
/// not take it. A mail that waited for 75 hours is given up, until an administrator puts it down again; so is one
/// whose reader may not read it any more.
inline constexpr std::string_view kMailJob = "mail";
std::optional<Instant> send_mail(db::Database& database, const Clock& clock, const Ports& ports, const journal::Job& job);

/// The port MailOutside: mails to people without an account. Nothing happens without `send`.
void mail_outside(journal::Transaction& tx, const Ports& ports, const domain::OutsideMail& mail);

/// The handler of jobs of the kind kOutsideJob, one for each such mail; as send_mail.
inline constexpr std::string_view kOutsideJob = "mail.outside";
std::optional<Instant> send_outside(db::Database& database, const Clock& clock, const Ports& ports, const journal::Job& job);

/// The handler of jobs of the kind kPushJob, one for each notice and browser; as send_mail, but only for as long as a push
/// service would keep it, and not when the notice was read meanwhile. A browser that its push service does not know any
/// more is forgotten.
inline constexpr std::string_view kPushJob = "push";
std::optional<Instant> send_push(db::Database& database, const Clock& clock, const Ports& ports, const journal::Job& job);

/// The handler of jobs of the kind kReleaseJob: somebody's quiet hours are over, what waited is sent as one.
inline constexpr std::string_view kReleaseJob = "notices.release";
std::optional<Instant> release_held(journal::Journal& journal, const Ports& ports, const journal::Job& job);

std::vector<Route> routes(journal::Journal& journal, Ports ports);

}  // namespace debrief::features::notify
