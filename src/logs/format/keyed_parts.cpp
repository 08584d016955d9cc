// SPDX-License-Identifier: Apache-2.0
#include "logs/format/keyed_parts.hpp"

#include "base/text.hpp"
#include "logs/time/characters.hpp"

#include <algorithm>

namespace debrief::logs {
namespace {

bool same_key(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

const KeyedValue* find(const std::vector<KeyedValue>& values, std::string_view key) {
  const auto row =
      std::find_if(values.begin(), values.end(), [&](const KeyedValue& v) { return same_key(v.key, key); });
  return row == values.end() ? nullptr : &*row;
}

// The first of the keys that has a value.
const KeyedValue* find_any(const std::vector<KeyedValue>& values, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) {
    const KeyedValue* value = find(values, key);
    if (value != nullptr && !value->value.empty() && value->value != "null") return value;
  }
  return nullptr;
}

bool meets(const std::vector<KeyedValue>& values, const std::string& need) {
  const std::size_t equals = need.find('=');
  const KeyedValue* value = find(values, std::string_view(need).substr(0, equals));
  return value != nullptr && (equals == std::string::npos || value->value == need.substr(equals + 1));
}

}  // namespace

std::optional<ParsedLine> parts_of(const Definition& definition, std::vector<KeyedValue> values,
                                   std::string_view line) {
  if (!std::all_of(definition.needs.begin(), definition.needs.end(),
                   [&](const auto& need) { return meets(values, need); }))
    return std::nullopt;
  const KeyedValue* time = find_any(values, definition.time);
  const KeyedValue* body = find_any(values, definition.body);
  const KeyedValue* level = find_any(values, definition.level);
  ParsedLine parsed;
  if (time != nullptr) parsed.time = time->raw;
  parsed.body = body != nullptr ? body->raw : Span{0, static_cast<std::uint32_t>(line.size())};
  if (level != nullptr) {
    parsed.level_text = level->raw;
    parsed.level = level_of(definition, level->value);
  }
  for (KeyedValue& value : values) {
    if (&value == time || &value == body || &value == level || value.value.empty()) continue;
    const auto name = definition.names.find(value.key);
    parsed.fields.push_back(
        {name == definition.names.end() ? std::move(value.key) : name->second, std::move(value.value)});
  }
  return parsed;
}

}  // namespace debrief::logs
