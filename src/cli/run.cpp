// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include "app/serve.hpp"
#include "cli/commands.hpp"
#include "cli/settings.hpp"
#include "cli/terminal.hpp"

#include <CLI/CLI.hpp>

#include <cctype>
#include <cstdlib>
#include <functional>

namespace debrief::cli {
namespace {

// The configuration file, without the settings that the environment gives: CLI11 by itself prefers the file.
class FileBehindEnvironment final : public CLI::ConfigTOML {
 public:
  std::vector<CLI::ConfigItem> from_config(std::istream& in) const override {
    auto settings = CLI::ConfigTOML::from_config(in);
    std::erase_if(settings, [](const CLI::ConfigItem& item) {
      std::string name = "DEBRIEF_";
      for (const char c : item.name) name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      return std::getenv(name.c_str()) != nullptr;
    });
    return settings;
  }
};

void add_general_options(CLI::App& app, Target& target, bool& json) {
  app.set_version_flag("--version", "debrief " DEBRIEF_VERSION);
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.config_formatter(std::make_shared<FileBehindEnvironment>());
  const char* file = std::getenv("DEBRIEF_CONFIG");
  app.set_config("--config", file != nullptr ? file : "", "Configuration file (TOML), or DEBRIEF_CONFIG; flags and environment come first", file != nullptr);
  app.add_option_function<std::string>("--data", [&target](const std::string& path) { target.config.data = path; },
                                       "Data directory; the user's own by default")->envname("DEBRIEF_DATA");
  app.add_option("--database", target.config.database, "postgresql://… instead of the embedded database")->envname("DEBRIEF_DATABASE");
  app.add_option("--server", target.server, "Work against this server, with the token in DEBRIEF_TOKEN")->envname("DEBRIEF_SERVER");
  app.add_flag("--json", json, "Print JSON");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer("Exit codes: 0 done, 1 damage found (verify) or remarks made (lint), 2 bad usage, bad input or trouble.\n"
             "Each command has examples: debrief COMMAND --help. Secrets come from the environment only.");
}

void add_commands(const CommandLine& line) {
  add_serve_command(line);
  add_incident_commands(line);
  add_action_commands(line);
  add_evidence_command(line);
  add_reconstruct_command(line);
  add_postmortem_commands(line);
  add_edit_command(line);
  add_import_command(line);
  add_search_command(line);
  add_similar_command(line);
  add_people_commands(line);
  add_team_commands(line);
  add_update_commands(line);
  add_service_commands(line);
  add_lint_command(line);
  add_logs_commands(line);
  add_mirror_commands(line);
  add_status_commands(line);
  add_source_commands(line);
  add_verify_command(line);
  add_completion_command(line);
}

}  // namespace

int run(int argc, char** argv) {
  Target target;
  bool json = false;
  std::function<int()> command;
  target.config.data = app::default_data_directory();
  CLI::App app("Debrief: critical incidents, and what is learned from them.", "debrief");
  add_general_options(app, target, json);
  const WithApi with_api = [&target](const std::function<int(ApiClient&)>& work) {
    target.token = read_secret("DEBRIEF_TOKEN");
    const auto api = connect(target);
    return api ? work(**api) : report(api.error());
  };
  add_commands({app, with_api, command, json, target});
  try {
    app.parse(argc, argv);
    return command();
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? kDone : kFailed;
  } catch (const std::exception& trouble) {
    return report(make_error(ErrorCode::unavailable, "{}", trouble.what()));
  }
}

}  // namespace debrief::cli
