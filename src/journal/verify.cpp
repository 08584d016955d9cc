// SPDX-License-Identifier: Apache-2.0
#include "journal/verify.hpp"

#include "base/time.hpp"
#include "domain/incident.hpp"
#include "journal/journal.hpp"

#include <algorithm>
#include <map>

namespace debrief::journal {
namespace {

struct Head {
  std::int64_t seq = 0;
  Digest hash{};
};

std::string chain_name(std::int64_t incident) {
  return incident == domain::kServerChain ? std::string("the server's chain") : "the chain of " + domain::incident_key(incident);
}

// What is wrong with the fact, given the one before it in its chain; empty when nothing is.
std::string fault_of(const db::Row& row, std::int64_t expected_position, const Head& before) {
  const std::int64_t position = row.integer(0);
  const std::string chain = chain_name(row.integer(1));
  if (position != expected_position)
    return fmt::format("fact {} is missing: after fact {} comes fact {}", expected_position, expected_position - 1, position);
  const std::int64_t seq = row.integer(2);
  if (seq != before.seq + 1)
    return fmt::format("fact {} has sequence {} in {}, where {} belongs: facts are missing or swapped", position, seq, chain, before.seq + 1);
  domain::Fact fact;
  fact.position = position;
  fact.incident = row.integer(1);
  fact.seq = seq;
  fact.kind = row.text(3);
  fact.occurred_at = {row.integer(4)};
  fact.recorded_at = {row.integer(5)};
  fact.actor = row.text(6);
  fact.actor_id = row.text(7);
  fact.source = row.text(8);
  const Digest expected = chain_hash(before.hash, fact, row.text(9));
  const std::string& stored = row.blob(10);
  if (stored.size() != expected.size() || !std::equal(expected.begin(), expected.end(), stored.begin(), [](std::uint8_t a, char b) {
        return a == static_cast<std::uint8_t>(b);
      }))
    return fmt::format("fact {} (number {} in {}, \"{}\", recorded {}) was altered: its hash does not fit its content and the fact before it",
                       position, seq, chain, fact.kind, to_rfc3339(fact.recorded_at));
  return {};
}

// Positions are dense, so facts that were taken from the end can only be missed by the counter.
std::string fault_of_end(db::Connection& db, std::int64_t newest) {
  const auto counter = db.query_one("select position from journal");
  if (counter && counter->integer(0) == newest) return {};
  return fmt::format("the journal ends with fact {}, but {} were recorded: the last ones are missing", newest,
                     counter ? counter->integer(0) : 0);
}

}  // namespace

Verified verify(db::Connection& db, const std::function<void(std::int64_t)>& progress) {
  constexpr std::int64_t kProgressStep = 10'000;
  Verified result;
  std::map<std::int64_t, Head> heads;
  db.scan(
      [&](const db::Row& row) {
        if (result.damage) return;
        Head& head = heads[row.integer(1)];
        if (std::string fault = fault_of(row, result.facts + 1, head); !fault.empty()) {
          result.damage = std::move(fault);
          return;
        }
        head.seq = row.integer(2);
        std::copy(row.blob(10).begin(), row.blob(10).end(), head.hash.begin());
        if (++result.facts % kProgressStep == 0 && progress) progress(result.facts);
      },
      fmt::format("select {} from facts order by position", kFactColumns));
  result.chains = static_cast<std::int64_t>(heads.size());
  if (!result.damage)
    if (std::string fault = fault_of_end(db, result.facts); !fault.empty()) result.damage = std::move(fault);
  return result;
}

}  // namespace debrief::journal
