// SPDX-License-Identifier: Apache-2.0
#include "logs/secrets/addresses.hpp"
#include "logs/secrets/assignment.hpp"
#include "logs/secrets/card_number.hpp"
#include "logs/secrets/character.hpp"
#include "logs/secrets/key_material.hpp"
#include "logs/secrets/keyword_automaton.hpp"
#include "logs/secrets/secrets.hpp"
#include "logs/secrets/token_rules.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <string>

namespace debrief::logs {
namespace {

using namespace secrets;

// Numbers of the rules that are code; those of keys and tokens follow.
enum FormRule : std::uint32_t { kPrivateKey, kJwt, kEmail, kIpv4, kColon, kUrl, kRunOfDigits, kGroupsOfDigits, kForms };

struct Rules {
  std::deque<std::string> words = {};  // keeps what the keywords point at
  std::vector<KeywordAutomaton::Keyword> keywords = {};

  void add(std::string_view text, std::uint32_t rule) {
    std::string word;
    for (const char c : text) word += is_digit(c) ? '#' : lower(c);
    keywords.push_back({words.emplace_back(std::move(word)), rule});
  }
};

KeywordAutomaton make_automaton() {
  constexpr std::size_t kMostOfPrefix = 7;  // the rest is compared where it is found
  Rules rules;
  rules.add("-----begin", kPrivateKey);
  rules.add("eyj", kJwt);
  rules.add("@", kEmail);
  for (const std::string_view form : {"#.#.#", "#.##.#", "#.###.#"}) rules.add(form, kIpv4);
  rules.add(":", kColon);
  rules.add("://", kUrl);
  rules.add("##############", kRunOfDigits);
  for (const std::string_view form : {"#### #### #### ##", "####-####-####-##", "#### ###### ####", "####-######-####"})
    rules.add(form, kGroupsOfDigits);
  std::uint32_t number = kForms;
  for (const KeyRule& rule : key_rules()) rules.add(rule.word, number++);
  for (const TokenRule& rule : token_rules()) rules.add(rule.prefix.substr(0, kMostOfPrefix), number++);
  return KeywordAutomaton(rules.keywords);
}

const KeywordAutomaton& automaton() {
  static const KeywordAutomaton kAutomaton = make_automaton();
  return kAutomaton;
}

class Finder {
 public:
  explicit Finder(std::string_view text)
      : text_(text.substr(0, std::numeric_limits<std::uint32_t>::max())),
        effort_{text_.size() * kReadings + kLeastEffort} {}

  std::vector<Secret> find() {
    if (text_.size() <= kLongestKeyLine) {
      if (const auto line = read_key_line(text_)) return {*line};
    }
    const KeywordAutomaton& words = automaton();
    auto state = KeywordAutomaton::kStart;
    for (std::size_t at = 0; at < text_.size(); ++at) {
      state = words.next(state, text_[at]);
      if (!words.ends_keyword(state)) [[likely]]
        continue;
      for (const auto& hit : words.hits(state)) {
        if (!take(hit, at)) continue;
        // What is masked is not read again, but what follows may begin with its last byte's neighbour.
        state = KeywordAutomaton::kStart;
        at = std::max<std::size_t>(at, end_ - 1);
        break;
      }
    }
    return std::move(found_);
  }

 private:
  static constexpr std::size_t kReadings = 4;
  static constexpr std::size_t kLeastEffort = 65'536;
  static constexpr std::size_t kLongestKeyLine = 128;

  bool take(const KeywordAutomaton::Hit& hit, std::size_t at) {
    const auto secret = read(hit, at + 1 - hit.length, at);
    if (!secret || secret->begin < end_ || secret->length == 0) return false;
    found_.push_back(*secret);
    end_ = static_cast<std::size_t>(secret->begin) + secret->length;
    return true;
  }

  std::optional<Secret> read(const KeywordAutomaton::Hit& hit, std::size_t begin, std::size_t at) {
    switch (hit.rule) {
      case kPrivateKey: return read_private_key(text_, begin);
      case kJwt: return read_jwt(text_, begin);
      case kEmail: return read_email(text_, at);
      case kIpv4: return read_ipv4(text_, begin);
      case kColon: return read_colon(at);
      case kUrl: return read_url_password(text_, begin);
      case kRunOfDigits: return is_digit(char_before(text_, begin)) ? std::nullopt : read_card_number(text_, begin);
      case kGroupsOfDigits: return is_digit(char_before(text_, begin)) ? std::nullopt : read_card_number(text_, begin);
      default: break;
    }
    const std::size_t number = hit.rule - kForms;
    const auto keys = key_rules();
    if (number < keys.size()) return read_assignment(text_, begin, keys[number], effort_);
    return read_token(text_, begin, token_rules()[number - keys.size()]);
  }

  // An IPv6 address holds "::", or seven colons with at most four digits between them.
  std::optional<Secret> read_colon(std::size_t at) {
    const std::size_t between = at - last_colon_;
    const bool near = colons_ > 0 && between <= 5;
    last_colon_ = at;
    colons_ = near ? colons_ + 1 : 1;
    if (near && (between == 1 || colons_ == 7)) return read_ipv6(text_, at);
    return std::nullopt;
  }

  std::string_view text_;
  Effort effort_;
  std::vector<Secret> found_ = {};
  std::size_t end_ = 0;  // of the last secret
  std::size_t last_colon_ = 0;
  std::size_t colons_ = 0;  // in a row, near to each other
};

}  // namespace

std::vector<Secret> find_secrets(std::string_view text) {
  return Finder(text).find();
}

}  // namespace debrief::logs
