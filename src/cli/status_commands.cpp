// SPDX-License-Identifier: Apache-2.0
#include "cli/status_commands.hpp"

#include "cli/files.hpp"
#include "cli/terminal.hpp"

#include <filesystem>
#include <system_error>

namespace debrief::cli {
namespace {

Result<std::string> page_id_of(ApiClient& api, const std::string& slug) {
  const auto pages = TRY(api.get("/api/v1/status-pages"));
  for (const auto& page : *json::array_at(pages, "items"))
    if (json::text_at(page.get_object(), "slug") == slug) return std::string(json::text_at(page.get_object(), "id"));
  return not_found("there is no status page '{}'", slug).with_help("`debrief status list` shows those there are.");
}

// Names come from the server: one that leads out of the folder is not written.
Result<std::size_t> write_all(const json::object& exported, const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return invalid("'{}' cannot be made: {}", folder.string(), failed.message());
  std::size_t count = 0;
  for (const auto& one : *json::array_at(exported, "files")) {
    const std::string name(json::text_at(one.get_object(), "name"));
    if (name.empty() || name.starts_with('.') || name.find_first_of("/\\") != std::string::npos) return invalid("'{}' is no name of a file", name);
    TRY(write_file(folder / name, json::text_at(one.get_object(), "text")));
    ++count;
  }
  return count;
}

}  // namespace

int export_status(ApiClient& api, const StatusExportOptions& options, bool json) {
  const auto id = page_id_of(api, options.slug);
  if (!id) return report(id.error());
  const auto exported = api.get("/api/v1/status-pages/" + *id + "/export", {{"format", "json"}});
  if (!exported) return report(exported.error());
  const auto count = write_all(*exported, options.folder);
  if (!count) return report(count.error());
  if (json) print(debrief::json::write(debrief::json::object{{"files", *count}, {"folder", options.folder}}));
  else print(fmt::format("{} files in {}; begin with {}", *count, harmless(options.folder), harmless((std::filesystem::path(options.folder) / "index.html").string())));
  return kDone;
}

int list_status(ApiClient& api, bool json) {
  const auto pages = api.get("/api/v1/status-pages");
  if (!pages) return report(pages.error());
  if (json) {
    print(debrief::json::write(*pages));
    return kDone;
  }
  for (const auto& page : *json::array_at(*pages, "items"))
    print(fmt::format("{:<24} {:<30} {}", harmless(json::text_at(page.get_object(), "slug")), harmless(json::text_at(page.get_object(), "name")),
                      harmless(json::text_at(page.get_object(), "sentence"))));
  return kDone;
}

}  // namespace debrief::cli
