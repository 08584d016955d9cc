// SPDX-License-Identifier: Apache-2.0
// The slice's SQL for the quarantine.
#pragma once

#include "features/sources/sources.hpp"

namespace debrief::features::sources::store {

struct Quarantined {
  std::string id;
  std::string source_id;
  std::string source;  ///< its name
  Instant received_at;
  std::string reason;
  std::string sha256;
  std::int64_t size = 0;
  std::string excerpt;
  std::string state;  ///< waiting, read or dismissed
};

struct QuarantinePage {
  std::vector<Quarantined> items;
  std::optional<std::string> next;
};

std::vector<Source> list_sources(db::Connection& db);
std::optional<Source> find_source(db::Connection& db, const std::string& id);
void note_seen(db::Connection& db, const std::string& source_id, Instant now);
/// The same bytes of the same source that still wait are kept once.
bool insert_quarantined(db::Connection& db, const Quarantined& item);
QuarantinePage list_quarantined(db::Connection& db, const std::optional<std::string>& after, std::int64_t limit);
std::optional<Quarantined> find_quarantined(db::Connection& db, const std::string& id);
void settle(db::Connection& db, const std::string& id, const std::string& state, const std::string& reason);

}  // namespace debrief::features::sources::store
