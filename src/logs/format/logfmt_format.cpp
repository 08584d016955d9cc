// SPDX-License-Identifier: Apache-2.0
#include "logs/format/keyed_parts.hpp"
#include "logs/format/kinds.hpp"
#include "logs/time/characters.hpp"

namespace debrief::logs {
namespace {

constexpr std::size_t kMostPairs = 512;
constexpr std::size_t kFewestPairs = 3;
constexpr std::size_t kLongestLine = 1 << 20;

bool is_key_character(char c) {
  return is_letter_or_digit(c) || std::string_view("_.@-/").find(c) != std::string_view::npos;
}

// A value in double quotes at `at`, which moves behind it; false when the quotes are not closed.
bool take_quoted(std::string_view line, std::size_t& at, KeyedValue& pair) {
  const std::size_t begin = ++at;
  for (; at < line.size(); ++at) {
    if (line[at] == '"') {
      pair.raw = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at - begin)};
      ++at;
      return true;
    }
    if (line[at] == '\\' && at + 1 < line.size()) {
      ++at;
      pair.value += line[at] == 'n' ? '\n' : line[at] == 't' ? '\t' : line[at];
    } else {
      pair.value += line[at];
    }
  }
  return false;
}

// Nothing but pairs; a key without a value now and then.
std::optional<std::vector<KeyedValue>> find_pairs(std::string_view line) {
  std::vector<KeyedValue> pairs;
  std::size_t bare = 0;
  for (std::size_t at = 0; at < line.size() && pairs.size() < kMostPairs;) {
    if (line[at] == ' ' || line[at] == '\t') {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < line.size() && is_key_character(line[at])) ++at;
    KeyedValue pair{std::string(line.substr(begin, at - begin)), {}, {static_cast<std::uint32_t>(at), 0}};
    if (pair.key.empty()) return std::nullopt;
    if (at >= line.size() || line[at] == ' ') {
      if (pairs.empty() || ++bare * 4 > pairs.size()) return std::nullopt;
      continue;
    }
    if (line[at] != '=') return std::nullopt;
    ++at;
    if (at < line.size() && line[at] == '"') {
      if (!take_quoted(line, at, pair)) return std::nullopt;
    } else {
      const std::size_t value = at;
      while (at < line.size() && line[at] != ' ' && line[at] != '\t') ++at;
      pair.raw = {static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(at - value)};
      pair.value = std::string(line.substr(value, at - value));
    }
    pairs.push_back(std::move(pair));
  }
  if (pairs.size() < kFewestPairs) return std::nullopt;
  return pairs;
}

class LogfmtFormat final : public Format {
 public:
  LogfmtFormat(Definition definition, Continuation continuation)
      : definition_(std::move(definition)), continuation_(std::move(continuation)) {}

  [[nodiscard]] const std::string& name() const override { return definition_.name; }
  [[nodiscard]] bool continues(std::string_view line) const override { return continuation_.holds(line); }

  [[nodiscard]] std::optional<ParsedLine> parse(std::string_view line) const override {
    const std::string_view text = first_line(line);
    if (text.size() > kLongestLine) return std::nullopt;
    auto pairs = find_pairs(text);
    if (!pairs) return std::nullopt;
    return parts_of(definition_, std::move(*pairs), text);
  }

 private:
  Definition definition_;
  Continuation continuation_;
};

}  // namespace

Result<std::shared_ptr<const Format>> make_logfmt_format(Definition definition) {
  Continuation continuation = TRY(Continuation::make(definition.continues));
  return std::shared_ptr<const Format>(std::make_shared<LogfmtFormat>(std::move(definition), std::move(continuation)));
}

}  // namespace debrief::logs
