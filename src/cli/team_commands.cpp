// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/named_items.hpp"
#include "cli/print_items.hpp"
#include "http/target.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace debrief::cli {
namespace {

struct TeamWords {
  std::string name, about, lead;
  std::vector<std::string> people;
};

// Names become the ids that the API takes.
Result<json::array> ids_of(ApiClient& api, const std::vector<std::string>& names) {
  json::array ids;
  for (const std::string& name : names) ids.push_back(json::value(json::text_at(TRY(find_person(api, name)), "id")));
  return ids;
}

Result<json::object> save_team(ApiClient& api, const TeamWords& words) {
  json::object body{{"name", words.name}, {"members", TRY(ids_of(api, words.people))}};
  if (!words.about.empty()) body["about"] = words.about;
  if (!words.lead.empty()) body["lead"] = json::text_at(TRY(find_person(api, words.lead)), "id");
  return api.send_json("POST", "/api/v1/teams", body);
}

// Everything else of the team stays as it is.
Result<json::object> change_members(ApiClient& api, const std::string& name, const std::vector<std::string>& people,
                                    bool in) {
  const auto team = TRY(find_named(api, "/api/v1/teams", "team", name));
  std::vector<std::string> members;
  const auto* before = json::array_at(team, "members");
  for (const json::value& member : before != nullptr ? *before : json::array{}) {
    if (member.is_string()) members.emplace_back(std::string_view(member.get_string()));
    else if (member.is_object()) members.emplace_back(json::text_at(member.get_object(), "id"));
  }
  for (const json::value& id : TRY(ids_of(api, people))) {
    const std::string text(std::string_view(id.get_string()));
    std::erase(members, text);
    if (in) members.push_back(text);
  }
  json::object body{{"name", json::text_at(team, "name")},
                    {"about", json::text_at(team, "about")},
                    {"members", json::array(members.begin(), members.end())}};
  const auto* leader = json::object_at(team, "lead");
  const std::string lead(leader != nullptr ? json::text_at(*leader, "id") : std::string_view());
  if (std::find(members.begin(), members.end(), lead) != members.end()) body["lead"] = lead;
  return api.send_json("PUT", "/api/v1/teams/" + http::percent_encode(json::text_at(team, "id")), body);
}

std::string team_line(const json::object& team) {
  const auto* members = json::array_at(team, "members");
  const std::size_t people = members != nullptr ? members->size() : 0;
  return fmt::format("{:<24}  {:>3} {:<6}  {}", shown(team, "name"), people, people == 1 ? "person" : "people",
                     shown(team, "about"));
}

}  // namespace

void add_team_commands(const CommandLine& line) {
  CLI::App* group = add_group(line, "teams", "Who belongs together");
  const auto words = std::make_shared<TeamWords>();
  add_command(group, line, "list", "List the teams", "  debrief teams list", [](ApiClient& api, bool json) {
    return print_items(api.get("/api/v1/teams"), json, team_line,
                       "There is no team yet. `debrief teams add NAME --member ADDRESS` makes one.");
  });
  CLI::App* add =
      add_command(group, line, "add", "Make a team",
                  "  debrief teams add payments --member ana@example.com --member Ben --lead Ben",
                  [words](ApiClient& api, bool json) { return print_answer(save_team(api, *words), json, team_line); });
  add->add_option("name", words->name, "Name")->required();
  add->add_option("--about", words->about, "What it looks after");
  add->add_option("--member", words->people, "Name, e-mail address or id; may be repeated");
  add->add_option("--lead", words->lead, "The member who leads it");
  const auto add_change = [&](const std::string& name, const char* what, bool in) {
    CLI::App* command =
        add_command(group, line, name, what, "  debrief teams " + name + " payments ana@example.com",
                    [words, in](ApiClient& api, bool json) {
                      return print_answer(change_members(api, words->name, words->people, in), json, team_line);
                    });
    command->add_option("team", words->name, "Name of the team")->required();
    command->add_option("person", words->people, "Names, e-mail addresses or ids")->required();
  };
  add_change("join", "Put people into a team", true);
  add_change("leave", "Take people out of a team", false);
}

}  // namespace debrief::cli
