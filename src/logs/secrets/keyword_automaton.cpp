// SPDX-License-Identifier: Apache-2.0
#include "logs/secrets/keyword_automaton.hpp"

#include "logs/secrets/character.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <stdexcept>

namespace debrief::logs::secrets {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

struct Node {
  std::vector<std::size_t> next;
  std::size_t shorter = 0;  // the longest suffix that is a node too
  std::vector<KeywordAutomaton::Hit> hits = {};
};

using Symbols = std::array<std::uint8_t, 256>;

// Bytes that no keyword holds share the symbol 0.
std::size_t number_symbols(std::span<const KeywordAutomaton::Keyword> keywords, Symbols& symbol) {
  std::size_t count = 1;
  for (const auto& keyword : keywords)
    for (const char c : keyword.text)
      if (auto& number = symbol[static_cast<unsigned char>(c)]; number == 0)
        number = static_cast<std::uint8_t>(count++);
  for (char c = 'a'; c <= 'z'; ++c)
    symbol[static_cast<unsigned char>(c - 0x20)] = symbol[static_cast<unsigned char>(c)];
  const std::uint8_t digit = symbol[static_cast<unsigned char>('#')];
  symbol[static_cast<unsigned char>('#')] = 0;
  for (char c = '0'; c <= '9'; ++c) symbol[static_cast<unsigned char>(c)] = digit;
  return count;
}

std::vector<Node> make_tree(std::span<const KeywordAutomaton::Keyword> keywords, const Symbols& symbol,
                            std::size_t symbols) {
  std::vector<Node> nodes = {{std::vector<std::size_t>(symbols, kNone)}};
  for (const auto& keyword : keywords) {
    std::size_t at = 0;
    for (const char c : keyword.text) {
      const std::size_t by = symbol[static_cast<unsigned char>(c == '#' ? '0' : c)];
      if (nodes[at].next[by] == kNone) {
        nodes[at].next[by] = nodes.size();
        nodes.push_back({std::vector<std::size_t>(symbols, kNone)});
      }
      at = nodes[at].next[by];
    }
    nodes[at].hits.push_back({keyword.rule, static_cast<std::uint32_t>(keyword.text.size())});
  }
  return nodes;
}

// Fills in what follows after a mismatch, breadth first, since a suffix is shorter than what it ends.
void complete(std::vector<Node>& nodes) {
  std::queue<std::size_t> waiting;
  for (auto& child : nodes[0].next) {
    if (child == kNone) {
      child = 0;
    } else {
      waiting.push(child);
    }
  }
  for (; !waiting.empty(); waiting.pop()) {
    Node& node = nodes[waiting.front()];
    const Node& shorter = nodes[node.shorter];
    node.hits.insert(node.hits.end(), shorter.hits.begin(), shorter.hits.end());
    for (std::size_t by = 0; by < node.next.size(); ++by) {
      if (node.next[by] == kNone) {
        node.next[by] = shorter.next[by];
      } else {
        nodes[node.next[by]].shorter = shorter.next[by];
        waiting.push(node.next[by]);
      }
    }
  }
}

}  // namespace

KeywordAutomaton::KeywordAutomaton(std::span<const Keyword> keywords) {
  symbols_ = number_symbols(keywords, symbol_);
  std::vector<Node> nodes = make_tree(keywords, symbol_, symbols_);
  complete(nodes);
  if (nodes.size() * symbols_ > std::numeric_limits<State>::max())
    throw std::length_error("too many keywords for 16 bits");

  // States with hits come last, so that one comparison tells them.
  std::vector<std::size_t> order(nodes.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto first =
      std::stable_partition(order.begin(), order.end(), [&](std::size_t i) { return nodes[i].hits.empty(); });
  first_hit_ = static_cast<State>(static_cast<std::size_t>(first - order.begin()) * symbols_);
  std::vector<State> number(nodes.size());
  for (std::size_t i = 0; i < order.size(); ++i) number[order[i]] = static_cast<State>(i * symbols_);
  next_.reserve(nodes.size() * symbols_);
  for (const std::size_t at : order) {
    for (const std::size_t child : nodes[at].next) next_.push_back(number[child]);
    if (!nodes[at].hits.empty()) hits_.push_back(std::move(nodes[at].hits));
  }
}

std::span<const KeywordAutomaton::Hit> KeywordAutomaton::hits(State state) const {
  if (!ends_keyword(state)) return {};
  return hits_[(static_cast<std::size_t>(state) - first_hit_) / symbols_];
}

}  // namespace debrief::logs::secrets
