// SPDX-License-Identifier: Apache-2.0
#include "journal/follower.hpp"

#include <chrono>

namespace debrief::journal {
namespace {

constexpr std::size_t kPage = 500;
constexpr std::chrono::seconds kAgain{5};

}  // namespace

Follower::Follower(Journal& journal, std::string name, Hear hear, Log& log)
    : journal_(journal), name_(std::move(name)), hear_(std::move(hear)), log_(log) {}

void Follower::start() {
  thread_.emplace(journal_, kAgain, [this] {
    try {
      catch_up();
    } catch (const std::exception& trouble) {
      log_.warning("following the journal", {{"who", name_}, {"what", trouble.what()}});
    }
  });
}

void Follower::catch_up() {
  const std::scoped_lock lock(hearing_mutex_);
  const auto row = journal_.database().read(
      [&](db::Connection& db) { return db.query_one("select position from followers where name = $1", name_); });
  if (!row) throw db::DatabaseError("no migration says where the follower '" + name_ + "' begins");
  for (std::int64_t position = row->integer(0);;) {
    const auto facts = journal_.list_after(position, kPage);
    if (facts.empty()) return;
    hear_(facts);
    // Another server may have come further.
    position = journal_.database().write([&](db::Connection& db) {
      db.execute("update followers set position = $2 where name = $1 and position < $2", name_, facts.back().position);
      return db.query_one("select position from followers where name = $1", name_)->integer(0);
    });
  }
}

}  // namespace debrief::journal
