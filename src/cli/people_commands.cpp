// SPDX-License-Identifier: Apache-2.0
#include "cli/people_commands.hpp"

#include "base/text.hpp"
#include "cli/print_items.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>

namespace debrief::cli {
namespace {

std::string digits_of(const std::string& incident) {
  const std::size_t dash = incident.rfind('-');
  return dash == std::string::npos ? incident : incident.substr(dash + 1);
}

// A part of a path as it may stand there.
std::string path_part(std::string_view text) {
  std::string part;
  for (const char c : text)
    part +=
        std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("-._~").find(c) != std::string_view::npos
            ? std::string(1, c)
            : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return part;
}

std::string shown(const json::object& of, std::string_view key) {
  return harmless(json::text_at(of, key));
}

int tell(const Result<json::object>& answer, bool json, const std::function<std::string(const json::object&)>& words) {
  if (!answer) return report(answer.error());
  print(json ? json::write(*answer) : words(*answer));
  return kDone;
}

// The one of a list that has this name, e-mail address or id.
Result<json::object> find_named(ApiClient& api, const std::string& list, std::string_view what,
                                const std::string& wanted) {
  const auto found = TRY(api.get(list, {{"all", "true"}}));
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

std::string person_line(const json::object& person) {
  const auto* active = person.if_contains("active");
  const bool gone = active != nullptr && active->is_bool() && !active->get_bool();
  return fmt::format("{:<13}  {:<24}  {}{}", shown(person, "role"), shown(person, "name"), shown(person, "email"),
                     gone ? "  deactivated" : "");
}

int change_person(ApiClient& api, const std::string& who, const json::object& change, bool json) {
  const auto person = find_person(api, who);
  if (!person) return report(person.error());
  return tell(api.send_json("PATCH", "/api/v1/users/" + path_part(json::text_at(*person, "id")), change), json,
              person_line);
}

int invite_person(ApiClient& api, const json::object& invitation, bool json) {
  return tell(api.send_json("POST", "/api/v1/invitations", invitation), json, [](const json::object& made) {
    const auto* mailed = made.if_contains("mailed");
    say(mailed != nullptr && mailed->is_bool() && mailed->get_bool()
            ? "The link was sent by mail, too. It works once, and is shown only now."
            : "Give this link to the person. It works once, and is shown only now.");
    return shown(made, "link");
  });
}

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
  return api.send_json("PUT", "/api/v1/teams/" + path_part(json::text_at(team, "id")), body);
}

std::string team_line(const json::object& team) {
  const auto* members = json::array_at(team, "members");
  const std::size_t people = members != nullptr ? members->size() : 0;
  return fmt::format("{:<24}  {:>3} {:<6}  {}", shown(team, "name"), people, people == 1 ? "person" : "people",
                     shown(team, "about"));
}

std::string update_line(const json::object& update) {
  std::string line = fmt::format("{}  {:<9}  {}  {}", shown(update, "at").substr(0, 16), shown(update, "audience"),
                                 shown(update, "by"), shown(update, "conditions"));
  for (const char* key : {"actions", "needs"})
    if (!json::text_at(update, key).empty()) line += fmt::format(" | {}: {}", key, shown(update, key));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

std::string service_line(const json::object& service) {
  const auto* tier = service.if_contains("tier");
  return fmt::format("{:<24}  {:<6}  {:<20}  {}", shown(service, "name"),
                     tier != nullptr && tier->is_int64() ? fmt::format("tier {}", tier->get_int64()) : "",
                     shown(service, "team"), shown(service, "description"));
}

// What the commands of this file have in common while arguments are read. Lives as long as the commands do.
struct Shelf {
  WithApi with_api;
  std::function<int()>& command;
  const bool& json;
  std::string name, email, role, incident, text;
  bool mail = false;
  std::vector<std::string> people;
  TeamWords team;
  std::string audience = "internal", conditions, actions, needs, next_at;
};
using Kept = std::shared_ptr<Shelf>;

CLI::App* add_command(CLI::App* group, const Kept& shelf, const std::string& name, const std::string& what,
                      const std::string& examples, const std::function<int(ApiClient&, Shelf&)>& work) {
  CLI::App* command = group->add_subcommand(name, what);
  command->footer("Examples:\n" + examples);
  command->callback([shelf, work] {
    shelf->command = [shelf, work] { return shelf->with_api([&](ApiClient& api) { return work(api, *shelf); }); };
  });
  return command;
}

void add_people(CLI::App& app, const Kept& shelf) {
  CLI::App* group = app.add_subcommand("people", "Who may come in, and what they may do");
  group->require_subcommand(1);
  const auto roles = CLI::IsMember({"viewer", "responder", "editor", "administrator"});
  add_command(group, shelf, "list", "List accounts with their roles", "  debrief people list --json",
              [](ApiClient& api, Shelf& of) {
                return print_items(api.get("/api/v1/users", {{"all", "true"}}), of.json, person_line,
                                   "Nobody has an account yet. `debrief people invite ADDRESS` lets somebody in.");
              });
  CLI::App* invite =
      add_command(group, shelf, "invite", "Let somebody make an account, by the link that is printed",
                  "  debrief people invite ana@example.com --role editor --name Ana", [](ApiClient& api, Shelf& of) {
                    json::object body{{"email", of.email}, {"role", of.role}};
                    if (!of.name.empty()) body["name"] = of.name;
                    if (of.mail) body["mail"] = true;
                    return invite_person(api, body, of.json);
                  });
  invite->add_option("email", shelf->email, "E-mail address")->required();
  shelf->role = "responder";
  invite->add_option("--role", shelf->role, "viewer, responder, editor or administrator")
      ->check(roles)
      ->capture_default_str();
  invite->add_option("--name", shelf->name, "Name");
  invite->add_flag("--mail", shelf->mail, "Send the link by mail, too");
  const auto person = [&shelf](CLI::App* command) {
    command->add_option("person", shelf->text, "Name, e-mail address or id")->required();
  };
  CLI::App* role = add_command(group, shelf, "role", "Give a person another role",
                               "  debrief people role ana@example.com administrator", [](ApiClient& api, Shelf& of) {
                                 return change_person(api, of.text, {{"role", of.role}}, of.json);
                               });
  person(role);
  role->add_option("role", shelf->role, "viewer, responder, editor or administrator")->required()->check(roles);
  person(add_command(group, shelf, "deactivate", "Keep a person out, at once; what they did stays",
                     "  debrief people deactivate ana@example.com", [](ApiClient& api, Shelf& of) {
                       return change_person(api, of.text, {{"active", false}}, of.json);
                     }));
  person(add_command(group, shelf, "activate", "Let a person in again", "  debrief people activate ana@example.com",
                     [](ApiClient& api, Shelf& of) {
                       return change_person(api, of.text, {{"active", true}}, of.json);
                     }));
  person(add_command(
      group, shelf, "sign-out", "End all sessions of a person", "  debrief people sign-out ana@example.com",
      [](ApiClient& api, Shelf& of) {
        const auto found = find_person(api, of.text);
        if (!found) return report(found.error());
        const auto done = api.send({"DELETE", "/api/v1/users/" + path_part(json::text_at(*found, "id")) + "/sessions"});
        if (!done) return report(done.error());
        say(shown(*found, "name") + " is signed out everywhere.");
        return kDone;
      }));
}

void add_teams(CLI::App& app, const Kept& shelf) {
  CLI::App* group = app.add_subcommand("teams", "Who belongs together");
  group->require_subcommand(1);
  add_command(group, shelf, "list", "List the teams", "  debrief teams list", [](ApiClient& api, Shelf& of) {
    return print_items(api.get("/api/v1/teams"), of.json, team_line,
                       "There is no team yet. `debrief teams add NAME --member ADDRESS` makes one.");
  });
  CLI::App* add =
      add_command(group, shelf, "add", "Make a team",
                  "  debrief teams add payments --member ana@example.com --member Ben --lead Ben",
                  [](ApiClient& api, Shelf& of) { return tell(save_team(api, of.team), of.json, team_line); });
  add->add_option("name", shelf->team.name, "Name")->required();
  add->add_option("--about", shelf->team.about, "What it looks after");
  add->add_option("--member", shelf->team.people, "Name, e-mail address or id; may be repeated");
  add->add_option("--lead", shelf->team.lead, "The member who leads it");
  for (const auto& [name, what, in] :
       {std::tuple{"join", "Put people into a team", true}, std::tuple{"leave", "Take people out of a team", false}}) {
    CLI::App* command =
        add_command(group, shelf, name, what, fmt::format("  debrief teams {} payments ana@example.com", name),
                    [in = in](ApiClient& api, Shelf& of) {
                      return tell(change_members(api, of.name, of.people, in), of.json, team_line);
                    });
    command->add_option("team", shelf->name, "Name of the team")->required();
    command->add_option("person", shelf->people, "Names, e-mail addresses or ids")->required();
  }
}

int post_update(ApiClient& api, const Shelf& of) {
  json::object body{{"audience", of.audience}, {"conditions", of.conditions}};
  for (const auto& [key, value] :
       {std::pair{"actions", of.actions}, std::pair{"needs", of.needs}, std::pair{"next_at", of.next_at}})
    if (!value.empty()) body[key] = value;
  return tell(api.send_json("POST", "/api/v1/incidents/" + path_part(digits_of(of.incident)) + "/updates", body),
              of.json, update_line);
}

void add_updates(CLI::App& app, const Kept& shelf) {
  CLI::App* group = app.add_subcommand("updates", "What those who wait are told");
  group->require_subcommand(1);
  const auto incident = [&shelf](CLI::App* command) {
    command->add_option("incident", shelf->incident, "INC-42 or 42")->required();
  };
  incident(add_command(group, shelf, "list", "List the updates of an incident, newest first",
                       "  debrief updates list INC-42", [](ApiClient& api, Shelf& of) {
                         return print_items(
                             api.get("/api/v1/incidents/" + path_part(digits_of(of.incident)) + "/updates"), of.json,
                             update_line, "Nobody was told anything yet. `debrief updates add` does.");
                       }));
  CLI::App* add = add_command(group, shelf, "add", "Tell an audience how it stands",
                              "  debrief updates add INC-42 \"28 % of the orders fail\" --audience executive --actions "
                              "\"Rolling back\" --next 2026-11-23T11:00:00Z",
                              post_update);
  incident(add);
  add->add_option("conditions", shelf->conditions, "What is the case")->required();
  add->add_option("--audience", shelf->audience, "internal, executive or customer")
      ->check(CLI::IsMember({"internal", "executive", "customer"}))
      ->capture_default_str();
  add->add_option("--actions", shelf->actions, "What is being done");
  add->add_option("--needs", shelf->needs, "What is needed, and from whom");
  add->add_option("--next", shelf->next_at, "When they hear again (RFC 3339)");
}

struct ServiceWords {
  std::string description, team;
  int tier = 0;
  std::vector<std::string> contacts, depends_on;
};

// What is not said stays as it is.
Result<json::object> save_service(ApiClient& api, const std::string& name, const ServiceWords& words) {
  const std::string path = "/api/v1/services/" + path_part(name);
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

void add_services(CLI::App& app, const Kept& shelf) {
  CLI::App* group = app.add_subcommand("services", "The catalogue of services");
  group->require_subcommand(1);
  add_command(group, shelf, "list", "List services, with team and tier", "  debrief services list",
              [](ApiClient& api, Shelf& of) {
                return print_items(api.get("/api/v1/services"), of.json, service_line,
                                   "The catalogue is empty. `debrief services set NAME --team TEAM` begins it.");
              });
  const auto words = std::make_shared<ServiceWords>();
  CLI::App* set = add_command(
      group, shelf, "set", "Put a service into the catalogue, or change it",
      "  debrief services set checkout --team payments --tier 1 --depends-on database",
      [words](ApiClient& api, Shelf& of) { return tell(save_service(api, of.name, *words), of.json, service_line); });
  set->add_option("name", shelf->name, "Name")->required();
  set->add_option("--description", words->description, "What it does");
  set->add_option("--team", words->team, "The team that owns it");
  set->add_option("--tier", words->tier, "1 (most important) to 4")->check(CLI::Range(1, 4));
  set->add_option("--contact", words->contacts, "Whom to ask; may be repeated");
  set->add_option("--depends-on", words->depends_on, "A service that it needs; may be repeated");
  CLI::App* remove = add_command(group, shelf, "remove", "Take a service out of the catalogue; incidents keep its name",
                                 "  debrief services remove checkout-old", [](ApiClient& api, Shelf& of) {
                                   const auto done = api.send({"DELETE", "/api/v1/services/" + path_part(of.name)});
                                   if (!done) return report(done.error());
                                   say(harmless(of.name) + " is not in the catalogue any more.");
                                   return kDone;
                                 });
  remove->add_option("name", shelf->name, "Name")->required();
}

}  // namespace

void add_people_commands(CLI::App& app, const WithApi& with_api, std::function<int()>& command, const bool& json) {
  const auto shelf = [&] {
    return std::make_shared<Shelf>(Shelf{.with_api = with_api, .command = command, .json = json});
  };
  add_people(app, shelf());
  add_teams(app, shelf());
  add_updates(app, shelf());
  add_services(app, shelf());
}

}  // namespace debrief::cli
