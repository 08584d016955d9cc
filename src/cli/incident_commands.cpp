// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/print_items.hpp"
#include "cli/terminal.hpp"

#include <memory>

namespace debrief::cli {
namespace {

struct DeclareOptions {
  std::string title, summary, severity, started_at;
  std::vector<std::string> services;
  bool private_ = false;
};

struct ListOptions {
  std::string phase = "open", severity, service, words;
  std::int64_t limit = 50;
};

struct NoteOptions {
  std::string incident, text, kind = "note", at;
};

struct UpdateOptions {
  std::string incident;
  std::optional<std::string> title, summary, impact, severity, state;
  std::vector<std::string> services;
};

struct MilestoneOptions {
  std::string incident, name, at, reason;
  bool clear = false;
};

struct RoleOptions {
  std::string incident, role, person, from;
};

std::string path_of(const std::string& incident, std::string_view rest = {}) {
  return "/api/v1/incidents/" + incident + std::string(rest);
}

json::array list_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& text : texts) list.push_back(json::value(text));
  return list;
}

std::string text_or(const json::object& object, std::string_view key, std::string_view fallback) {
  const std::string_view text = json::text_at(object, key);
  return harmless(text.empty() ? fallback : text);
}

std::string incident_line(const json::object& incident) {
  std::string services;
  if (const auto* list = json::array_at(incident, "services"))
    for (const auto& service : *list) services += (services.empty() ? "" : ",") + std::string(service.get_string());
  return fmt::format("{:<8} {:<6} {:<14} {:<20}  {}{}", text_or(incident, "key", "?"),
                     text_or(incident, "severity", "-"), text_or(incident, "state", "?"),
                     text_or(incident, "declared_at", "").substr(0, 16), text_or(incident, "title", ""),
                     services.empty() ? "" : "  [" + harmless(services) + "]");
}

// Answers that are an incident: its line, or all of it.
int show(const Result<json::object>& incident, bool json) {
  if (!incident) return report(incident.error());
  print(json ? json::write(*incident) : incident_line(*incident));
  return kDone;
}

void print_details(const json::object& incident) {
  print(incident_line(incident));
  if (const auto summary = json::text_at(incident, "summary"); !summary.empty()) print("\n" + harmless(summary));
  if (const auto* milestones = json::array_at(incident, "milestones"); milestones != nullptr && !milestones->empty()) {
    print("\nMilestones");
    for (const auto& m : *milestones)
      print(fmt::format("  {:<14} {}", text_or(m.get_object(), "name", ""), text_or(m.get_object(), "at", "")));
  }
  if (const auto* roles = json::array_at(incident, "roles"); roles != nullptr && !roles->empty()) {
    print("\nRoles");
    for (const auto& r : *roles)
      print(fmt::format("  {:<20} {}{}", text_or(r.get_object(), "role", ""), text_or(r.get_object(), "person", ""),
                        json::text_at(r.get_object(), "until").empty() ? "" : " (ended)"));
  }
}

int declare(ApiClient& api, const DeclareOptions& options, bool json) {
  json::object body{{"title", options.title},
                    {"summary", options.summary},
                    {"services", list_of(options.services)},
                    {"visibility", options.private_ ? "private" : "everyone"}};
  if (!options.severity.empty()) body["severity"] = options.severity;
  if (!options.started_at.empty()) body["started_at"] = options.started_at;
  return show(api.send_json("POST", "/api/v1/incidents", body), json);
}

int list_incidents(ApiClient& api, const ListOptions& options, bool json) {
  std::map<std::string, std::string> query{{"limit", std::to_string(options.limit)}};
  if (options.phase != "all") query["phase"] = options.phase;
  if (!options.severity.empty()) query["severity"] = options.severity;
  if (!options.service.empty()) query["service"] = options.service;
  if (!options.words.empty()) query["q"] = options.words;
  return print_items(
      api.get("/api/v1/incidents", query), json, incident_line,
      "No incident fits. `debrief declare \"what is broken\"` declares one; --phase all shows closed ones too.");
}

int show_incident(ApiClient& api, const std::string& incident, bool json) {
  const auto found = api.get(path_of(incident));
  if (!found) return report(found.error());
  const auto timeline = api.get(path_of(incident, "/timeline"), {{"limit", "1000"}});
  if (!timeline) return report(timeline.error());
  if (json) {
    json::object both = *found;
    both["timeline"] = timeline->at("items");
    print(json::write(both));
    return kDone;
  }
  print_details(*found);
  print("\nTimeline");
  for (const auto& entry : *json::array_at(*timeline, "items"))
    print(fmt::format("  {:<20}  {:<12} {}", text_or(entry.get_object(), "occurred_at", "").substr(0, 19),
                      text_or(entry.get_object(), "kind", ""), text_or(entry.get_object(), "text", "")));
  return kDone;
}

int add_note(ApiClient& api, const NoteOptions& options, bool json) {
  json::object body{{"text", options.text}, {"kind", options.kind}};
  if (!options.at.empty()) body["occurred_at"] = options.at;
  const auto entry = api.send_json("POST", path_of(options.incident, "/notes"), body);
  if (!entry) return report(entry.error());
  if (json) print(json::write(*entry));
  else say("Recorded as entry " + text_or(*entry, "id", "") + ".");
  return kDone;
}

int update_incident(ApiClient& api, const UpdateOptions& options, bool json) {
  json::object body;
  const auto set = [&](std::string_view name, const std::optional<std::string>& value) {
    if (value) body[name] = *value;
  };
  set("title", options.title);
  set("summary", options.summary);
  set("impact", options.impact);
  set("state", options.state);
  if (options.severity)
    body["severity"] = options.severity->empty() ? json::value(nullptr) : json::value(*options.severity);
  if (!options.services.empty()) body["services"] = list_of(options.services);
  if (body.empty())
    return report(invalid("nothing to change")
                      .with_help("Give at least one of --title, --summary, --impact, --severity, --state, --service."));
  return show(api.send_json("PATCH", path_of(options.incident), body), json);
}

int set_milestone(ApiClient& api, const MilestoneOptions& options, bool json) {
  const std::string path = path_of(options.incident, "/milestones/" + options.name);
  if (options.clear) return show(api.send_json("DELETE", path, {}), json);
  const json::object body{{"at", options.at}, {"reason", options.reason}};
  return show(api.send_json("PUT", path, body), json);
}

int assign_role(ApiClient& api, const RoleOptions& options, bool json) {
  json::object body{{"role", options.role}, {"person", options.person}};
  if (!options.from.empty()) body["from"] = options.from;
  return show(api.send_json("POST", path_of(options.incident, "/roles"), body), json);
}

void add_declare(const CommandLine& line) {
  const auto options = std::make_shared<DeclareOptions>();
  CLI::App* command = add_command(&line.app, line, "declare", "Declare an incident",
                                  "  debrief declare \"Checkout answers 500\" --severity sev2 --service checkout",
                                  [options](ApiClient& api, bool json) { return declare(api, *options, json); });
  command->add_option("title", options->title, "What is broken, in a sentence")->required();
  command->add_option("--summary", options->summary, "What is known");
  command->add_option("--severity", options->severity, "sev1 (worst) to sev5");
  command->add_option("--service", options->services, "Service concerned; may be repeated");
  command->add_option("--started", options->started_at, "When the trouble began (RFC 3339)");
  command->add_flag("--private", options->private_, "Only for those involved");
}

void add_list(const CommandLine& line) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App* command = add_command(&line.app, line, "list", "List incidents, newest first",
                                  "  debrief list\n  debrief list --phase all --service checkout --json",
                                  [options](ApiClient& api, bool json) { return list_incidents(api, *options, json); });
  command
      ->add_option("--phase", options->phase,
                   "open, triage, active, post_incident, closed, several with commas, or all")
      ->capture_default_str();
  command->add_option("--severity", options->severity, "sev1 to sev5");
  command->add_option("--service", options->service, "Service concerned");
  command->add_option("--words", options->words, "Words in title or summary");
  command->add_option("--limit", options->limit, "At most this many")->capture_default_str();
}

void add_show(const CommandLine& line) {
  const auto incident = std::make_shared<std::string>();
  CLI::App* command =
      add_command(&line.app, line, "show", "Show an incident with its timeline", "  debrief show INC-42",
                  [incident](ApiClient& api, bool json) { return show_incident(api, *incident, json); });
  command->add_option("incident", *incident, "INC-42 or 42")->required();
}

void add_note_command(const CommandLine& line) {
  const auto options = std::make_shared<NoteOptions>();
  CLI::App* command =
      add_command(&line.app, line, "note", "Add a note to an incident's timeline",
                  "  debrief note INC-42 \"rolled back to v41\" --kind action --at 2026-11-23T10:42:00Z",
                  [options](ApiClient& api, bool json) { return add_note(api, *options, json); });
  command->add_option("incident", options->incident, "INC-42 or 42")->required();
  command->add_option("text", options->text, "What happened, or what you think")->required();
  command->add_option("--kind", options->kind, "note, decision, hypothesis, action or observation")
      ->capture_default_str();
  command->add_option("--at", options->at, "When it happened (RFC 3339); now when absent");
}

void add_update(const CommandLine& line) {
  const auto options = std::make_shared<UpdateOptions>();
  CLI::App* command =
      add_command(&line.app, line, "update", "Change what is known of an incident",
                  "  debrief update INC-42 --state monitoring --severity sev3",
                  [options](ApiClient& api, bool json) { return update_incident(api, *options, json); });
  command->add_option("incident", options->incident, "INC-42 or 42")->required();
  command->add_option("--title", options->title, "New title");
  command->add_option("--summary", options->summary, "What is known");
  command->add_option("--impact", options->impact, "Who feels it, and how");
  command->add_option("--severity", options->severity, "sev1 to sev5, or \"\" for none");
  command->add_option("--state", options->state,
                      "triage, investigating, identified, fixing, monitoring, documenting, reviewing or closed");
  command->add_option("--service", options->services, "All services concerned; may be repeated");
}

void add_milestone(const CommandLine& line) {
  const auto options = std::make_shared<MilestoneOptions>();
  CLI::App* command = add_command(&line.app, line, "milestone", "Set, correct or clear a milestone",
                                  "  debrief milestone INC-42 mitigated 2026-11-23T10:42:00Z",
                                  [options](ApiClient& api, bool json) { return set_milestone(api, *options, json); });
  command->add_option("incident", options->incident, "INC-42 or 42")->required();
  command
      ->add_option("name", options->name,
                   "started, detected, acknowledged, identified, mitigated, recovered, resolved, …")
      ->required();
  command->add_option("at", options->at, "When (RFC 3339)");
  command->add_option("--reason", options->reason, "Why it is corrected");
  command->add_flag("--clear", options->clear, "Take it back");
}

void add_role(const CommandLine& line) {
  const auto options = std::make_shared<RoleOptions>();
  CLI::App* command =
      add_command(&line.app, line, "role", "Give a role to a person", "  debrief role INC-42 incident_commander Ana",
                  [options](ApiClient& api, bool json) { return assign_role(api, *options, json); });
  command->add_option("incident", options->incident, "INC-42 or 42")->required();
  command->add_option("role", options->role, "incident_commander, deputy, scribe, communications, subject_expert, …")
      ->required();
  command->add_option("person", options->person, "Name or e-mail address")->required();
  command->add_option("--from", options->from, "Since when (RFC 3339)");
}

}  // namespace

void add_incident_commands(const CommandLine& line) {
  add_declare(line);
  add_list(line);
  add_show(line);
  add_note_command(line);
  add_update(line);
  add_milestone(line);
  add_role(line);
}

}  // namespace debrief::cli
