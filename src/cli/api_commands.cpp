// SPDX-License-Identifier: Apache-2.0
#include "cli/api_commands.hpp"

#include "cli/terminal.hpp"

namespace debrief::cli {

CLI::App* add_group(const CommandLine& line, const std::string& name, const std::string& what) {
  CLI::App* group = line.app.add_subcommand(name, what);
  group->require_subcommand(1);
  return group;
}

CLI::App* add_command(CLI::App* group, const CommandLine& line, const std::string& name, const std::string& what,
                      const std::string& examples, const Work& work) {
  CLI::App* command = group->add_subcommand(name, what);
  command->footer("Examples:\n" + examples);
  command->callback([line, work] {
    line.command = [line, work] { return line.with_api([&](ApiClient& api) { return work(api, line.json); }); };
  });
  return command;
}

CLI::App* add_command_here(CLI::App* group, const CommandLine& line, const std::string& name, const std::string& what,
                           const std::string& examples, const std::function<int(bool json)>& work) {
  CLI::App* command = group->add_subcommand(name, what);
  command->footer("Examples:\n" + examples);
  command->callback([line, work] { line.command = [line, work] { return work(line.json); }; });
  return command;
}

int print_answer(const Result<json::object>& answer, bool json,
                 const std::function<std::string(const json::object&)>& words) {
  if (!answer) return report(answer.error());
  print(json ? json::write(*answer) : words(*answer));
  return kDone;
}

std::string shown(const json::object& of, std::string_view key) {
  return harmless(json::text_at(of, key));
}

std::string incident_number(const std::string& incident) {
  const std::size_t dash = incident.rfind('-');
  return dash == std::string::npos ? incident : incident.substr(dash + 1);
}

}  // namespace debrief::cli
