// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/template_miner.hpp"

#include <numeric>

#include "base/hash.hpp"
#include "logs/mine/frames.hpp"
#include "logs/mine/generalise.hpp"
#include "logs/mine/message_tokens.hpp"

namespace debrief::logs {

namespace {

constexpr int kMostRounds = 8;

/// The same for the same words and signs, whatever types its variables were seen to have, and however it is spaced. 60
/// bits, all that id_text() shows.
std::uint64_t id_of(const std::vector<MessageToken>& tokens) {
  std::string key;
  for (const MessageToken& token : tokens) {
    if (token.kind == TokenKind::variable) key += '\x01';
    else key += token.text;
    key += '\x1f';
  }
  const Digest digest = sha256(key);
  std::uint64_t id = 0;
  for (std::size_t i = 0; i < sizeof id; ++i) id = id << 8U | digest[i];
  return id & ~std::uint64_t{15};
}

/// Patterns after a round, and for each pattern before it the number of the one it became.
struct Round {
  std::vector<Pattern> patterns;
  std::vector<std::uint32_t> became;
};

Round join_changed(std::vector<Pattern> patterns, const std::vector<std::uint32_t>& changed, SymbolTable& symbols) {
  for (const std::uint32_t number : changed) {
    std::vector<MessageToken> tokens = symbols.tokens_of(patterns[number]);
    join_variables(tokens);
    const std::uint64_t count = patterns[number].count;
    patterns[number] = symbols.pattern_of(tokens);
    patterns[number].count = count;
  }
  Round round;
  PatternSet set;
  for (Pattern& pattern : patterns) round.became.push_back(set.add(std::move(pattern)));
  round.patterns = set.take();
  return round;
}

}  // namespace

std::uint32_t TemplateMiner::add(std::string_view body, std::uint64_t count) {
  Pattern pattern = symbols_.pattern_of(tokens_of_message(body));
  pattern.count = count;
  return patterns_.add(std::move(pattern));
}

std::vector<Template> TemplateMiner::finish() {
  std::vector<Pattern> patterns = patterns_.take();
  std::vector<std::uint32_t> pattern_of(patterns.size());
  std::iota(pattern_of.begin(), pattern_of.end(), 0U);
  for (int round = 0; round < kMostRounds; ++round) {
    std::vector<std::uint32_t> changed = generalise(patterns, symbols_);
    if (changed.empty()) changed = generalise_frames(patterns, symbols_);
    if (changed.empty()) break;
    Round next = join_changed(std::move(patterns), changed, symbols_);
    patterns = std::move(next.patterns);
    for (std::uint32_t& number : pattern_of) number = next.became[number];
  }
  std::vector<Template> found;
  for (const Pattern& pattern : patterns) {
    const std::vector<MessageToken> tokens = symbols_.tokens_of(pattern);
    found.push_back({id_of(tokens), text_of(tokens)});
  }
  std::vector<Template> result;
  result.reserve(pattern_of.size());
  for (const std::uint32_t number : pattern_of) result.push_back(found[number]);
  return result;
}

}  // namespace debrief::logs
