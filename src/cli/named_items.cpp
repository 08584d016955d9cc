// SPDX-License-Identifier: Apache-2.0
#include "cli/named_items.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <vector>

namespace debrief::cli {

Result<json::object> find_named(ApiClient& api, const std::string& path, std::string_view what,
                                const std::string& wanted) {
  const auto found = TRY(api.get(path, {{"all", "true"}}));
  const auto* items = json::array_at(found, "items");
  std::vector<json::object> fitting;
  for (const json::value& item : items != nullptr ? *items : json::array{}) {
    if (!item.is_object()) continue;
    for (const char* key : {"id", "name", "email"})
      if (to_lower(json::text_at(item.get_object(), key)) == to_lower(wanted)) {
        fitting.push_back(item.get_object());
        break;
      }
  }
  if (fitting.size() == 1) return fitting.front();
  if (fitting.empty())
    return not_found("there is no {} '{}'", what, wanted)
        .with_help(fmt::format("`debrief {} list` shows them.", what == "person" ? "people" : "teams"));
  return conflict("several are called '{}'", wanted).with_help("Use the e-mail address or the id.");
}

Result<json::object> find_person(ApiClient& api, const std::string& who) {
  return find_named(api, "/api/v1/users", "person", who);
}

}  // namespace debrief::cli
