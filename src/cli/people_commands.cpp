// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/named_items.hpp"
#include "cli/print_items.hpp"
#include "cli/terminal.hpp"
#include "http/target.hpp"

#include <fmt/format.h>

#include <memory>

namespace debrief::cli {
namespace {

struct PersonWords {
  std::string who, name, email, role = "responder";
  bool mail = false;
};

std::string person_line(const json::object& person) {
  const auto* active = person.if_contains("active");
  const bool gone = active != nullptr && active->is_bool() && !active->get_bool();
  return fmt::format("{:<13}  {:<24}  {}{}", shown(person, "role"), shown(person, "name"), shown(person, "email"),
                     gone ? "  deactivated" : "");
}

int change_person(ApiClient& api, const std::string& who, const json::object& change, bool json) {
  const auto person = find_person(api, who);
  if (!person) return report(person.error());
  return print_answer(
      api.send_json("PATCH", "/api/v1/users/" + http::percent_encode(json::text_at(*person, "id")), change), json,
      person_line);
}

int invite_person(ApiClient& api, const json::object& invitation, bool json) {
  return print_answer(api.send_json("POST", "/api/v1/invitations", invitation), json, [](const json::object& made) {
    const auto* mailed = made.if_contains("mailed");
    say(mailed != nullptr && mailed->is_bool() && mailed->get_bool()
            ? "The link was sent by mail, too. It works once, and is shown only now."
            : "Give this link to the person. It works once, and is shown only now.");
    return shown(made, "link");
  });
}

json::object invitation_of(const PersonWords& words) {
  json::object body{{"email", words.email}, {"role", words.role}};
  if (!words.name.empty()) body["name"] = words.name;
  if (words.mail) body["mail"] = true;
  return body;
}

int sign_out(ApiClient& api, const std::string& who) {
  const auto found = find_person(api, who);
  if (!found) return report(found.error());
  const auto done =
      api.send({"DELETE", "/api/v1/users/" + http::percent_encode(json::text_at(*found, "id")) + "/sessions"});
  if (!done) return report(done.error());
  say(shown(*found, "name") + " is signed out everywhere.");
  return kDone;
}

}  // namespace

void add_people_commands(const CommandLine& line) {
  CLI::App* group = add_group(line, "people", "Who may come in, and what they may do");
  const auto words = std::make_shared<PersonWords>();
  const auto roles = CLI::IsMember({"viewer", "responder", "editor", "administrator"});
  const auto add = [&](const char* name, const char* what, const char* example, const Work& work) {
    return add_command(group, line, name, what, example, work);
  };
  const auto add_for_one = [&](const char* name, const char* what, const char* example, const Work& work) {
    CLI::App* command = add(name, what, example, work);
    command->add_option("person", words->who, "Name, e-mail address or id")->required();
    return command;
  };
  add("list", "List accounts with their roles", "  debrief people list --json", [](ApiClient& api, bool json) {
    return print_items(api.get("/api/v1/users", {{"all", "true"}}), json, person_line,
                       "Nobody has an account yet. `debrief people invite ADDRESS` lets somebody in.");
  });
  CLI::App* invite =
      add("invite", "Let somebody make an account, by the link that is printed",
          "  debrief people invite ana@example.com --role editor --name Ana",
          [words](ApiClient& api, bool json) { return invite_person(api, invitation_of(*words), json); });
  invite->add_option("email", words->email, "E-mail address")->required();
  invite->add_option("--role", words->role, "viewer, responder, editor or administrator")
      ->check(roles)
      ->capture_default_str();
  invite->add_option("--name", words->name, "Name");
  invite->add_flag("--mail", words->mail, "Send the link by mail, too");
  CLI::App* role =
      add_for_one("role", "Give a person another role", "  debrief people role ana@example.com administrator",
                  [words](ApiClient& api, bool json) {
                    return change_person(api, words->who, {{"role", words->role}}, json);
                  });
  role->add_option("role", words->role, "viewer, responder, editor or administrator")->required()->check(roles);
  add_for_one("deactivate", "Keep a person out, at once; what they did stays",
              "  debrief people deactivate ana@example.com", [words](ApiClient& api, bool json) {
                return change_person(api, words->who, {{"active", false}}, json);
              });
  add_for_one("activate", "Let a person in again", "  debrief people activate ana@example.com",
              [words](ApiClient& api, bool json) {
                return change_person(api, words->who, {{"active", true}}, json);
              });
  add_for_one("sign-out", "End all sessions of a person", "  debrief people sign-out ana@example.com",
              [words](ApiClient& api, bool) { return sign_out(api, words->who); });
}

}  // namespace debrief::cli
