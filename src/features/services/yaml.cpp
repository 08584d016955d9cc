// SPDX-License-Identifier: Apache-2.0
#include "features/services/yaml.hpp"

#include "base/text.hpp"

#include <yaml-cpp/yaml.h>

#include <string>

namespace debrief::features::services {
namespace {

// An alias is copied wherever it stands, so few lines could stand for very many values.
constexpr std::size_t kMostValues = 20'000;
constexpr int kDeepest = 20;

class Reader {
 public:
  Result<json::value> read(const YAML::Node& node, int depth) {
    if (depth > kDeepest) return invalid("the file is nested more than {} levels deep", kDeepest);
    if (++values_ > kMostValues) return invalid("the file holds more than {} values", kMostValues);
    switch (node.Type()) {
      case YAML::NodeType::Scalar: return json::value(to_utf8(node.Scalar()));
      case YAML::NodeType::Sequence: return read_list(node, depth);
      case YAML::NodeType::Map: return read_map(node, depth);
      default: return json::value(nullptr);
    }
  }

 private:
  Result<json::value> read_list(const YAML::Node& node, int depth) {
    json::array list;
    for (const YAML::Node& item : node) list.push_back(TRY(read(item, depth + 1)));
    return json::value(std::move(list));
  }
  Result<json::value> read_map(const YAML::Node& node, int depth) {
    json::object map;
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) return invalid("a key in line {} is no text", entry.first.Mark().line + 1);
      map.insert_or_assign(to_utf8(entry.first.Scalar()), TRY(read(entry.second, depth + 1)));
    }
    return json::value(std::move(map));
  }

  std::size_t values_ = 0;
};

}  // namespace

Result<std::vector<json::value>> read_yaml(std::string_view text) {
  std::vector<json::value> documents;
  try {
    Reader reader;
    for (const YAML::Node& document : YAML::LoadAll(std::string(text))) documents.push_back(TRY(reader.read(document, 0)));
  } catch (const YAML::Exception& failure) {
    return invalid("this is no YAML: {} in line {}, column {}", failure.msg, failure.mark.line + 1, failure.mark.column + 1);
  }
  return documents;
}

}  // namespace debrief::features::services
