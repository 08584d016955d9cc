// SPDX-License-Identifier: Apache-2.0
// The sources slice: who may send alerts, the hooks that take them in, and the quarantine of what could not
// be read. A sender gets 202 once its message is durable, whatever it holds; our own trouble is 503.
#pragma once

#include "base/result.hpp"
#include "db/blob_store.hpp"
#include "domain/ports.hpp"
#include "routing/route.hpp"
#include "journal/journal.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::sources {

struct Source {
  std::string id;
  std::string kind;
  std::string name;
  std::vector<std::string> group_by;
  Instant created_at;
  std::optional<Instant> last_seen_at;
  std::int64_t received = 0;  ///< messages, counted when they brought something new
};

struct NewSource {
  std::string kind;
  std::string name;
  std::vector<std::string> group_by;
};

/// Used when a source names no labels of its own.
[[nodiscard]] const std::vector<std::string>& default_group_by();

struct Created {
  Source source;
  std::string token;
};
/// Errors: invalid (kind, name), forbidden.
Result<Created> create(journal::Transaction& tx, const domain::Principal& who, const NewSource& wanted);
/// Absent when no source has this token, or it was removed.
[[nodiscard]] std::optional<Source> find_by_token(db::Connection& db, std::string_view token);

struct Received {
  domain::IntakeResult intake;
  bool quarantined = false;
};
/// The readers of messages by kind of source.
using Readers = std::map<std::string, domain::ReadSignals>;

/// Takes one message in, durably. Throws what the store throws.
Received receive(journal::Journal& journal, db::BlobStore& blobs, const domain::ReadSignals& read,
                 const domain::TakeInSignals& take_in, const Source& source, const std::string& body);

std::vector<Route> routes(journal::Journal& journal, db::BlobStore& blobs, Readers readers, domain::TakeInSignals take_in);

}  // namespace debrief::features::sources
