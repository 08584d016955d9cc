// SPDX-License-Identifier: Apache-2.0
#include "logs/format/json_leaves.hpp"

#include "base/text.hpp"

#include <simdjson.h>

#include <algorithm>

namespace debrief::logs {
namespace {

using namespace simdjson;

constexpr std::size_t kLongestText = 8 << 20;
constexpr std::size_t kLongestValue = 64 * 1024;
constexpr std::size_t kLongestKey = 1024;  // of each level: every leaf below it repeats the key
constexpr std::size_t kMostLeaves = 512;
constexpr int kDeepest = 8;

class Flattener {
 public:
  Flattener(const char* text, std::vector<JsonLeaf>& leaves) : text_(text), leaves_(leaves) {}

  // False when the JSON is broken.
  bool object(ondemand::object value, const std::string& prefix, int depth) {
    for (auto field : value) {
      if (full()) return true;
      std::string_view key;
      ondemand::value inner;
      if (field.error() != SUCCESS || field.unescaped_key().get(key) != SUCCESS || field.value().get(inner) != SUCCESS)
        return false;
      key = key.substr(0, kLongestKey);
      if (!any(inner, prefix.empty() ? std::string(key) : prefix + "." + std::string(key), depth)) return false;
    }
    return true;
  }

  [[nodiscard]] bool full() const { return leaves_.size() >= kMostLeaves; }

 private:
  bool array(ondemand::array value, const std::string& prefix, int depth) {
    std::size_t number = 0;
    for (auto item : value) {
      if (full()) return true;
      ondemand::value inner;
      if (item.get(inner) != SUCCESS || !any(inner, prefix + "." + std::to_string(number++), depth)) return false;
    }
    return true;
  }

  bool any(ondemand::value value, std::string key, int depth) {
    ondemand::json_type type{};
    if (value.type().get(type) != SUCCESS) return false;
    const bool nested = type == ondemand::json_type::object || type == ondemand::json_type::array;
    if (nested && depth >= kDeepest) {
      std::string_view json;
      if (simdjson::to_json_string(value).get(json) != SUCCESS) return false;
      add(std::move(key), json, json);
      return true;
    }
    if (type == ondemand::json_type::object) {
      ondemand::object inner;
      return value.get_object().get(inner) == SUCCESS && object(inner, key, depth + 1);
    }
    if (type == ondemand::json_type::array) {
      ondemand::array inner;
      return value.get_array().get(inner) == SUCCESS && array(inner, key, depth + 1);
    }
    std::string_view raw = trim(value.raw_json_token());
    std::string_view text = raw;
    if (type == ondemand::json_type::string) {
      if (value.get_string().get(text) != SUCCESS) return false;
      raw = raw.substr(1, raw.size() < 2 ? 0 : raw.size() - 2);
    }
    add(std::move(key), text, raw);
    return true;
  }

  void add(std::string key, std::string_view value, std::string_view raw) {
    leaves_.push_back({std::move(key), std::string(value.substr(0, kLongestValue)),
                       Span{static_cast<std::uint32_t>(raw.data() - text_), static_cast<std::uint32_t>(raw.size())}});
  }

  const char* text_;
  std::vector<JsonLeaf>& leaves_;
};

}  // namespace

std::optional<std::vector<JsonLeaf>> find_json_leaves(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos || text[begin] != '{' || text.size() > kLongestText) return std::nullopt;
  const padded_string padded(text);
  ondemand::parser parser;
  ondemand::document document;
  ondemand::object root;
  std::vector<JsonLeaf> leaves;
  if (parser.iterate(padded).get(document) != SUCCESS || document.get_object().get(root) != SUCCESS)
    return std::nullopt;
  Flattener flattener(padded.data(), leaves);
  if (!flattener.object(root, "", 1)) return std::nullopt;
  const char* behind = nullptr;
  if (!flattener.full() && document.current_location().get(behind) == SUCCESS)
    return std::nullopt;  // more than one value
  return leaves;
}

}  // namespace debrief::logs
