// SPDX-License-Identifier: Apache-2.0
#include "features/services/services.hpp"
#include "features/services/yaml.hpp"

#include "base/text.hpp"

#include <charconv>

namespace debrief::features::services {
namespace {

using domain::Service;

std::vector<std::string> texts_at(const json::object& from, std::string_view key) {
  std::vector<std::string> texts;
  if (const json::array* list = json::array_at(from, key))
    for (const auto& item : *list)
      if (item.is_string()) texts.emplace_back(item.get_string());
  return texts;
}

std::optional<std::int64_t> tier_at(const json::object& from) {
  const json::value* tier = from.if_contains("tier");
  if (tier == nullptr || tier->is_null()) return std::nullopt;
  if (tier->is_int64()) return tier->get_int64();
  std::int64_t number = 0;
  const std::string_view text = json::text_at(from, "tier");
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<domain::ServiceLink> links_at(const json::object& from, std::string_view name) {
  std::vector<domain::ServiceLink> links;
  if (const json::array* list = json::array_at(from, "links"))
    for (const auto& item : *list)
      if (item.is_object())
        links.push_back({std::string(json::text_at(item.get_object(), name)), std::string(json::text_at(item.get_object(), "url"))});
  return links;
}

/// "component:default/cart" as "cart" (https://backstage.io/docs/features/software-catalog/references).
std::string name_of_reference(std::string_view reference) {
  return std::string(reference.substr(std::min(reference.size(), reference.find_last_of(":/") + 1)));
}

Service from_ours(const json::object& from) {
  Service service;
  service.name = json::text_at(from, "name");
  service.description = json::text_at(from, "description");
  service.team = json::text_at(from, "team");
  service.tier = tier_at(from);
  service.contacts = texts_at(from, "contacts");
  service.depends_on = texts_at(from, "depends_on");
  service.links = links_at(from, "name");
  return service;
}

Service from_backstage(const json::object& metadata, const json::object& spec) {
  Service service;
  service.name = json::text_at(metadata, "name");
  service.description = json::text_at(metadata, "description");
  service.links = links_at(metadata, "title");
  // An owner is a group unless it says that it is a user.
  const std::string_view owner = json::text_at(spec, "owner");
  if (owner.starts_with("user:")) service.contacts.push_back(name_of_reference(owner));
  else service.team = name_of_reference(owner);
  for (const std::string_view key : {"dependsOn", "consumesApis"})
    for (const std::string& reference : texts_at(spec, key)) service.depends_on.push_back(name_of_reference(reference));
  return service;
}

class Taking {
 public:
  void take(Service service, std::string_view place) {
    auto checked = check(std::move(service));
    if (checked) file_.services.push_back(*std::move(checked));
    else skip(place, checked.error().message);
  }
  void skip(std::string_view place, std::string_view why) { file_.skipped.push_back(fmt::format("{}: {}", place, why)); }
  CatalogueFile done() && { return std::move(file_); }

 private:
  CatalogueFile file_;
};

void take_ours(Taking& taking, const json::array& services) {
  for (std::size_t i = 0; i < services.size(); ++i) {
    const std::string place = fmt::format("services[{}]", i);
    if (services[i].is_object()) taking.take(from_ours(services[i].get_object()), place);
    else taking.skip(place, "is no object");
  }
}

void take_document(Taking& taking, const json::object& document, std::size_t place) {
  if (const json::array* services = json::array_at(document, "services")) return take_ours(taking, *services);
  const std::string_view kind = json::text_at(document, "kind");
  const json::object *metadata = json::object_at(document, "metadata"), *spec = json::object_at(document, "spec");
  const std::string name = fmt::format("document {}", place + 1);
  if (kind.empty() || metadata == nullptr) return taking.skip(name, "neither a list `services:` nor an entity of Backstage");
  if (kind != "Component" && kind != "API" && kind != "Resource") return taking.skip(name, fmt::format("the kind {} is no service", shorten(kind, 60)));
  taking.take(from_backstage(*metadata, spec == nullptr ? json::object() : *spec), name);
}

Result<std::vector<json::value>> documents_of(std::string_view text) {
  const std::string_view start = trim(text);
  // JSON is YAML too, but our own reader knows its numbers.
  if (start.starts_with('{') || start.starts_with('['))
    if (auto document = json::parse(start)) return std::vector<json::value>{*std::move(document)};
  return read_yaml(text);
}

}  // namespace

Result<CatalogueFile> read_file(std::string_view text) {
  const auto documents = TRY(documents_of(text));
  Taking taking;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (documents[i].is_object()) take_document(taking, documents[i].get_object(), i);
    else if (documents[i].is_array()) take_ours(taking, documents[i].get_array());
    else if (!documents[i].is_null()) taking.skip(fmt::format("document {}", i + 1), "is no object");
  }
  CatalogueFile file = std::move(taking).done();
  if (file.services.empty())
    return invalid("the file names no service{}", file.skipped.empty() ? "" : ": " + file.skipped.front())
        .with_help("Give YAML or JSON with a list `services:`, or files of a Backstage catalogue.");
  return file;
}

}  // namespace debrief::features::services
