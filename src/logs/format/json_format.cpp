// SPDX-License-Identifier: Apache-2.0
#include "logs/format/json_leaves.hpp"
#include "logs/format/keyed_parts.hpp"
#include "logs/format/kinds.hpp"

namespace debrief::logs {
namespace {

// {"key": "service.name", "value": {"stringValue": "shop"}}, as OpenTelemetry writes its attributes.
bool is_value_of(const KeyedValue& key, std::string_view leaf) {
  constexpr std::string_view kKey = ".key";
  if (!key.key.ends_with(kKey) || key.value.empty()) return false;
  const std::string_view prefix = std::string_view(key.key).substr(0, key.key.size() - kKey.size());
  return leaf.starts_with(prefix) && leaf.substr(prefix.size()).starts_with(".value.");
}

class JsonFormat final : public Format {
 public:
  JsonFormat(Definition definition, Continuation continuation)
      : definition_(std::move(definition)), continuation_(std::move(continuation)) {}

  [[nodiscard]] const std::string& name() const override { return definition_.name; }
  [[nodiscard]] bool continues(std::string_view line) const override { return continuation_.holds(line); }

  [[nodiscard]] std::optional<ParsedLine> parse(std::string_view line) const override {
    const std::string_view text = first_line(line);
    auto leaves = find_json_leaves(text);
    if (!leaves) return std::nullopt;
    std::vector<KeyedValue> values;
    values.reserve(leaves->size());
    for (JsonLeaf& leaf : *leaves) {
      const KeyedValue* key = values.empty() ? nullptr : &values.back();
      if (key != nullptr && is_value_of(*key, leaf.key)) {
        values.back() = {values.back().value, std::move(leaf.value), leaf.raw};
      } else {
        values.push_back({std::move(leaf.key), std::move(leaf.value), leaf.raw});
      }
    }
    auto parsed = parts_of(definition_, std::move(values), text);
    if (!parsed) return std::nullopt;
    const std::string_view body = text.substr(parsed->body.begin, parsed->body.length);
    if (body.ends_with("\\n")) parsed->body.length -= 2;  // as Docker keeps the line's end
    if (definition_.inner && parsed->body.length < text.size()) read_inner_line(*parsed, text, nullptr);
    return parsed;
  }

 private:
  Definition definition_;
  Continuation continuation_;
};

}  // namespace

Result<std::shared_ptr<const Format>> make_json_format(Definition definition) {
  Continuation continuation = TRY(Continuation::make(definition.continues));
  return std::shared_ptr<const Format>(std::make_shared<JsonFormat>(std::move(definition), std::move(continuation)));
}

}  // namespace debrief::logs
