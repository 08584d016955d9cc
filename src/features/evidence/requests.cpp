// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/requests.hpp"

#include "base/text.hpp"
#include "domain/evidence_json.hpp"
#include "features/evidence/sealed.hpp"

namespace debrief::features::evidence {

Result<std::string> check_name(std::string name) {
  if (trim(name).empty() || name.size() > 500 || !is_utf8(name))
    return invalid("'name' must be the file's name, at most 500 bytes of UTF-8").at("name");
  return name;
}

json::object to_json(const domain::EvidenceOf& evidence) {
  json::array items;
  for (const auto& item : evidence.items) {
    json::object one = domain::to_json(item);
    one["sealed"] = is_sealed(item);
    items.push_back(std::move(one));
  }
  json::array unread;
  for (const auto& item : evidence.unread) unread.push_back(domain::to_json(item));
  return {{"items", std::move(items)}, {"unread", std::move(unread)}};
}

json::object upload_json(const domain::Evidence& stored) {
  return {{"id", stored.id}, {"name", stored.name}, {"sha256", to_hex(stored.sha256)}, {"size", stored.size}};
}

}  // namespace debrief::features::evidence
