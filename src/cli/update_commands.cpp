// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/print_items.hpp"
#include "http/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace debrief::cli {
namespace {

struct UpdateWords {
  std::string incident, audience = "internal", conditions, actions, needs, next_at;
};

std::string path_of_updates(const UpdateWords& words) {
  return "/api/v1/incidents/" + http::percent_encode(incident_number(words.incident)) + "/updates";
}

std::string update_line(const json::object& update) {
  std::string line = fmt::format("{}  {:<9}  {}  {}", shown(update, "at").substr(0, 16), shown(update, "audience"),
                                 shown(update, "by"), shown(update, "conditions"));
  for (const char* key : {"actions", "needs"})
    if (!json::text_at(update, key).empty()) line += fmt::format(" | {}: {}", key, shown(update, key));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

int post_update(ApiClient& api, const UpdateWords& words, bool json) {
  json::object body{{"audience", words.audience}, {"conditions", words.conditions}};
  for (const auto& [key, value] :
       {std::pair{"actions", words.actions}, std::pair{"needs", words.needs}, std::pair{"next_at", words.next_at}})
    if (!value.empty()) body[key] = value;
  return print_answer(api.send_json("POST", path_of_updates(words), body), json, update_line);
}

}  // namespace

void add_update_commands(const CommandLine& line) {
  CLI::App* group = add_group(line, "updates", "What those who wait are told");
  const auto words = std::make_shared<UpdateWords>();
  CLI::App* list = add_command(group, line, "list", "List the updates of an incident, newest first",
                               "  debrief updates list INC-42", [words](ApiClient& api, bool json) {
                                 return print_items(api.get(path_of_updates(*words)), json, update_line,
                                                    "Nobody was told anything yet. `debrief updates add` does.");
                               });
  CLI::App* add = add_command(group, line, "add", "Tell an audience how it stands",
                              "  debrief updates add INC-42 \"28 % of the orders fail\" --audience executive --actions "
                              "\"Rolling back\" --next 2026-11-23T11:00:00Z",
                              [words](ApiClient& api, bool json) { return post_update(api, *words, json); });
  for (CLI::App* command : {list, add}) command->add_option("incident", words->incident, "INC-42 or 42")->required();
  add->add_option("conditions", words->conditions, "What is the case")->required();
  add->add_option("--audience", words->audience, "internal, executive or customer")
      ->check(CLI::IsMember({"internal", "executive", "customer"}))
      ->capture_default_str();
  add->add_option("--actions", words->actions, "What is being done");
  add->add_option("--needs", words->needs, "What is needed, and from whom");
  add->add_option("--next", words->next_at, "When they hear again (RFC 3339)");
}

}  // namespace debrief::cli
