// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"
#include "cli/upload.hpp"

namespace debrief::cli {
namespace {

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

}  // namespace

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

}  // namespace debrief::cli
