// SPDX-License-Identifier: Apache-2.0
#include "app/serve.hpp"
#include "cli/commands.hpp"
#include "cli/settings.hpp"
#include "cli/terminal.hpp"
#include "http/mail_message.hpp"

#include <charconv>
#include <memory>

namespace debrief::cli {
namespace {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string log_level = "info";
};

Result<> read_mail(app::Config& config) {
  if (config.mail_server.empty()) return {};
  if (!config.mail_server.starts_with("smtp://") && !config.mail_server.starts_with("smtps://"))
    return invalid("'{}' is no mail server", config.mail_server)
        .at("--mail-server")
        .with_help("Use smtp://host:port or smtps://host.");
  if (const auto address = http::address_of(config.mail_from); !address)
    return invalid("a mail server needs a sender")
        .at("--mail-from")
        .with_help("For example --mail-from 'Debrief <debrief@example.com>'.");
  config.mail_password = read_secret("DEBRIEF_MAIL_PASSWORD");
  return {};
}

Result<> read_machine(app::Config& config) {
  if (config.machine_url.empty()) return {};
  if (!config.machine_url.starts_with("http://") && !config.machine_url.starts_with("https://"))
    return invalid("'{}' is no address of a machine", config.machine_url)
        .at("--machine-url")
        .with_help("For example http://127.0.0.1:11434.");
  if (config.machine_model.empty())
    return invalid("a machine needs the name of a model")
        .at("--machine-model")
        .with_help("Use a name that the machine knows.");
  config.machine_key = read_secret("DEBRIEF_MACHINE_KEY");
  return {};
}

Result<> read_listen(const std::string& listen, app::Config& config) {
  const std::size_t colon = listen.rfind(':');
  const std::string_view port =
      colon == std::string::npos ? std::string_view{} : std::string_view(listen).substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), config.port);
  if (colon == 0 || port.empty() || error != std::errc{} || end != port.data() + port.size())
    return invalid("'{}' is not HOST:PORT", listen)
        .at("--listen")
        .with_help("For example 127.0.0.1:8080, 0.0.0.0:8080 or [::]:8080.");
  config.host = listen.substr(0, colon);
  if (config.host.starts_with('[') && config.host.ends_with(']'))
    config.host = config.host.substr(1, config.host.size() - 2);
  return {};
}

int serve(const ServeOptions& options, app::Config& config) {
  if (const auto read = read_listen(options.listen, config); !read) return report(read.error());
  if (const auto read = read_mail(config); !read) return report(read.error());
  if (const auto read = read_machine(config); !read) return report(read.error());
  config.secret_key = read_secret("DEBRIEF_SECRET_KEY");
  if (const auto read = read_mirror(config); !read) return report(read.error());
  const auto level = log_level_from(options.log_level);
  if (!level)
    return report(
        invalid("'{}' is no log level", options.log_level).with_help("Use debug, info, warning, error or off."));
  config.log_level = *level;
  const auto served = app::serve(config);
  return served ? kDone : report(served.error());
}

}  // namespace

void add_serve_command(const CommandLine& line) {
  const auto options = std::make_shared<ServeOptions>();
  app::Config& config = line.target.config;
  CLI::App* command = add_command_here(&line.app, line, "serve", "Serve the web UI and the API",
                                       "  debrief serve\n  debrief serve --demo --data /tmp/debrief-demo\n  debrief "
                                       "serve --listen 0.0.0.0:8080 --database postgresql://debrief@db/debrief",
                                       [options, &config](bool) { return serve(*options, config); });
  command->add_option("--listen", options->listen, "Address and port; port 0 takes a free one")
      ->envname("DEBRIEF_LISTEN")
      ->capture_default_str();
  command->add_option("--log-level", options->log_level, "debug, info, warning, error or off")
      ->envname("DEBRIEF_LOG_LEVEL")
      ->capture_default_str();
  command->add_option("--workers", config.workers, "Requests answered at once")
      ->envname("DEBRIEF_WORKERS")
      ->check(CLI::Range(2, 2000))
      ->capture_default_str();
  command
      ->add_option("--public-url", config.public_url,
                   "How browsers reach the server through a proxy; https:// makes cookies secure")
      ->envname("DEBRIEF_PUBLIC_URL");
  command
      ->add_option("--trusted-proxy", config.trusted_proxies,
                   "Address or block (10.0.0.0/8) of a proxy whose X-Forwarded-For is believed; may be repeated")
      ->envname("DEBRIEF_TRUSTED_PROXY")
      ->delimiter(',');
  command->add_option("--mail-server", config.mail_server, "SMTP server for notices: smtp://host:port or smtps://host")
      ->envname("DEBRIEF_MAIL_SERVER");
  command->add_option("--mail-from", config.mail_from, "Sender of mails, such as \"Debrief <debrief@example.com>\"")
      ->envname("DEBRIEF_MAIL_FROM");
  command->add_option("--mail-user", config.mail_user, "Name at the mail server; its password is DEBRIEF_MAIL_PASSWORD")
      ->envname("DEBRIEF_MAIL_USER");
  command
      ->add_option("--machine-url", config.machine_url,
                   "OpenAI-compatible server that may propose texts; its key is DEBRIEF_MACHINE_KEY")
      ->envname("DEBRIEF_MACHINE_URL");
  command->add_option("--machine-model", config.machine_model, "Name of the model there")
      ->envname("DEBRIEF_MACHINE_MODEL");
  add_mirror_options(command, config);
  command
      ->add_option("--allow-outgoing", config.allow_outgoing,
                   "Hosts on private networks that trackers may be on: names, or host:port")
      ->envname("DEBRIEF_ALLOW_OUTGOING")
      ->delimiter(',');
  command->add_flag("--demo", config.demo, "Fill an empty store with a small world to try things in");
}

}  // namespace debrief::cli
