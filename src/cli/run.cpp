// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include "app/serve.hpp"
#include "base/text.hpp"
#include "cli/action_commands.hpp"
#include "cli/commands.hpp"
#include "cli/edit_command.hpp"
#include "cli/completion.hpp"
#include "cli/files.hpp"
#include "cli/lint_command.hpp"
#include "cli/logs_commands.hpp"
#include "cli/status_commands.hpp"
#include "cli/people_commands.hpp"
#include "cli/terminal.hpp"
#include "git/remote.hpp"
#include "http/mail_message.hpp"

#include <CLI/CLI.hpp>

#include <cctype>
#include <charconv>
#include <cstdlib>
#include <functional>

namespace debrief::cli {
namespace {

// What the arguments said; commands read it after parsing.
struct Arguments {
  Target target;
  bool json = false;
  std::string listen = "127.0.0.1:8080";
  std::string log_level = "info";
  DeclareOptions declare;
  ListOptions list;
  NoteOptions note;
  UpdateOptions update;
  MilestoneOptions milestone;
  RoleOptions role;
  EvidenceOptions evidence;
  ReconstructOptions reconstruct;
  PostmortemOptions postmortem;
  EditOptions edit;
  ImportOptions import;
  SimilarOptions similar;
  SearchOptions search;
  ActionOptions actions;
  SourceOptions source;
  StatusExportOptions status_export;
  LintOptions lint;
  LogsAddOptions logs_add;
  LogsSearchOptions logs_search;
  LogsTemplatesOptions logs_templates;
  LogsCompareOptions logs_compare;
  LogsFollowOptions logs_follow;
  std::string logs_format, logs_store;
  std::string incident;
  std::string shell;
  std::function<int()> command;
};

// From the environment variable, or from the file that NAME_FILE tells; never from the command line, which others see.
std::string read_secret(const std::string& name) {
  if (const char* secret = std::getenv(name.c_str()); secret != nullptr) return secret;
  const char* file = std::getenv((name + "_FILE").c_str());
  if (file == nullptr) return {};
  const auto secret = read_file(file);
  return secret ? std::string(trim(*secret)) : std::string{};
}

Result<> read_mail(app::Config& config) {
  if (config.mail_server.empty()) return {};
  if (!config.mail_server.starts_with("smtp://") && !config.mail_server.starts_with("smtps://"))
    return invalid("'{}' is no mail server", config.mail_server).at("--mail-server").with_help("Use smtp://host:port or smtps://host.");
  if (const auto address = http::address_of(config.mail_from); !address)
    return invalid("a mail server needs a sender").at("--mail-from").with_help("For example --mail-from 'Debrief <debrief@example.com>'.");
  config.mail_password = read_secret("DEBRIEF_MAIL_PASSWORD");
  return {};
}

Result<> read_machine(app::Config& config) {
  if (config.machine_url.empty()) return {};
  if (!config.machine_url.starts_with("http://") && !config.machine_url.starts_with("https://"))
    return invalid("'{}' is no address of a machine", config.machine_url).at("--machine-url").with_help("For example http://127.0.0.1:11434.");
  if (config.machine_model.empty())
    return invalid("a machine needs the name of a model").at("--machine-model").with_help("Use a name that the machine knows.");
  config.machine_key = read_secret("DEBRIEF_MACHINE_KEY");
  return {};
}

Result<> read_mirror(app::Config& config) {
  if (config.mirror.empty()) return {};
  config.mirror_token = read_secret("DEBRIEF_POSTMORTEM_MIRROR_TOKEN");
  auto checked = git::check({config.mirror, config.mirror_branch, config.mirror_user, config.mirror_token, config.mirror_key, config.mirror_authority});
  if (checked) return {};
  Error error = checked.error();
  error.field = error.field == "branch" ? "--postmortem-mirror-branch" : "--postmortem-mirror";
  return error;
}

Result<> read_listen(const std::string& listen, app::Config& config) {
  const std::size_t colon = listen.rfind(':');
  const std::string_view port = colon == std::string::npos ? std::string_view{} : std::string_view(listen).substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), config.port);
  if (colon == 0 || port.empty() || error != std::errc{} || end != port.data() + port.size())
    return invalid("'{}' is not HOST:PORT", listen).at("--listen").with_help("For example 127.0.0.1:8080, 0.0.0.0:8080 or [::]:8080.");
  config.host = listen.substr(0, colon);
  if (config.host.starts_with('[') && config.host.ends_with(']')) config.host = config.host.substr(1, config.host.size() - 2);
  return {};
}

int with_api(Arguments& args, const std::function<int(ApiClient&)>& command) {
  args.target.token = read_secret("DEBRIEF_TOKEN");
  const auto api = connect(args.target);
  return api ? command(**api) : report(api.error());
}

int serve(Arguments& args) {
  if (const auto read = read_listen(args.listen, args.target.config); !read) return report(read.error());
  if (const auto read = read_mail(args.target.config); !read) return report(read.error());
  if (const auto read = read_machine(args.target.config); !read) return report(read.error());
  args.target.config.secret_key = read_secret("DEBRIEF_SECRET_KEY");
  if (const auto read = read_mirror(args.target.config); !read) return report(read.error());
  const auto level = log_level_from(args.log_level);
  if (!level) return report(invalid("'{}' is no log level", args.log_level).with_help("Use debug, info, warning, error or off."));
  args.target.config.log_level = *level;
  const auto served = app::serve(args.target.config);
  return served ? kDone : report(served.error());
}

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

void footer(CLI::App* command, const std::string& examples) { command->footer("Examples:\n" + examples); }

void add_mirror_options(CLI::App* command, app::Config& config) {
  command->add_option("--postmortem-mirror", config.mirror, "Git repository that published postmortems are written to: absolute path, https:// or ssh://; its token is DEBRIEF_POSTMORTEM_MIRROR_TOKEN")->envname("DEBRIEF_POSTMORTEM_MIRROR");
  command->add_option("--postmortem-mirror-branch", config.mirror_branch, "Branch there")->envname("DEBRIEF_POSTMORTEM_MIRROR_BRANCH")->capture_default_str();
  command->add_option("--postmortem-mirror-user", config.mirror_user, "Name beside the token")->envname("DEBRIEF_POSTMORTEM_MIRROR_USER")->capture_default_str();
  command->add_option("--postmortem-mirror-key", config.mirror_key, "File with the private key for ssh; the agent's when absent")->envname("DEBRIEF_POSTMORTEM_MIRROR_KEY");
  command->add_option("--postmortem-mirror-authority", config.mirror_authority, "File with certificates (PEM) that vouch for an https mirror; the system's when absent")->envname("DEBRIEF_POSTMORTEM_MIRROR_AUTHORITY")->check(CLI::ExistingFile);
  command->add_option("--postmortem-mirror-minutes", config.mirror_minutes, "Between two looks at the branch")->envname("DEBRIEF_POSTMORTEM_MIRROR_MINUTES")->check(CLI::Range(1, 1440))->capture_default_str();
}

void add_serve(CLI::App& app, Arguments& args) {
  CLI::App* command = app.add_subcommand("serve", "Serve the web UI and the API");
  command->add_option("--listen", args.listen, "Address and port; port 0 takes a free one")->envname("DEBRIEF_LISTEN")->capture_default_str();
  command->add_option("--log-level", args.log_level, "debug, info, warning, error or off")->envname("DEBRIEF_LOG_LEVEL")->capture_default_str();
  command->add_option("--workers", args.target.config.workers, "Requests answered at once")->envname("DEBRIEF_WORKERS")->check(CLI::Range(2, 2000))->capture_default_str();
  command->add_option("--public-url", args.target.config.public_url, "How browsers reach the server through a proxy; https:// makes cookies secure")->envname("DEBRIEF_PUBLIC_URL");
  command->add_option("--mail-server", args.target.config.mail_server, "SMTP server for notices: smtp://host:port or smtps://host")->envname("DEBRIEF_MAIL_SERVER");
  command->add_option("--mail-from", args.target.config.mail_from, "Sender of mails, such as \"Debrief <debrief@example.com>\"")->envname("DEBRIEF_MAIL_FROM");
  command->add_option("--mail-user", args.target.config.mail_user, "Name at the mail server; its password is DEBRIEF_MAIL_PASSWORD")->envname("DEBRIEF_MAIL_USER");
  command->add_option("--machine-url", args.target.config.machine_url, "OpenAI-compatible server that may propose texts; its key is DEBRIEF_MACHINE_KEY")->envname("DEBRIEF_MACHINE_URL");
  command->add_option("--machine-model", args.target.config.machine_model, "Name of the model there")->envname("DEBRIEF_MACHINE_MODEL");
  add_mirror_options(command, args.target.config);
  command->add_option("--allow-outgoing", args.target.config.allow_outgoing, "Hosts on private networks that trackers may be on: names, or host:port")->envname("DEBRIEF_ALLOW_OUTGOING")->delimiter(',');
  command->add_flag("--demo", args.target.config.demo, "Fill an empty store with a small world to try things in");
  footer(command, "  debrief serve\n  debrief serve --demo --data /tmp/debrief-demo\n  debrief serve --listen 0.0.0.0:8080 --database postgresql://debrief@db/debrief");
  command->callback([&args] { args.command = [&args] { return serve(args); }; });
}

void add_incident_commands(CLI::App& app, Arguments& args) {
  CLI::App* declare_ = app.add_subcommand("declare", "Declare an incident");
  declare_->add_option("title", args.declare.title, "What is broken, in a sentence")->required();
  declare_->add_option("--summary", args.declare.summary, "What is known");
  declare_->add_option("--severity", args.declare.severity, "sev1 (worst) to sev5");
  declare_->add_option("--service", args.declare.services, "Service concerned; may be repeated");
  declare_->add_option("--started", args.declare.started_at, "When the trouble began (RFC 3339)");
  declare_->add_flag("--private", args.declare.private_, "Only for those involved");
  footer(declare_, "  debrief declare \"Checkout answers 500\" --severity sev2 --service checkout");
  declare_->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return declare(api, args.declare, args.json); }); }; });

  CLI::App* list = app.add_subcommand("list", "List incidents, newest first");
  list->add_option("--phase", args.list.phase, "open, triage, active, post_incident, closed, several with commas, or all")->capture_default_str();
  list->add_option("--severity", args.list.severity, "sev1 to sev5");
  list->add_option("--service", args.list.service, "Service concerned");
  list->add_option("--words", args.list.words, "Words in title or summary");
  list->add_option("--limit", args.list.limit, "At most this many")->capture_default_str();
  footer(list, "  debrief list\n  debrief list --phase all --service checkout --json");
  list->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return list_incidents(api, args.list, args.json); }); }; });

  CLI::App* actions = app.add_subcommand("actions", "List action items, open ones first in the order of their dates");
  actions->add_option("--incident", args.actions.incident, "INC-42 or 42");
  actions->add_option("--state", args.actions.state, "active, open, in_progress, blocked, done, will_not_do, or all")->capture_default_str();
  actions->add_flag("--overdue", args.actions.overdue, "Open ones whose date has passed");
  actions->add_option("--owner", args.actions.owner, "Name of the owner, or none for nobody");
  actions->add_option("--service", args.actions.service, "Service of the incident");
  actions->add_option("--type", args.actions.type, "prevent, detect, mitigate, repair, investigate or process");
  actions->add_option("--proof", args.actions.proof, "unproven, proven or recurred");
  actions->add_option("--limit", args.actions.limit, "At most this many")->check(CLI::Range(1, 1000))->capture_default_str();
  footer(actions, "  debrief actions --overdue\n  debrief actions --proof recurred --state all --json");
  actions->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return list_actions(api, args.actions, args.json); }); }; });

  CLI::App* show = app.add_subcommand("show", "Show an incident with its timeline");
  show->add_option("incident", args.incident, "INC-42 or 42")->required();
  footer(show, "  debrief show INC-42");
  show->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return show_incident(api, args.incident, args.json); }); }; });

  CLI::App* note = app.add_subcommand("note", "Add a note to an incident's timeline");
  note->add_option("incident", args.note.incident, "INC-42 or 42")->required();
  note->add_option("text", args.note.text, "What happened, or what you think")->required();
  note->add_option("--kind", args.note.kind, "note, decision, hypothesis, action or observation")->capture_default_str();
  note->add_option("--at", args.note.at, "When it happened (RFC 3339); now when absent");
  footer(note, "  debrief note INC-42 \"rolled back to v41\" --kind action --at 2026-11-23T10:42:00Z");
  note->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return add_note(api, args.note, args.json); }); }; });

  CLI::App* update = app.add_subcommand("update", "Change what is known of an incident");
  update->add_option("incident", args.update.incident, "INC-42 or 42")->required();
  update->add_option("--title", args.update.title, "New title");
  update->add_option("--summary", args.update.summary, "What is known");
  update->add_option("--impact", args.update.impact, "Who feels it, and how");
  update->add_option("--severity", args.update.severity, "sev1 to sev5, or \"\" for none");
  update->add_option("--state", args.update.state, "triage, investigating, identified, fixing, monitoring, documenting, reviewing or closed");
  update->add_option("--service", args.update.services, "All services concerned; may be repeated");
  footer(update, "  debrief update INC-42 --state monitoring --severity sev3");
  update->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return update_incident(api, args.update, args.json); }); }; });

  CLI::App* milestone = app.add_subcommand("milestone", "Set, correct or clear a milestone");
  milestone->add_option("incident", args.milestone.incident, "INC-42 or 42")->required();
  milestone->add_option("name", args.milestone.name, "started, detected, acknowledged, identified, mitigated, recovered, resolved, …")->required();
  milestone->add_option("at", args.milestone.at, "When (RFC 3339)");
  milestone->add_option("--reason", args.milestone.reason, "Why it is corrected");
  milestone->add_flag("--clear", args.milestone.clear, "Take it back");
  footer(milestone, "  debrief milestone INC-42 mitigated 2026-11-23T10:42:00Z");
  milestone->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return set_milestone(api, args.milestone, args.json); }); }; });

  CLI::App* role = app.add_subcommand("role", "Give a role to a person");
  role->add_option("incident", args.role.incident, "INC-42 or 42")->required();
  role->add_option("role", args.role.role, "incident_commander, deputy, scribe, communications, subject_expert, …")->required();
  role->add_option("person", args.role.person, "Name or e-mail address")->required();
  role->add_option("--from", args.role.from, "Since when (RFC 3339)");
  footer(role, "  debrief role INC-42 incident_commander Ana");
  role->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return assign_role(api, args.role, args.json); }); }; });
}

void add_postmortem_commands(CLI::App& app, Arguments& args) {
  const auto formats = CLI::IsMember({"md", "html", "pdf", "json"});
  CLI::App* reconstruct_ = app.add_subcommand("reconstruct", "Make an incident and its draft postmortem from mixed evidence");
  reconstruct_->add_option("path", args.reconstruct.paths, "Folders, archives and files: alerts, chat exports, CSV timelines, notes, deploys")->required();
  reconstruct_->add_option("--title", args.reconstruct.title, "Title of the incident; found in the evidence when absent");
  reconstruct_->add_option("--zone", args.reconstruct.zone, "Time zone of times that name none, such as Europe/Berlin");
  reconstruct_->add_option("--template", args.reconstruct.template_id, "google_sre, pagerduty, atlassian or howie");
  reconstruct_->add_option("--format", args.reconstruct.format, "md, html, pdf or json")->check(formats)->capture_default_str();
  reconstruct_->add_option("-o,--output", args.reconstruct.output, "File for the draft instead of standard output");
  footer(reconstruct_, "  debrief reconstruct ./evidence > draft.md\n  debrief reconstruct slack-export.zip alerts.json --zone Europe/Berlin --format html -o draft.html");
  reconstruct_->callback([&args] {
    args.command = [&args] {
      if (args.json) args.reconstruct.format = "json";
      return with_api(args, [&](ApiClient& api) { return reconstruct(api, args.reconstruct); });
    };
  });

  CLI::App* evidence = app.add_subcommand("evidence", "Add files and folders to an incident, however large");
  evidence->add_option("incident", args.evidence.incident, "INC-42 or 42")->required();
  evidence->add_option("path", args.evidence.paths, "Folders, archives and files: logs, alerts, chat exports, notes")->required();
  evidence->add_option("--zone", args.evidence.zone, "Time zone of times that name none, such as Europe/Berlin");
  footer(evidence, "  debrief evidence INC-42 ./logs\n  debrief evidence 42 app.log.zst --zone Europe/Berlin");
  evidence->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return add_evidence(api, args.evidence, args.json); }); }; });

  CLI::App* edit = app.add_subcommand("edit", "Change a postmortem's text, together with whoever edits it at the same time");
  edit->add_option("incident", args.edit.incident, "INC-42 or 42")->required();
  CLI::Option* file = edit->add_option("--file", args.edit.file, "Holds the whole new text; - is standard input");
  edit->add_option("--edition", args.edit.edition, "The edition that the file was made from; the current one by default")->needs(file)->check(CLI::NonNegativeNumber);
  edit->add_option("--append", args.edit.append, "Text to put at the end")->excludes(file);
  footer(edit, "  debrief edit INC-42\n  debrief edit INC-42 --append \"The disk was replaced at 14:20.\"\n  debrief postmortem export INC-42 --json > INC-42.json\n  jq -r .postmortem.markdown INC-42.json | sed s/colour/color/ | debrief edit INC-42 --file - --edition $(jq .postmortem.edition INC-42.json)");
  edit->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return edit_postmortem(api, args.edit, args.json); }); }; });

  CLI::App* group = app.add_subcommand("postmortem", "Draft, export and publish postmortems");
  group->require_subcommand(1);
  const auto incident = [&args](CLI::App* command) { command->add_option("incident", args.postmortem.incident, "INC-42 or 42")->required(); };
  CLI::App* draft = group->add_subcommand("draft", "Write the draft from what is recorded");
  incident(draft);
  draft->add_option("--template", args.postmortem.template_id, "google_sre, pagerduty, atlassian or howie");
  footer(draft, "  debrief postmortem draft INC-42 --template howie");
  draft->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return draft_postmortem(api, args.postmortem, args.json); }); }; });
  CLI::App* exported = group->add_subcommand("export", "Write the document as Markdown, HTML, PDF or JSON");
  incident(exported);
  exported->add_option("--format", args.postmortem.format, "md, html, pdf or json")->check(formats)->capture_default_str();
  exported->add_option("-o,--output", args.postmortem.output, "File instead of standard output");
  footer(exported, "  debrief postmortem export INC-42 --format pdf -o INC-42.pdf");
  exported->callback([&args] {
    args.command = [&args] {
      if (args.json) args.postmortem.format = "json";
      return with_api(args, [&](ApiClient& api) { return export_postmortem(api, args.postmortem); });
    };
  });
  for (const auto& [name, state, what] : {std::tuple{"review", "in_review", "Ask for review"}, std::tuple{"publish", "published", "Publish to the library"},
                                          std::tuple{"reopen", "draft", "Back to draft"}}) {
    CLI::App* command = group->add_subcommand(name, what);
    incident(command);
    footer(command, std::string("  debrief postmortem ") + name + " INC-42");
    command->callback([&args, state = std::string(state)] {
      args.postmortem.state = state;
      args.command = [&args] { return with_api(args, [&](ApiClient& api) { return move_postmortem(api, args.postmortem, args.json); }); };
    });
  }
}

void add_library_commands(CLI::App& app, Arguments& args) {
  CLI::App* import_ = app.add_subcommand("import", "Take postmortems that exist already into the library");
  import_->add_option("path", args.import.paths, "Folders and files: Markdown, Hugo and cState, AsciiDoc, text, JSON lines")->required();
  import_->add_flag("--dry-run", args.import.dry_run, "Report only, write nothing");
  footer(import_, "  debrief import ./postmortems\n  debrief import export.jsonl --dry-run --json");
  import_->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return import_archive(api, args.import, args.json); }); }; });

  CLI::App* search = app.add_subcommand("search", "Find anything by words: incidents, timelines, evidence, postmortems, actions, runbooks");
  search->add_option("words", args.search.words, "Words and operators: \"in this order\", -without, one OR other, kind: service: severity: in: after: before:")->required();
  search->add_option("--limit", args.search.limit, "At most this many")->check(CLI::Range(1, 50))->capture_default_str();
  footer(search, "  debrief search pool exhausted\n  debrief search kind:action service:checkout certificate\n  debrief search '\"closed by peer\"' after:2026-03 -retry --json");
  search->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return search_everything(api, args.search, args.json); }); }; });

  CLI::App* similar = app.add_subcommand("similar", "Find past incidents that resemble a text");
  similar->add_option("text", args.similar.text, "An alert, an error, a description");
  similar->add_option("--batch", args.similar.batch, "File of JSON lines with id and text; prints query, document and score, separated by tabs");
  similar->add_option("--limit", args.similar.limit, "At most this many a query")->check(CLI::Range(1, 1000))->capture_default_str();
  footer(similar, "  debrief similar \"connection pool exhausted after deploy\"\n  debrief similar --batch queries.jsonl --limit 100 > run.tsv");
  similar->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return find_similar(api, args.similar, args.json); }); }; });
}

// What a command of the mirror shows or does, at a server or in the data directory.
void add_mirror_command(CLI::App* group, Arguments& args, const std::string& name, const std::string& what, bool sync) {
  CLI::App* command = group->add_subcommand(name, what);
  add_mirror_options(command, args.target.config);
  footer(command, "  debrief mirror " + name + " --server https://debrief.example.org\n  debrief mirror " + name + " --postmortem-mirror /srv/git/postmortems.git");
  command->callback([&args, sync] {
    args.command = [&args, sync] {
      if (const auto read = read_mirror(args.target.config); !read) return report(read.error());
      return with_api(args, [&](ApiClient& api) { return mirror(api, sync, args.json); });
    };
  });
}

void add_mirror(CLI::App& app, Arguments& args) {
  CLI::App* group = app.add_subcommand("mirror", "The mirror of published postmortems in a git repository");
  group->require_subcommand(1);
  add_mirror_command(group, args, "sync", "Write what is published, and take what others committed, now", true);
  add_mirror_command(group, args, "status", "Show how the mirror stands", false);
}

void add_status(CLI::App& app, Arguments& args) {
  CLI::App* group = app.add_subcommand("status", "Status pages: what customers read");
  group->require_subcommand(1);
  CLI::App* take = group->add_subcommand("export", "Write a whole status page as files that work on any web host, or without one");
  take->add_option("slug", args.status_export.slug, "Last part of its address: shop of /status/shop")->required();
  take->add_option("folder", args.status_export.folder, "Where to; files of the same names are replaced")->required();
  take->add_option("--public-url", args.target.config.public_url, "How browsers reach the server, for links back to it")->envname("DEBRIEF_PUBLIC_URL");
  footer(take, "  debrief status export shop ./public --server https://debrief.example.org\n  debrief status export shop ./public --data /var/lib/debrief");
  take->callback([&args] {
    args.command = [&args] {
      if (args.target.config.public_url.empty()) args.target.config.port = 0;  // no address that others could reach
      return with_api(args, [&](ApiClient& api) { return export_status(api, args.status_export, args.json); });
    };
  });
  CLI::App* list = group->add_subcommand("list", "List the status pages with what they say");
  footer(list, "  debrief status list");
  list->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return list_status(api, args.json); }); }; });
}

void add_operation_commands(CLI::App& app, Arguments& args) {
  CLI::App* sources = app.add_subcommand("sources", "Where alerts come from");
  sources->require_subcommand(1);
  CLI::App* add = sources->add_subcommand("add", "Create an address for Alertmanager to send to");
  add->add_option("name", args.source.name, "A name for it, such as prod")->required();
  add->add_option("--group-by", args.source.group_by, "Labels whose values make one incident; may be repeated");
  footer(add, "  debrief sources add prod --group-by service --group-by cluster");
  add->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return add_source(api, args.source, args.json); }); }; });
  CLI::App* list = sources->add_subcommand("list", "List the sources");
  footer(list, "  debrief sources list");
  list->callback([&args] { args.command = [&args] { return with_api(args, [&](ApiClient& api) { return list_sources(api, args.json); }); }; });

  CLI::App* check = app.add_subcommand("verify", "Check every fact and every original of a data directory");
  footer(check, "  debrief verify --data /var/lib/debrief");
  check->callback([&args] {
    args.command = [&args] {
      if (!args.target.server.empty()) return report(invalid("verify reads the data directory itself, not a server").with_help("Run it where the data is, with --data; a running server does not mind."));
      return verify(args.target.config, args.json);
    };
  });

  CLI::App* complete = app.add_subcommand("completion", "Print the shell's completion script");
  complete->add_option("shell", args.shell, "bash, zsh or fish")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  footer(complete, "  debrief completion bash > /etc/bash_completion.d/debrief");
  complete->callback([&args, &app] {
    args.command = [&args, &app] {
      print(completion_script(app, args.shell));
      return kDone;
    };
  });
}

void add_log_paths(CLI::App* command, LogsReadOptions& options) {
  command->add_option("path", options.paths, "Files, folders, archives, - for standard input, or a folder made by `logs add`")->required();
  command->add_option("--formats", options.formats, "Folder with log formats of your own");
  command->add_option("--zone", options.zone, "Time zone of stamps that name none; UTC by default");
}

void add_logs_search(CLI::App* logs, Arguments& args) {
  CLI::App* command = logs->add_subcommand("search", "Print lines that hold a text, in the order of time across all sources");
  command->add_option("text", args.logs_search.text, "What to find; empty for all lines")->required();
  add_log_paths(command, args.logs_search.read);
  command->add_flag("-w,--word", args.logs_search.word, "Only as a whole word");
  command->add_flag("-e,--pattern", args.logs_search.pattern, "The text is a regular expression (RE2)");
  command->add_flag("-i,--ignore-case", args.logs_search.ignore_case, "Upper and lower case are one");
  command->add_flag("-c,--count", args.logs_search.count, "Print how many lines there are");
  command->add_option("-n,--limit", args.logs_search.limit, "Print so many lines at most")->check(CLI::NonNegativeNumber);
  command->add_option("-C,--context", args.logs_search.context, "Print so many lines before and after each")->check(CLI::NonNegativeNumber);
  command->add_option("--level", args.logs_search.levels, "Only this level (error, warning, …); may be repeated");
  command->add_option("--template", args.logs_search.templates, "Only this kind of message, by its id; may be repeated");
  command->add_option("--source", args.logs_search.sources, "Only sources with this in their name; may be repeated");
  command->add_option("--field", args.logs_search.fields, "Only lines in which a part has this value: status=500; may be repeated");
  command->add_option("--from", args.logs_search.from, "Not before this time");
  command->add_option("--until", args.logs_search.until, "Before this time");
  command->add_flag("--show-secrets", args.logs_search.show_secrets, "Print passwords, tokens and addresses as they are");
  footer(command, "  debrief logs search 'pool exhausted' /var/log/shop\n  debrief logs search -e 'timeout after [0-9]{4,} ms' app.tar.gz --level error\n"
                  "Exit codes: 0 lines were found, 1 none, 2 bad usage or trouble.");
  command->callback([&args] { args.command = [&args] { return search_logs(args.logs_search, args.json); }; });
}

void add_logs_commands(CLI::App& app, Arguments& args) {
  CLI::App* logs = app.add_subcommand("logs", "Search and compare logs in any form, without a server");
  logs->require_subcommand(1);
  add_logs_search(logs, args);
  CLI::App* add = logs->add_subcommand("add", "Index logs into a folder, for searches that need no reading");
  add->add_option("store", args.logs_add.store, "Folder of the index; made when it is missing")->required();
  add_log_paths(add, args.logs_add.read);
  footer(add, "  debrief logs add incident-42.logs /var/log/shop dump.tar.zst\n  debrief logs search exhausted incident-42.logs\n");
  add->callback([&args] { args.command = [&args] { return add_logs(args.logs_add, args.json); }; });
  CLI::App* templates = logs->add_subcommand("templates", "List the kinds of messages");
  add_log_paths(templates, args.logs_templates.read);
  templates->add_flag("--tsv", args.logs_templates.tsv, "For each line its template: id, tab, text");
  templates->callback([&args] { args.command = [&args] { return list_log_templates(args.logs_templates, args.json); }; });
  CLI::App* compare = logs->add_subcommand("compare", "What is new, gone or more frequent in a time than before it");
  add_log_paths(compare, args.logs_compare.read);
  compare->add_option("--from", args.logs_compare.from, "When it began")->required();
  compare->add_option("--until", args.logs_compare.until, "When it ended")->required();
  compare->add_option("--baseline-from", args.logs_compare.baseline_from, "What to compare with; the same length before it by default");
  compare->add_option("--baseline-until", args.logs_compare.baseline_until, "");
  footer(compare, "  debrief logs compare app.log --from 2026-11-20T09:30:00Z --until 2026-11-20T10:00:00Z\n");
  compare->callback([&args] { args.command = [&args] { return compare_logs(args.logs_compare, args.json); }; });
  CLI::App* follow = logs->add_subcommand("follow", "Send what a file gains to an incident, or index it, until it is stopped");
  follow->add_option("into", args.logs_follow.store, "An incident, such as INC-42, or the folder of an index")->required();
  follow->add_option("file", args.logs_follow.file, "The file; it may be rotated")->required();
  follow->add_option("--source", args.logs_follow.source, "What the incident's logs call it; host and path by default");
  follow->add_flag("--once", args.logs_follow.once, "End when all that the file has was sent");
  footer(follow, "  debrief logs follow INC-42 /var/log/shop/app.log --server https://debrief.example.com\n"
                 "  debrief logs follow incident.logs /var/log/shop/app.log\n");
  follow->callback([&args] {
    args.command = [&args] {
      if (!names_incident(args.logs_follow.store)) return follow_log(args.logs_follow);
      return with_api(args, [&](ApiClient& api) { return send_log(api, args.logs_follow); });
    };
  });
  CLI::App* again = logs->add_subcommand("recompress", "Make an index smaller that does not grow any more");
  again->add_option("store", args.logs_store, "Folder of the index")->required();
  again->callback([&args] { args.command = [&args] { return recompress_logs(args.logs_store); }; });
  CLI::App* format = logs->add_subcommand("check-format", "Try a log format on its own samples");
  format->add_option("file", args.logs_format, "TOML file; docs/logs-formats.md tells its form")->required();
  format->callback([&args] { args.command = [&args] { return check_log_format(args.logs_format); }; });
}

void add_lint(CLI::App& app, Arguments& args) {
  CLI::App* command = app.add_subcommand("lint", "Look for blame, vague actions and unsupported claims in Markdown");
  command->add_option("file", args.lint.paths, "Markdown files, folders, or - for standard input")->required();
  command->add_option("--rule", args.lint.rules, "Only this rule; may be repeated");
  command->add_option("--language", args.lint.language, "Language of the text")->capture_default_str();
  footer(command, "  debrief lint INC-42.md\n  debrief lint docs/postmortems --json | jq -r .rule | sort | uniq -c\n"
                  "  debrief postmortem export INC-42 | debrief lint - --rule counterfactual --rule person-as-cause\n"
                  "Exit codes: 0 no remarks, 1 remarks, 2 bad usage or trouble.");
  command->callback([&args] { args.command = [&args] { return lint(args.lint, args.json); }; });
}

void add_general_options(CLI::App& app, Arguments& args) {
  app.set_version_flag("--version", "debrief " DEBRIEF_VERSION);
  app.allow_config_extras(CLI::config_extras_mode::error);
  app.config_formatter(std::make_shared<FileBehindEnvironment>());
  const char* file = std::getenv("DEBRIEF_CONFIG");
  app.set_config("--config", file != nullptr ? file : "", "Configuration file (TOML), or DEBRIEF_CONFIG; flags and environment come first", file != nullptr);
  app.add_option_function<std::string>("--data", [&args](const std::string& path) { args.target.config.data = path; },
                                       "Data directory; the user's own by default")->envname("DEBRIEF_DATA");
  app.add_option("--database", args.target.config.database, "postgresql://… instead of the embedded database")->envname("DEBRIEF_DATABASE");
  app.add_option("--server", args.target.server, "Work against this server, with the token in DEBRIEF_TOKEN")->envname("DEBRIEF_SERVER");
  app.add_flag("--json", args.json, "Print JSON");
  app.require_subcommand(1);
  app.fallthrough();
  app.footer("Exit codes: 0 done, 1 damage found (verify) or remarks made (lint), 2 bad usage, bad input or trouble.\n"
             "Each command has examples: debrief COMMAND --help. Secrets come from the environment only.");
}

}  // namespace

int run(int argc, char** argv) {
  Arguments args;
  args.target.config.data = app::default_data_directory();
  CLI::App app("Debrief: critical incidents, and what is learned from them.", "debrief");
  add_general_options(app, args);
  add_serve(app, args);
  add_incident_commands(app, args);
  add_postmortem_commands(app, args);
  add_library_commands(app, args);
  add_people_commands(app, [&args](const std::function<int(ApiClient&)>& command) { return with_api(args, command); }, args.command, args.json);
  add_lint(app, args);
  add_logs_commands(app, args);
  add_mirror(app, args);
  add_status(app, args);
  add_operation_commands(app, args);
  try {
    app.parse(argc, argv);
    return args.command();
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? kDone : kFailed;
  } catch (const std::exception& trouble) {
    return report(make_error(ErrorCode::unavailable, "{}", trouble.what()));
  }
}

}  // namespace debrief::cli
