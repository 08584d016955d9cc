// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"
#include "cli/upload.hpp"

#include <unistd.h>

#include <memory>

namespace debrief::cli {
namespace {

struct ReconstructOptions {
  std::vector<std::string> paths;
  std::string title, zone, template_id, format = "md", output;
};

struct PostmortemOptions {
  std::string incident, template_id, format = "md", output, state;
};

Result<> deliver(const std::string& document, const std::string& format, const std::string& output) {
  if (!output.empty() && output != "-") return write_file(output, document);
  if (format == "pdf") {
    if (isatty(STDOUT_FILENO) == 1)
      return invalid("a PDF cannot be shown in a terminal").with_help("Name a file: -o postmortem.pdf");
    print_bytes(document);
    return {};
  }
  print(document.ends_with('\n') ? std::string_view(document).substr(0, document.size() - 1)
                                 : std::string_view(document));
  return {};
}

std::string postmortem_path(const std::string& incident, std::string_view rest = {}) {
  return "/api/v1/incidents/" + incident + "/postmortem" + std::string(rest);
}

Result<> write_export(ApiClient& api, const std::string& incident, const std::string& format,
                      const std::string& output) {
  const auto document = TRY(api.send({"GET", postmortem_path(incident, "/export"), {{"format", format}}}));
  return deliver(document.body, format, output);
}

Result<json::array> upload_all(ApiClient& api, const std::vector<FoundFile>& files) {
  json::array ids;
  Progress progress("Storing the originals", files.size());
  for (const FoundFile& file : files) {
    const auto stored = TRY(upload_file(api, file, {}));
    ids.push_back(stored.at("id"));
    progress.step(ids.size());
  }
  return ids;
}

void tell_about(const json::object& made) {
  const auto& incident = made.at("incident").get_object();
  say(fmt::format("{}: {} timeline entries from {} originals.", harmless(json::text_at(incident, "key")),
                  made.at("entries").get_int64(), json::array_at(made, "evidence")->size()));
  const auto& unread = *json::array_at(made, "unread");
  if (unread.empty()) return;
  say(fmt::format("Not everything could be read ({}); the originals are kept:", unread.size()));
  constexpr std::size_t kMostShown = 20;
  for (std::size_t i = 0; i < unread.size() && i < kMostShown; ++i) {
    const auto& item = unread[i].get_object();
    const auto locator = json::text_at(item, "locator");
    say(fmt::format("  {}{}{}: {}", harmless(json::text_at(item, "name")), locator.empty() ? "" : ", ",
                    harmless(locator), harmless(json::text_at(item, "reason"))));
  }
  if (unread.size() > kMostShown)
    say(fmt::format("  … and {} more, listed on the incident's page", unread.size() - kMostShown));
}

Result<> run_reconstruct(ApiClient& api, const ReconstructOptions& options) {
  const auto files = TRY(find_files(options.paths));
  json::object body{{"uploads", TRY(upload_all(api, files))}};
  if (!options.title.empty()) body["title"] = options.title;
  if (!options.zone.empty()) body["zone"] = options.zone;
  const auto made = TRY(api.send_json("POST", "/api/v1/reconstructions", body));
  tell_about(made);
  const std::string number = std::to_string(made.at("incident").at("number").get_int64());
  json::object draft;
  if (!options.template_id.empty()) draft["template"] = options.template_id;
  api.catch_up();
  TRY(api.send_json("POST", postmortem_path(number), draft));
  return write_export(api, number, options.format, options.output);
}

CLI::IsMember export_formats() {
  return CLI::IsMember({"md", "html", "pdf", "json"});
}

int reconstruct(ApiClient& api, const ReconstructOptions& options) {
  const auto done = run_reconstruct(api, options);
  return done ? kDone : report(done.error());
}

int draft_postmortem(ApiClient& api, const PostmortemOptions& options, bool json) {
  json::object body;
  if (!options.template_id.empty()) body["template"] = options.template_id;
  api.catch_up();
  const auto drafted = api.send_json("POST", postmortem_path(options.incident), body);
  if (!drafted) return report(drafted.error());
  print(json ? json::write(*drafted) : std::string(json::text_at(*drafted, "markdown")));
  return kDone;
}

int export_postmortem(ApiClient& api, const PostmortemOptions& options) {
  const auto done = write_export(api, options.incident, options.format, options.output);
  return done ? kDone : report(done.error());
}

int move_postmortem(ApiClient& api, const PostmortemOptions& options, bool json) {
  const auto moved = api.send_json("PATCH", postmortem_path(options.incident), {{"state", options.state}});
  if (!moved) return report(moved.error());
  if (json) print(json::write(*moved));
  else say("The postmortem is now " + harmless(json::text_at(*moved, "state")) + ".");
  return kDone;
}

}  // namespace

void add_reconstruct_command(const CommandLine& line) {
  const auto options = std::make_shared<ReconstructOptions>();
  CLI::App* command =
      add_command(&line.app, line, "reconstruct", "Make an incident and its draft postmortem from mixed evidence",
                  "  debrief reconstruct ./evidence > draft.md\n"
                  "  debrief reconstruct slack-export.zip alerts.json --zone Europe/Berlin --format html -o draft.html",
                  [options](ApiClient& api, bool json) {
                    if (json) options->format = "json";
                    return reconstruct(api, *options);
                  });
  command
      ->add_option("path", options->paths,
                   "Folders, archives and files: alerts, chat exports, CSV timelines, notes, deploys")
      ->required();
  command->add_option("--title", options->title, "Title of the incident; found in the evidence when absent");
  command->add_option("--zone", options->zone, "Time zone of times that name none, such as Europe/Berlin");
  command->add_option("--template", options->template_id, "google_sre, pagerduty, atlassian or howie");
  command->add_option("--format", options->format, "md, html, pdf or json")
      ->check(export_formats())
      ->capture_default_str();
  command->add_option("-o,--output", options->output, "File for the draft instead of standard output");
}

void add_postmortem_commands(const CommandLine& line) {
  CLI::App* group = add_group(line, "postmortem", "Draft, export and publish postmortems");
  const auto options = std::make_shared<PostmortemOptions>();
  const auto add = [&](const std::string& name, const std::string& what, const std::string& example, const Work& work) {
    CLI::App* command = add_command(group, line, name, what, example, work);
    command->add_option("incident", options->incident, "INC-42 or 42")->required();
    return command;
  };
  CLI::App* draft =
      add("draft", "Write the draft from what is recorded", "  debrief postmortem draft INC-42 --template howie",
          [options](ApiClient& api, bool json) { return draft_postmortem(api, *options, json); });
  draft->add_option("--template", options->template_id, "google_sre, pagerduty, atlassian or howie");
  CLI::App* exported =
      add("export", "Write the document as Markdown, HTML, PDF or JSON",
          "  debrief postmortem export INC-42 --format pdf -o INC-42.pdf", [options](ApiClient& api, bool json) {
            if (json) options->format = "json";
            return export_postmortem(api, *options);
          });
  exported->add_option("--format", options->format, "md, html, pdf or json")
      ->check(export_formats())
      ->capture_default_str();
  exported->add_option("-o,--output", options->output, "File instead of standard output");
  for (const auto& [name, state, what] :
       {std::tuple{"review", "in_review", "Ask for review"},
        std::tuple{"publish", "published", "Publish to the library"}, std::tuple{"reopen", "draft", "Back to draft"}})
    add(name, what, std::string("  debrief postmortem ") + name + " INC-42",
        [options, state = std::string(state)](ApiClient& api, bool json) {
          options->state = state;
          return move_postmortem(api, *options, json);
        });
}

}  // namespace debrief::cli
