// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/print_items.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <map>

#include <memory>

namespace debrief::cli {
namespace {

struct ActionOptions {
  std::string incident, owner, state = "active", service, type, proof;
  bool overdue = false;
  std::int64_t limit = 100;
};

std::string action_line(const json::object& action) {
  const auto text = [&](std::string_view key) { return harmless(json::text_at(action, key)); };
  const auto* overdue = action.if_contains("overdue");
  const bool late = overdue != nullptr && overdue->is_bool() && overdue->get_bool();
  const std::string owner = text("owner");
  return fmt::format("{:<8}  {:<2}  {:<11}  {}{}  {:<8}  {:<14}  {}", text("key"), text("priority"), text("state"),
                     text("due_at").substr(0, 10), late ? "!" : " ", text("incident_key"),
                     owner.empty() ? "nobody" : owner, text("title"));
}

int list_actions(ApiClient& api, const ActionOptions& options, bool json) {
  std::map<std::string, std::string> query{{"limit", std::to_string(options.limit)}};
  if (options.overdue) query["overdue"] = "true";
  else if (options.state != "all") query["state"] = options.state;
  for (const auto& [name, value] : {std::pair{"owner", options.owner}, std::pair{"service", options.service},
                                    std::pair{"type", options.type}, std::pair{"proof", options.proof}})
    if (!value.empty()) query[name] = value;
  if (!options.incident.empty()) query["incident"] = incident_number(options.incident);
  return print_items(api.get("/api/v1/actions", query), json, action_line,
                     "No action fits. They are added on the page of an incident; --state all shows closed ones too.");
}

}  // namespace

void add_action_commands(const CommandLine& line) {
  const auto options = std::make_shared<ActionOptions>();
  CLI::App* command =
      add_command(&line.app, line, "actions", "List action items, open ones first in the order of their dates",
                  "  debrief actions --overdue\n  debrief actions --proof recurred --state all --json",
                  [options](ApiClient& api, bool json) { return list_actions(api, *options, json); });
  command->add_option("--incident", options->incident, "INC-42 or 42");
  command->add_option("--state", options->state, "active, open, in_progress, blocked, done, will_not_do, or all")
      ->capture_default_str();
  command->add_flag("--overdue", options->overdue, "Open ones whose date has passed");
  command->add_option("--owner", options->owner, "Name of the owner, or none for nobody");
  command->add_option("--service", options->service, "Service of the incident");
  command->add_option("--type", options->type, "prevent, detect, mitigate, repair, investigate or process");
  command->add_option("--proof", options->proof, "unproven, proven or recurred");
  command->add_option("--limit", options->limit, "At most this many")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
}

}  // namespace debrief::cli
