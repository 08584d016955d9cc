// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/templates.hpp"

#include "base/hash.hpp"
#include "logs/mine/frames.hpp"
#include "logs/mine/generalise.hpp"
#include "logs/mine/message_tokens.hpp"
#include "logs/mine/pattern.hpp"

namespace debrief::logs {

namespace {

constexpr int kMostRounds = 8;

/// The same for the same words and signs, whatever types its variables were seen to have, and however it is spaced.
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
  return id;
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
  round.patterns = set.patterns();
  return round;
}

}  // namespace

std::vector<Template> mine_templates(std::span<const MessageForm> forms) {
  SymbolTable symbols;
  PatternSet set;
  std::vector<std::uint32_t> pattern_of;
  pattern_of.reserve(forms.size());
  for (const MessageForm& form : forms) {
    Pattern pattern = symbols.pattern_of(tokens_of_message(form.example));
    pattern.count = form.count;
    pattern_of.push_back(set.add(std::move(pattern)));
  }
  std::vector<Pattern> patterns = set.patterns();
  for (int round = 0; round < kMostRounds; ++round) {
    std::vector<std::uint32_t> changed = generalise(patterns, symbols);
    if (changed.empty()) changed = generalise_frames(patterns, symbols);
    if (changed.empty()) break;
    Round next = join_changed(std::move(patterns), changed, symbols);
    patterns = std::move(next.patterns);
    for (std::uint32_t& number : pattern_of) number = next.became[number];
  }
  std::vector<Template> found;
  for (const Pattern& pattern : patterns) {
    const std::vector<MessageToken> tokens = symbols.tokens_of(pattern);
    found.push_back({id_of(tokens), text_of(tokens)});
  }
  std::vector<Template> result;
  result.reserve(forms.size());
  for (const std::uint32_t number : pattern_of) result.push_back(found[number]);
  return result;
}

}  // namespace debrief::logs
