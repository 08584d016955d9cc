// SPDX-License-Identifier: Apache-2.0
// For tests: texts that a regular expression in the syntax of Go matches, drawn at random.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::logs::testing {

/// Draws texts from one pattern. Repetitions without an upper limit are drawn up to eight above their lower one;
/// assertions (\b, ^, $) are passed over, so a text may have to stand alone. Throws std::invalid_argument for what it
/// does not understand.
class Sampler {
 public:
  Sampler(std::string_view pattern, unsigned seed) : pattern_(pattern), random_(seed) {}

  std::string draw() {
    at_ = 0;
    std::string text = alternatives();
    if (at_ != pattern_.size()) throw std::invalid_argument("unbalanced pattern");
    return text;
  }

 private:
  [[nodiscard]] char peek() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }
  std::size_t up_to(std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most)(random_); }

  std::string alternatives() {
    std::vector<std::string> choices = {sequence()};
    while (peek() == '|') {
      ++at_;
      choices.push_back(sequence());
    }
    return choices[up_to(choices.size() - 1)];
  }

  std::string sequence() {
    std::string text;
    while (at_ < pattern_.size() && peek() != '|' && peek() != ')') {
      const std::size_t begin = at_;
      std::string once = atom();
      const std::size_t end = at_;
      const std::size_t times = repetitions();
      const std::size_t after = at_;
      // Each repetition is drawn anew.
      for (std::size_t i = 0; i < times; ++i) {
        text += once;
        at_ = begin;
        once = atom();
      }
      at_ = std::max(end, after);
    }
    return text;
  }

  std::size_t repetitions() {
    std::size_t least = 1, most = 1;
    const char c = peek();
    if (c == '*') least = 0, most = 8;
    else if (c == '+') most = 9;
    else if (c == '?') least = 0;
    else if (c == '{' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] >= '0' && pattern_[at_ + 1] <= '9') {
      const std::size_t close = pattern_.find('}', at_);
      const std::string body(pattern_.substr(at_ + 1, close - at_ - 1));
      const std::size_t comma = body.find(',');
      least = std::strtoul(body.c_str(), nullptr, 10);
      most = comma == std::string::npos ? least
             : comma + 1 == body.size() ? least + 8
                                        : std::strtoul(body.c_str() + comma + 1, nullptr, 10);
      at_ = close;
    } else {
      return 1;
    }
    ++at_;
    if (peek() == '?') ++at_;
    return least + up_to(most - least);
  }

  std::string atom() {
    const char c = pattern_[at_++];
    if (c == '(') return group();
    if (c == '[') return one_of(char_class());
    if (c == '.') return one_of(word());
    if (c == '^' || c == '$') return {};
    if (c != '\\') return std::string(1, c);
    const char escaped = pattern_[at_++];
    if (escaped == 'b' || escaped == 'B' || escaped == 'z' || escaped == 'A') return {};
    return one_of(escape(escaped));
  }

  std::string group() {
    if (peek() == '?') {
      ++at_;
      while (at_ < pattern_.size() && peek() != ':' && peek() != ')' && peek() != '>') ++at_;
      if (peek() == ')') {  // flags for what follows
        ++at_;
        return {};
      }
      ++at_;
    }
    std::string text = alternatives();
    if (peek() != ')') throw std::invalid_argument("a group does not end");
    ++at_;
    return text;
  }

  static std::string word() { return range('a', 'z') + range('A', 'Z') + range('0', '9') + "_"; }
  static std::string range(char first, char last) {
    std::string text;
    for (int c = first; c <= last; ++c) text += static_cast<char>(c);
    return text;
  }
  std::string escape(char c) {
    if (c == 'w') return word();
    if (c == 'd') return range('0', '9');
    if (c == 's') return " ";
    if (c == 'S' || c == 'W' || c == 'D') return c == 'W' ? "-" : range('a', 'z');
    if (c == 'n' || c == 'r' || c == 't') return " ";
    if (c == 'x') {
      std::string hex(pattern_.substr(at_, 2));
      at_ += 2;
      return std::string(1, static_cast<char>(std::strtol(hex.c_str(), nullptr, 16)));
    }
    return std::string(1, c);
  }

  std::string char_class() {
    const bool negated = peek() == '^';
    if (negated) ++at_;
    std::string members;
    for (bool first = true; at_ < pattern_.size() && (first || peek() != ']'); first = false) {
      if (pattern_.substr(at_).starts_with("[:alnum:]")) {
        members += range('a', 'z') + range('0', '9');
        at_ += 9;
        continue;
      }
      const char c = pattern_[at_++];
      std::string item = c == '\\' ? escape(pattern_[at_++]) : std::string(1, c);
      if (item.size() == 1 && peek() == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
        ++at_;
        const char last = pattern_[at_++];
        item = range(item[0], last == '\\' ? escape(pattern_[at_++])[0] : last);
      }
      members += item;
    }
    ++at_;
    if (!negated) return members;
    std::string others;
    for (const char c : word())
      if (members.find(c) == std::string::npos) others += c;
    return others;
  }

  std::string one_of(const std::string& members) {
    if (members.empty()) throw std::invalid_argument("a class is empty");
    return std::string(1, members[up_to(members.size() - 1)]);
  }

  std::string_view pattern_;
  std::mt19937 random_;
  std::size_t at_ = 0;
};

}  // namespace debrief::logs::testing
