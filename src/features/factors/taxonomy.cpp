// SPDX-License-Identifier: Apache-2.0
#include "features/factors/taxonomy.hpp"

#include "base/embedded.hpp"
#include "base/front_matter_toml.hpp"

#include <algorithm>
#include <span>
#include <stdexcept>

namespace debrief::embedded {
std::span<const EmbeddedFile> factors();
}

namespace debrief::features::factors {
namespace {

Result<std::string> text_in(const FrontMatterField& table, std::string_view name) {
  const FrontMatterValue* value = table.value.find(name);
  if (value == nullptr || value->text.empty()) {
    const FrontMatterValue* id = table.value.find("id");
    return invalid("a [[{}]] ({}) has no {}", table.name, id == nullptr ? "without id" : id->text, name);
  }
  return value->text;
}

template <class T>
bool has_id(const std::vector<T>& all, std::string_view id) {
  return std::any_of(all.begin(), all.end(), [&](const T& one) { return one.id == id; });
}

Result<> add_group(Taxonomy& all, const FrontMatterField& table) {
  KindGroup group{TRY(text_in(table, "id")), TRY(text_in(table, "name")), TRY(text_in(table, "description"))};
  if (has_id(all.groups, group.id)) return invalid("there are two groups '{}'", group.id);
  all.groups.push_back(std::move(group));
  return {};
}

Result<> add_kind(Taxonomy& all, const FrontMatterField& table) {
  domain::FactorKind kind;
  kind.id = TRY(text_in(table, "id"));
  kind.name = TRY(text_in(table, "name"));
  kind.description = TRY(text_in(table, "description"));
  if (has_id(all.kinds, kind.id)) return invalid("there are two kinds '{}'", kind.id);
  const auto group = std::find_if(all.groups.begin(), all.groups.end(),
                                  [&](const KindGroup& one) { return one.id == group_of(kind.id); });
  if (group == all.groups.end()) return invalid("the kind '{}' belongs to no group before it", kind.id);
  kind.group = group->name;
  all.kinds.push_back(std::move(kind));
  all.guides.push_back({TRY(text_in(table, "example")), TRY(text_in(table, "question"))});
  return {};
}

Taxonomy read_embedded() {
  for (const EmbeddedFile& file : embedded::factors()) {
    if (file.path != "taxonomy.toml") continue;
    auto read = parse_taxonomy(file.bytes);
    if (!read) throw std::logic_error("factors/taxonomy.toml: " + read.error().message);
    return std::move(*read);
  }
  throw std::logic_error("factors/taxonomy.toml is not part of the program");
}

}  // namespace

Result<Taxonomy> parse_taxonomy(std::string_view toml) {
  std::vector<std::string> remarks;
  const FrontMatterValue root = read_toml_fields(toml, 1, remarks);
  if (!remarks.empty()) return invalid("{}", remarks.front());
  Taxonomy all;
  for (const FrontMatterField& table : root.fields) {
    if (table.name == "group") TRY(add_group(all, table));
    else if (table.name == "kind") TRY(add_kind(all, table));
    else return invalid("there is no table '{}'", table.name);
  }
  if (!has_id(all.kinds, kUnsorted)) return invalid("there is no kind '{}'", kUnsorted);
  return all;
}

const Taxonomy& taxonomy() {
  static const Taxonomy all = read_embedded();
  return all;
}

const domain::FactorKind* find_kind(std::string_view id) {
  const auto& kinds = taxonomy().kinds;
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.id == id; });
  return found == kinds.end() ? nullptr : &*found;
}

std::string_view group_of(std::string_view kind) {
  return kind.substr(0, kind.find('.'));
}

}  // namespace debrief::features::factors
