// SPDX-License-Identifier: Apache-2.0
#include "app/local.hpp"
#include "db/blob_store.hpp"
#include "db/database.hpp"
#include "features/evidence/logs/verify_streams.hpp"
#include "journal/verify.hpp"

namespace debrief::app {
namespace {

// Every original that a record names, each once, with how the record calls it.
std::string damage_of_originals(db::Connection& db, const db::BlobStore& blobs, std::int64_t& count) {
  std::string damage;
  db.scan(
      [&](const db::Row& row) {
        if (!damage.empty()) return;
        const auto digest = digest_from_hex(row.text(0));
        if (!digest) {
          damage = fmt::format("the record of \"{}\" names no valid SHA-256: it was altered", row.text(1));
          return;
        }
        ++count;
        const auto whole = blobs.verify(*digest);
        if (!whole) damage = fmt::format("the original of \"{}\" (SHA-256 {}): {}", row.text(1), row.text(0), whole.error().message);
      },
      "select sha256, min(name) from (select sha256, name from evidence union all "
      "select sha256, 'a message in the quarantine' from quarantine) originals group by sha256 order by sha256");
  return damage;
}

}  // namespace

Result<std::string> verify(const Config& config, std::string& counted) {
  const std::filesystem::path file = config.data / "debrief.sqlite";
  if (config.database.empty() && !std::filesystem::exists(file))
    return not_found("there is no Debrief data in {}", config.data.string()).with_help("Name the directory with --data.");
  const auto database = db::Database::open({config.database.empty() ? file.string() : std::string{}, config.database});
  const db::BlobStore blobs(config.data / "originals");
  const std::string damage = database->read([&](db::Connection& db) {
    const journal::Verified journal = journal::verify(db);
    counted = fmt::format("{} facts in {} chains", journal.facts, journal.chains);
    if (journal.damage) return *journal.damage;
    std::int64_t originals = 0;
    std::string found = damage_of_originals(db, blobs, originals);
    counted += fmt::format(", {} originals", originals);
    return found;
  });
  if (!damage.empty()) return damage;
  const auto streams = features::evidence::logs::verify_streams(*database, blobs);
  if (streams.open > 0) counted += fmt::format(", {} open log {}", streams.open, streams.open == 1 ? "stream" : "streams");
  return streams.damage;
}

}  // namespace debrief::app
