// SPDX-License-Identifier: Apache-2.0
#include "logs/format/keyed_parts.hpp"
#include "logs/format/kinds.hpp"
#include "logs/time/characters.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr std::size_t kMostLines = 512;
constexpr std::size_t kLongestLinesRecord = 8 << 20;
constexpr std::size_t kLongestField = 64;

// The key of a line KEY=value; empty when it is none.
std::string_view key_of(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals > kLongestField) return {};
  const std::string_view key = line.substr(0, equals);
  const bool good = std::all_of(key.begin(), key.end(), [](char c) { return is_letter_or_digit(c) || c == '_'; });
  return good ? key : std::string_view{};
}

class LinesFormat final : public Format {
 public:
  explicit LinesFormat(Definition definition) : definition_(std::move(definition)) {}

  [[nodiscard]] const std::string& name() const override { return definition_.name; }
  [[nodiscard]] bool continues(std::string_view line) const override { return !begins(line); }

  [[nodiscard]] std::optional<ParsedLine> parse(std::string_view record) const override {
    if (!begins(record) || record.size() > kLongestLinesRecord) return std::nullopt;
    std::vector<KeyedValue> values;
    for (std::size_t at = 0; at < record.size() && values.size() < kMostLines;) {
      const std::string_view line = first_line(record.substr(at));
      if (const std::string_view key = key_of(line); !key.empty()) {
        const std::size_t value = at + key.size() + 1;
        const std::size_t length = line.size() - key.size() - 1;
        values.push_back({std::string(key),
                          std::string(record.substr(value, length)),
                          {static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(length)}});
      }
      at = std::min(record.find('\n', at), record.size() - 1) + 1;
    }
    return parts_of(definition_, std::move(values), record);
  }

 private:
  [[nodiscard]] bool begins(std::string_view line) const {
    return key_of(first_line(line)) == definition_.needs.front();
  }

  Definition definition_;
};

}  // namespace

Result<std::shared_ptr<const Format>> make_lines_format(Definition definition) {
  if (definition.needs.empty())
    return invalid("a format of the kind \"lines\" needs a key that begins each record")
        .with_help("Add, for example: needs = [\"__CURSOR\"]");
  return std::shared_ptr<const Format>(std::make_shared<LinesFormat>(std::move(definition)));
}

}  // namespace debrief::logs
