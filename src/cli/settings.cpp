// SPDX-License-Identifier: Apache-2.0
#include "cli/settings.hpp"

#include "base/text.hpp"
#include "cli/files.hpp"
#include "git/remote.hpp"

#include <cstdlib>

namespace debrief::cli {

std::string read_secret(const std::string& name) {
  if (const char* secret = std::getenv(name.c_str()); secret != nullptr) return secret;
  const char* file = std::getenv((name + "_FILE").c_str());
  if (file == nullptr) return {};
  const auto secret = read_file(file);
  return secret ? std::string(trim(*secret)) : std::string{};
}

void add_mirror_options(CLI::App* command, app::Config& config) {
  command
      ->add_option("--postmortem-mirror", config.mirror,
                   "Git repository that published postmortems are written to: absolute path, https:// or ssh://; its "
                   "token is DEBRIEF_POSTMORTEM_MIRROR_TOKEN")
      ->envname("DEBRIEF_POSTMORTEM_MIRROR");
  command->add_option("--postmortem-mirror-branch", config.mirror_branch, "Branch there")
      ->envname("DEBRIEF_POSTMORTEM_MIRROR_BRANCH")
      ->capture_default_str();
  command->add_option("--postmortem-mirror-user", config.mirror_user, "Name beside the token")
      ->envname("DEBRIEF_POSTMORTEM_MIRROR_USER")
      ->capture_default_str();
  command
      ->add_option("--postmortem-mirror-key", config.mirror_key,
                   "File with the private key for ssh; the agent's when absent")
      ->envname("DEBRIEF_POSTMORTEM_MIRROR_KEY");
  command
      ->add_option("--postmortem-mirror-authority", config.mirror_authority,
                   "File with certificates (PEM) that vouch for an https mirror; the system's when absent")
      ->envname("DEBRIEF_POSTMORTEM_MIRROR_AUTHORITY")
      ->check(CLI::ExistingFile);
  command->add_option("--postmortem-mirror-minutes", config.mirror_minutes, "Between two looks at the branch")
      ->envname("DEBRIEF_POSTMORTEM_MIRROR_MINUTES")
      ->check(CLI::Range(1, 1440))
      ->capture_default_str();
}

Result<> read_mirror(app::Config& config) {
  if (config.mirror.empty()) return {};
  config.mirror_token = read_secret("DEBRIEF_POSTMORTEM_MIRROR_TOKEN");
  auto checked = git::check({config.mirror, config.mirror_branch, config.mirror_user, config.mirror_token,
                             config.mirror_key, config.mirror_authority});
  if (checked) return {};
  Error error = checked.error();
  error.field = error.field == "branch" ? "--postmortem-mirror-branch" : "--postmortem-mirror";
  return error;
}

}  // namespace debrief::cli
