// SPDX-License-Identifier: Apache-2.0
#include "cli/completion.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

namespace debrief::cli {
namespace {

std::string names_of_options(const CLI::App& app) {
  std::string names;
  for (const CLI::Option* option : app.get_options())
    for (const auto& name : option->get_lnames()) names += " --" + name;
  return names;
}

std::string names_of_commands(const CLI::App& app) {
  std::string names;
  for (const CLI::App* command : app.get_subcommands({})) names += " " + command->get_name();
  return names;
}

std::string bash_script(const CLI::App& app) {
  const std::string general = names_of_options(app);
  std::string cases;
  for (const CLI::App* command : app.get_subcommands({}))
    cases += fmt::format("    {}) words=\"{}{}{}\" ;;\n", command->get_name(), names_of_commands(*command), names_of_options(*command), general);
  return fmt::format(
      "_debrief() {{\n"
      "  local words=\"{}{}\" word\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do case \"$word\" in\n{}"
      "  esac; done\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"${{COMP_WORDS[COMP_CWORD]}}\")\n"
      "}}\n"
      "complete -o default -F _debrief debrief",
      names_of_commands(app), general, cases);
}

// A description inside single quotes of fish.
std::string quoted(const std::string& text) {
  std::string safe;
  for (const char c : text) safe += (c == '\'' || c == '\\') ? std::string("\\") + c : std::string(1, c);
  return "'" + safe + "'";
}

std::string fish_script(const CLI::App& app) {
  std::string script;
  for (const CLI::App* command : app.get_subcommands({})) {
    script += fmt::format("complete -c debrief -n __fish_use_subcommand -a {} -d {}\n", command->get_name(), quoted(command->get_description()));
    for (const CLI::App* inner : command->get_subcommands({}))
      script += fmt::format("complete -c debrief -n '__fish_seen_subcommand_from {}' -a {} -d {}\n", command->get_name(), inner->get_name(), quoted(inner->get_description()));
    for (const CLI::Option* option : command->get_options())
      for (const auto& name : option->get_lnames())
        script += fmt::format("complete -c debrief -n '__fish_seen_subcommand_from {}' -l {} -d {}\n", command->get_name(), name, quoted(option->get_description()));
  }
  for (const CLI::Option* option : app.get_options())
    for (const auto& name : option->get_lnames()) script += fmt::format("complete -c debrief -l {} -d {}\n", name, quoted(option->get_description()));
  if (!script.empty()) script.pop_back();
  return script;
}

}  // namespace

std::string completion_script(const CLI::App& app, std::string_view shell) {
  if (shell == "fish") return fish_script(app);
  if (shell == "zsh") return "autoload -U +X bashcompinit && bashcompinit\n" + bash_script(app);
  return bash_script(app);
}

}  // namespace debrief::cli
