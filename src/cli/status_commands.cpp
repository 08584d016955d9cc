// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"

#include <filesystem>
#include <system_error>

namespace debrief::cli {
namespace {

struct StatusExportOptions {
  std::string slug;
  std::string folder;  // made when it is missing; files of the same names are replaced
};

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
    if (name.empty() || name.starts_with('.') || name.find_first_of("/\\") != std::string::npos)
      return invalid("'{}' is no name of a file", name);
    TRY(write_file(folder / name, json::text_at(one.get_object(), "text")));
    ++count;
  }
  return count;
}

int export_status(ApiClient& api, const StatusExportOptions& options, bool json) {
  const auto id = page_id_of(api, options.slug);
  if (!id) return report(id.error());
  const auto exported = api.get("/api/v1/status-pages/" + *id + "/export", {{"format", "json"}});
  if (!exported) return report(exported.error());
  const auto count = write_all(*exported, options.folder);
  if (!count) return report(count.error());
  if (json) print(debrief::json::write(debrief::json::object{{"files", *count}, {"folder", options.folder}}));
  else
    print(fmt::format("{} files in {}; begin with {}", *count, harmless(options.folder),
                      harmless((std::filesystem::path(options.folder) / "index.html").string())));
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
    print(fmt::format("{:<24} {:<30} {}", harmless(json::text_at(page.get_object(), "slug")),
                      harmless(json::text_at(page.get_object(), "name")),
                      harmless(json::text_at(page.get_object(), "sentence"))));
  return kDone;
}

}  // namespace

void add_status_commands(const CommandLine& line) {
  CLI::App* group = add_group(line, "status", "Status pages: what customers read");
  const auto options = std::make_shared<StatusExportOptions>();
  app::Config& config = line.target.config;
  CLI::App* take = add_command_here(
      group, line, "export", "Write a whole status page as files that work on any web host, or without one",
      "  debrief status export shop ./public --server https://debrief.example.org\n"
      "  debrief status export shop ./public --data /var/lib/debrief",
      [with_api = line.with_api, &config, options](bool json) {
        if (config.public_url.empty()) config.port = 0;  // no address that others could reach
        return with_api([&](ApiClient& api) { return export_status(api, *options, json); });
      });
  take->add_option("slug", options->slug, "Last part of its address: shop of /status/shop")->required();
  take->add_option("folder", options->folder, "Where to; files of the same names are replaced")->required();
  take->add_option("--public-url", config.public_url, "How browsers reach the server, for links back to it")
      ->envname("DEBRIEF_PUBLIC_URL");
  add_command(group, line, "list", "List the status pages with what they say", "  debrief status list",
              [](ApiClient& api, bool json) { return list_status(api, json); });
}

}  // namespace debrief::cli
