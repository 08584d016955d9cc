// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/settings.hpp"
#include "cli/terminal.hpp"

namespace debrief::cli {
namespace {

std::string or_never(std::string_view time) {
  return time.empty() ? "never" : harmless(time);
}

void show(const json::object& standing) {
  const auto text = [&](std::string_view key) { return json::text_at(standing, key); };
  const auto number = [&](std::string_view key) { return standing.at(key).to_number<std::int64_t>(); };
  if (!standing.at("configured").as_bool()) {
    say("There is no mirror. Start the server with --postmortem-mirror; see docs/mirror.md.");
    return;
  }
  print(fmt::format("{:<12}{} {}", "mirror", harmless(text("address")), harmless(text("branch"))));
  print(fmt::format("{:<12}{}", "commit", text("commit").empty() ? "none" : harmless(text("commit"))));
  print(fmt::format("{:<12}{}, looked at {}", "mirrored", or_never(text("mirrored_at")), or_never(text("fetched_at"))));
  print(fmt::format("{:<12}{} in the mirror, {} to be written", "postmortems", number("documents"), number("pending")));
  print(fmt::format("{:<12}{} threads from commits of others", "taken", number("taken")));
  if (!text("error").empty())
    print(fmt::format("{:<12}{} (at {}, again at {})", "error", harmless(text("error")), harmless(text("failed_at")),
                      harmless(text("retry_at"))));
  for (const auto& one : *json::array_at(standing, "problems"))
    print(fmt::format("{:<12}{}: {}", "not taken", harmless(json::text_at(one.get_object(), "commit")),
                      harmless(json::text_at(one.get_object(), "problem"))));
}

// Brings the mirror up to date when `sync` says so, and shows how it stands.
int mirror(ApiClient& api, bool sync, bool json) {
  const auto standing = sync ? api.send_json("POST", "/api/v1/mirror/sync", {}) : api.get("/api/v1/mirror");
  if (!standing) return report(standing.error());
  if (json) print(json::write(*standing));
  else show(*standing);
  return kDone;
}

// At a server or in the data directory.
void add_mirror_command(CLI::App* group, const CommandLine& line, const std::string& name, const std::string& what,
                        bool sync) {
  app::Config& config = line.target.config;
  CLI::App* command =
      add_command_here(group, line, name, what,
                       "  debrief mirror " + name + " --server https://debrief.example.org\n  debrief mirror " + name +
                           " --postmortem-mirror /srv/git/postmortems.git",
                       [with_api = line.with_api, &config, sync](bool json) {
                         if (const auto read = read_mirror(config); !read) return report(read.error());
                         return with_api([&](ApiClient& api) { return mirror(api, sync, json); });
                       });
  add_mirror_options(command, config);
}

}  // namespace

void add_mirror_commands(const CommandLine& line) {
  CLI::App* group = add_group(line, "mirror", "The mirror of published postmortems in a git repository");
  add_mirror_command(group, line, "sync", "Write what is published, and take what others committed, now", true);
  add_mirror_command(group, line, "status", "Show how the mirror stands", false);
}

}  // namespace debrief::cli
