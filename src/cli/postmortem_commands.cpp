// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"
#include "cli/upload.hpp"

#include <unistd.h>

namespace debrief::cli {
namespace {

Result<> deliver(const std::string& document, const std::string& format, const std::string& output) {
  if (!output.empty() && output != "-") return write_file(output, document);
  if (format == "pdf") {
    if (isatty(STDOUT_FILENO) == 1) return invalid("a PDF cannot be shown in a terminal").with_help("Name a file: -o postmortem.pdf");
    print_bytes(document);
    return {};
  }
  print(document.ends_with('\n') ? std::string_view(document).substr(0, document.size() - 1) : std::string_view(document));
  return {};
}

std::string postmortem_path(const std::string& incident, std::string_view rest = {}) {
  return "/api/v1/incidents/" + incident + "/postmortem" + std::string(rest);
}

Result<> write_export(ApiClient& api, const std::string& incident, const std::string& format, const std::string& output) {
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
  say(fmt::format("{}: {} timeline entries from {} originals.", harmless(json::text_at(incident, "key")), made.at("entries").get_int64(),
                  json::array_at(made, "evidence")->size()));
  const auto& unread = *json::array_at(made, "unread");
  if (unread.empty()) return;
  say(fmt::format("Not everything could be read ({}); the originals are kept:", unread.size()));
  constexpr std::size_t kMostShown = 20;
  for (std::size_t i = 0; i < unread.size() && i < kMostShown; ++i) {
    const auto& item = unread[i].get_object();
    const auto locator = json::text_at(item, "locator");
    say(fmt::format("  {}{}{}: {}", harmless(json::text_at(item, "name")), locator.empty() ? "" : ", ", harmless(locator), harmless(json::text_at(item, "reason"))));
  }
  if (unread.size() > kMostShown) say(fmt::format("  … and {} more, listed on the incident's page", unread.size() - kMostShown));
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

}  // namespace

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

}  // namespace debrief::cli
