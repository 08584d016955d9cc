// SPDX-License-Identifier: Apache-2.0
#include "cli/print_items.hpp"

#include "cli/terminal.hpp"

namespace debrief::cli {

int print_items(const Result<json::object>& page, bool json,
                const std::function<std::string(const json::object& item)>& line_of, std::string_view none) {
  if (!page) return report(page.error());
  if (json) {
    print(json::write(*page));
    return kDone;
  }
  const auto& items = *json::array_at(*page, "items");
  for (const auto& item : items) print(line_of(item.get_object()));
  if (items.empty()) say(none);
  return kDone;
}

}  // namespace debrief::cli
