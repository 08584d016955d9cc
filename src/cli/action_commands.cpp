// SPDX-License-Identifier: Apache-2.0
#include "cli/action_commands.hpp"

#include "cli/print_items.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <map>

namespace debrief::cli {
namespace {

// "42" of "INC-42" and of "42".
std::string number_in(const std::string& incident) {
  const std::size_t dash = incident.rfind('-');
  return dash == std::string::npos ? incident : incident.substr(dash + 1);
}

std::string action_line(const json::object& action) {
  const auto text = [&](std::string_view key) { return harmless(json::text_at(action, key)); };
  const auto* overdue = action.if_contains("overdue");
  const bool late = overdue != nullptr && overdue->is_bool() && overdue->get_bool();
  const std::string owner = text("owner");
  return fmt::format("{:<8}  {:<2}  {:<11}  {}{}  {:<8}  {:<14}  {}", text("key"), text("priority"), text("state"),
                     text("due_at").substr(0, 10), late ? "!" : " ", text("incident_key"), owner.empty() ? "nobody" : owner,
                     text("title"));
}

}  // namespace

int list_actions(ApiClient& api, const ActionOptions& options, bool json) {
  std::map<std::string, std::string> query{{"limit", std::to_string(options.limit)}};
  if (options.overdue) query["overdue"] = "true";
  else if (options.state != "all") query["state"] = options.state;
  for (const auto& [name, value] : {std::pair{"owner", options.owner}, std::pair{"service", options.service},
                                    std::pair{"type", options.type}, std::pair{"proof", options.proof}})
    if (!value.empty()) query[name] = value;
  if (!options.incident.empty()) query["incident"] = number_in(options.incident);
  return print_items(api.get("/api/v1/actions", query), json, action_line,
                     "No action fits. They are added on the page of an incident; --state all shows closed ones too.");
}

}  // namespace debrief::cli
