// SPDX-License-Identifier: Apache-2.0
// The slice's SQL.
#pragma once

#include "db/database.hpp"
#include "domain/notice.hpp"
#include "features/notify/notify.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::notify::store {

/// A notice as one person has it.
struct Kept {
  std::string id;
  std::string kind;
  std::optional<std::int64_t> incident;
  std::string title;
  std::string text;
  std::string path;
  Instant created_at;
  std::optional<Instant> read_at;
};

struct KeptPage {
  std::vector<Kept> items;
  std::optional<std::string> next;
  std::int64_t unread = 0;
};

/// False when the person was told under this key already.
bool insert(db::Connection& db, const std::string& id, const std::string& user_id, const domain::Notice& notice, Instant now);
/// Newest first, those after (older than) the id `after`.
KeptPage list(db::Connection& db, const std::string& user_id, bool unread_only, const std::optional<std::string>& after,
              std::int64_t limit);
/// The notice, or all of them without an id. Returns how many were unread.
std::int64_t mark_read(db::Connection& db, const std::string& user_id, const std::optional<std::string>& id, Instant now);

std::optional<Kept> find(db::Connection& db, const std::string& id);

void put_mail(db::Connection& db, const std::string& id, const std::string& notice, const std::string& address, Instant now);
/// The mail with subject and text of its notice, unless it was sent or given up; `path` of the notice is appended to
/// `address`.
std::optional<OutgoingMail> find_waiting(db::Connection& db, const std::string& id, const std::string& address);
/// Whom a mail tells, and of which incident.
struct Addressee {
  std::string user_id;
  std::optional<std::int64_t> incident;
};
std::optional<Addressee> find_addressee(db::Connection& db, const std::string& mail);
void mark_sent(db::Connection& db, const std::string& id, Instant now);
void mark_failed(db::Connection& db, const std::string& id, const std::string& error, Instant now);
void mark_tried(db::Connection& db, const std::string& id, const std::string& error, Instant now);

/// A mail that was given up, or waits for a server that does not take it.
struct StuckMail {
  std::string id;
  std::string address;
  std::string subject;
  std::string kind;
  Instant created_at;
  std::int64_t attempts = 0;
  std::optional<Instant> attempted_at;
  std::optional<Instant> failed_at;  ///< absent: it is tried again
  std::string error;
};
/// The newest first; those after (older than) the id `after`.
std::vector<StuckMail> list_stuck(db::Connection& db, bool given_up, const std::optional<std::string>& after, std::int64_t limit);
/// False when it was not given up.
bool replay(db::Connection& db, const std::string& id, Instant now);

bool has_subscription(db::Connection& db, const std::string& user_id);

}  // namespace debrief::features::notify::store
