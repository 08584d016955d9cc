// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"
#include "cli/upload.hpp"

#include <memory>

namespace debrief::cli {
namespace {

struct EvidenceOptions {
  std::string incident, zone;
  std::vector<std::string> paths;
};

Result<json::object> send_all(ApiClient& api, const EvidenceOptions& options) {
  const auto files = TRY(find_files(options.paths));
  const auto incident = TRY(api.get("/api/v1/incidents/" + options.incident));
  const UploadGoal goal{incident.at("number").get_int64(), options.zone};
  json::object listed;
  Progress progress("Storing the originals", files.size());
  std::size_t done = 0;
  for (const FoundFile& file : files) {
    listed = TRY(upload_file(api, file, goal));
    progress.step(++done);
  }
  return listed;
}

int add_evidence(ApiClient& api, const EvidenceOptions& options, bool json) {
  const auto listed = send_all(api, options);
  if (!listed) return report(listed.error());
  if (json) {
    print(json::write(*listed));
    return kDone;
  }
  for (const auto& item : *json::array_at(*listed, "items")) {
    const auto& evidence = item.get_object();
    const auto format = json::text_at(evidence, "format");
    print(fmt::format("{}\t{}\t{}", harmless(json::text_at(evidence, "name")), evidence.at("size").get_int64(),
                      format.empty() ? "kept, not read" : "read as " + harmless(format)));
  }
  return kDone;
}

}  // namespace

void add_evidence_command(const CommandLine& line) {
  const auto options = std::make_shared<EvidenceOptions>();
  CLI::App* command =
      add_command(&line.app, line, "evidence", "Add files and folders to an incident, however large",
                  "  debrief evidence INC-42 ./logs\n  debrief evidence 42 app.log.zst --zone Europe/Berlin",
                  [options](ApiClient& api, bool json) { return add_evidence(api, *options, json); });
  command->add_option("incident", options->incident, "INC-42 or 42")->required();
  command->add_option("path", options->paths, "Folders, archives and files: logs, alerts, chat exports, notes")
      ->required();
  command->add_option("--zone", options->zone, "Time zone of times that name none, such as Europe/Berlin");
}

}  // namespace debrief::cli
