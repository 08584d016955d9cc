// SPDX-License-Identifier: Apache-2.0
#include "app/local.hpp"
#include "cli/commands.hpp"
#include "cli/completion.hpp"
#include "cli/print_items.hpp"
#include "cli/terminal.hpp"

namespace debrief::cli {
namespace {

struct SourceOptions {
  std::string kind = "alertmanager", name;
  std::vector<std::string> group_by;
};

int add_source(ApiClient& api, const SourceOptions& options, bool json) {
  json::object body{{"kind", options.kind}, {"name", options.name}};
  if (!options.group_by.empty()) {
    json::array labels;
    for (const auto& label : options.group_by) labels.push_back(json::value(label));
    body["group_by"] = std::move(labels);
  }
  const auto created = api.send_json("POST", "/api/v1/sources", body);
  if (!created) return report(created.error());
  if (json) {
    print(json::write(*created));
    return kDone;
  }
  print(json::text_at(*created, "path"));
  say("This address is shown once. In alertmanager.yml: receivers: [{name: debrief, webhook_configs: [{url: "
      "http://HOST:PORT<address>, send_resolved: true}]}]");
  return kDone;
}

int list_sources(ApiClient& api, bool json) {
  const auto line_of = [](const json::object& source) {
    const auto seen = json::text_at(source, "last_seen_at");
    return fmt::format("{}  {:<14} {:<20} {}", harmless(json::text_at(source, "id")),
                       harmless(json::text_at(source, "kind")), harmless(json::text_at(source, "name")),
                       seen.empty() ? "nothing received yet" : "last " + harmless(seen));
  };
  return print_items(
      api.get("/api/v1/sources"), json, line_of,
      "There is no source yet. `debrief sources add NAME` creates the address that Alertmanager sends to.");
}

int verify(const app::Config& config, bool json) {
  std::string counted;
  const auto damage = app::verify(config, counted);
  if (!damage) return report(damage.error());
  if (json)
    print(json::write(json::object{{"ok", damage->empty()},
                                   {"walked", counted},
                                   {"damage", damage->empty() ? json::value(nullptr) : json::value(*damage)}}));
  else if (damage->empty()) print("ok: " + counted);
  else print("damaged: " + harmless(*damage));
  return damage->empty() ? kDone : kDamaged;
}

}  // namespace

void add_source_commands(const CommandLine& line) {
  CLI::App* group = add_group(line, "sources", "Where alerts come from");
  const auto options = std::make_shared<SourceOptions>();
  CLI::App* add = add_command(group, line, "add", "Create an address for Alertmanager to send to",
                              "  debrief sources add prod --group-by service --group-by cluster",
                              [options](ApiClient& api, bool json) { return add_source(api, *options, json); });
  add->add_option("name", options->name, "A name for it, such as prod")->required();
  add->add_option("--group-by", options->group_by, "Labels whose values make one incident; may be repeated");
  add_command(group, line, "list", "List the sources", "  debrief sources list",
              [](ApiClient& api, bool json) { return list_sources(api, json); });
}

void add_verify_command(const CommandLine& line) {
  add_command_here(
      &line.app, line, "verify", "Check every fact and every original of a data directory",
      "  debrief verify --data /var/lib/debrief", [&target = line.target](bool json) {
        if (target.server.empty()) return verify(target.config, json);
        return report(invalid("verify reads the data directory itself, not a server")
                          .with_help("Run it where the data is, with --data; a running server does not mind."));
      });
}

void add_completion_command(const CommandLine& line) {
  const auto shell = std::make_shared<std::string>();
  CLI::App* command =
      add_command_here(&line.app, line, "completion", "Print the shell's completion script",
                       "  debrief completion bash > /etc/bash_completion.d/debrief", [shell, &app = line.app](bool) {
                         print(completion_script(app, *shell));
                         return kDone;
                       });
  command->add_option("shell", *shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
}

}  // namespace debrief::cli
