// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/print_items.hpp"
#include "cli/terminal.hpp"
#include "http/target.hpp"

#include <fmt/format.h>

#include <memory>

namespace debrief::cli {
namespace {

struct ServiceWords {
  std::string name, description, team;
  int tier = 0;
  std::vector<std::string> contacts, depends_on;
};

std::string path_of_service(const std::string& name) {
  return "/api/v1/services/" + http::percent_encode(name);
}

std::string service_line(const json::object& service) {
  const auto* tier = service.if_contains("tier");
  return fmt::format("{:<24}  {:<6}  {:<20}  {}", shown(service, "name"),
                     tier != nullptr && tier->is_int64() ? fmt::format("tier {}", tier->get_int64()) : "",
                     shown(service, "team"), shown(service, "description"));
}

// What is not said stays as it is.
Result<json::object> save_service(ApiClient& api, const ServiceWords& words) {
  const std::string path = path_of_service(words.name);
  json::object body;
  if (const auto before = api.get(path))
    for (const char* key : {"description", "team", "tier", "contacts", "depends_on", "links"})
      if (const auto* value = before->if_contains(key); value != nullptr && !value->is_null()) body[key] = *value;
  if (!words.description.empty()) body["description"] = words.description;
  if (!words.team.empty()) body["team"] = words.team;
  if (words.tier != 0) body["tier"] = words.tier;
  if (!words.contacts.empty()) body["contacts"] = json::array(words.contacts.begin(), words.contacts.end());
  if (!words.depends_on.empty()) body["depends_on"] = json::array(words.depends_on.begin(), words.depends_on.end());
  return api.send_json("PUT", path, body);
}

int remove_service(ApiClient& api, const std::string& name) {
  const auto done = api.send({"DELETE", path_of_service(name)});
  if (!done) return report(done.error());
  say(harmless(name) + " is not in the catalogue any more.");
  return kDone;
}

}  // namespace

void add_service_commands(const CommandLine& line) {
  CLI::App* group = add_group(line, "services", "The catalogue of services");
  const auto words = std::make_shared<ServiceWords>();
  add_command(group, line, "list", "List services, with team and tier", "  debrief services list",
              [](ApiClient& api, bool json) {
                return print_items(api.get("/api/v1/services"), json, service_line,
                                   "The catalogue is empty. `debrief services set NAME --team TEAM` begins it.");
              });
  CLI::App* set = add_command(
      group, line, "set", "Put a service into the catalogue, or change it",
      "  debrief services set checkout --team payments --tier 1 --depends-on database",
      [words](ApiClient& api, bool json) { return print_answer(save_service(api, *words), json, service_line); });
  CLI::App* remove = add_command(group, line, "remove", "Take a service out of the catalogue; incidents keep its name",
                                 "  debrief services remove checkout-old",
                                 [words](ApiClient& api, bool) { return remove_service(api, words->name); });
  for (CLI::App* command : {set, remove}) command->add_option("name", words->name, "Name")->required();
  set->add_option("--description", words->description, "What it does");
  set->add_option("--team", words->team, "The team that owns it");
  set->add_option("--tier", words->tier, "1 (most important) to 4")->check(CLI::Range(1, 4));
  set->add_option("--contact", words->contacts, "Whom to ask; may be repeated");
  set->add_option("--depends-on", words->depends_on, "A service that it needs; may be repeated");
}

}  // namespace debrief::cli
