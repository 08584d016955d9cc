// SPDX-License-Identifier: Apache-2.0
// The slice's SQL.
#pragma once

#include "db/database.hpp"
#include "domain/notice.hpp"
#include "features/notify/notify.hpp"

#include <cstdint>
#include <map>
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

/// Kinds for which the person said whether mail is wanted; it is for all others.
std::map<std::string, bool> mail_settings(db::Connection& db, const std::string& user_id);
void set_mail(db::Connection& db, const std::string& user_id, const std::string& kind, bool mail);

void put_mail(db::Connection& db, const std::string& id, const std::string& notice, const std::string& address, Instant now);
/// The mail with subject and text of its notice, unless it was sent or given up; `path` of the notice is appended to
/// `address`.
std::optional<OutgoingMail> find_waiting(db::Connection& db, const std::string& id, const std::string& address);
void mark_sent(db::Connection& db, const std::string& id, Instant now);
void mark_failed(db::Connection& db, const std::string& id, const std::string& error, Instant now);

}  // namespace debrief::features::notify::store
