// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/blocks/frozen.hpp"

#include "base/hash.hpp"
#include "base/time.hpp"

namespace debrief::features::postmortems {
namespace {

std::map<std::int64_t, std::string> labels_of(std::string_view markdown) {
  std::map<std::int64_t, std::string> labels;
  for (const CitationMark& mark : find_citations(markdown)) labels.emplace(mark.entry, mark.label);
  return labels;
}

std::string with_fingerprint(const FrozenBlock& block) {
  constexpr std::size_t kShown = 12;
  return fmt::format("{}\n*As of {} UTC, SHA-256 {}*\n", block.markdown, to_minutes(block.frozen_at), block.sha256.substr(0, kShown));
}

}  // namespace

Result<FrozenBlocks> freeze(const Ports& ports, const domain::Principal& who, std::int64_t number, std::string_view markdown, Instant now) {
  FrozenBlocks frozen;
  const auto blocks = find_blocks(markdown);
  if (blocks.empty()) return frozen;
  const auto incident = TRY(ports.get_incident(who, number));
  const auto entries = TRY(ports.list_timeline(who, number));
  BlockInput input{incident, entries, labels_of(markdown)};
  if (ports.list_hypotheses) {
    if (auto hypotheses = ports.list_hypotheses(who, number)) input.hypotheses = std::move(*hypotheses);
  }
  if (ports.list_actions) input.actions = ports.list_actions(who, {number}, false);
  for (const Block& block : blocks) {
    std::string content = block_markdown(block, input);
    std::string hash = to_hex(sha256(content));
    frozen[key_of(block)] = {std::move(content), std::move(hash), now};
  }
  return frozen;
}

void keep_frozen(db::Connection& db, std::int64_t incident, const FrozenBlocks& blocks) {
  db.execute("delete from frozen_blocks where incident = $1", incident);
  for (const auto& [key, block] : blocks)
    db.execute("insert into frozen_blocks (incident, block, markdown, sha256, frozen_at) values ($1, $2, $3, $4, $5)", incident, key,
               block.markdown, block.sha256, block.frozen_at.micros);
}

FrozenBlocks find_frozen(db::Connection& db, std::int64_t incident) {
  FrozenBlocks blocks;
  db.scan([&](const db::Row& row) { blocks[row.text(0)] = {row.text(1), row.text(2), {row.integer(3)}}; },
          "select block, markdown, sha256, frozen_at from frozen_blocks where incident = $1", incident);
  return blocks;
}

Result<std::string> expand_for(const Ports& ports, db::Database& database, const domain::Principal& who, std::int64_t incident,
                               std::string_view markdown, domain::PostmortemState state) {
  if (find_blocks(markdown).empty()) return std::string(markdown);
  FrozenBlocks kept;
  if (state == domain::PostmortemState::published) kept = database.read([&](db::Connection& db) { return find_frozen(db, incident); });
  const FrozenBlocks live = TRY(freeze(ports, who, incident, markdown, {}));
  return expand(markdown, [&](const Block& block) {
    const std::string key = key_of(block);
    const auto frozen = kept.find(key);
    return frozen == kept.end() ? live.at(key).markdown : with_fingerprint(frozen->second);
  });
}

}  // namespace debrief::features::postmortems
