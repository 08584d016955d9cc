// SPDX-License-Identifier: Apache-2.0
#include "cli/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace debrief::cli {
namespace {

namespace fs = std::filesystem;

void add_folder(const fs::path& folder, std::vector<FoundFile>& files) {
  const fs::path base = fs::weakly_canonical(folder).filename();
  auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied);
  for (; entry != fs::recursive_directory_iterator(); ++entry) {
    if (entry->path().filename().string().starts_with('.')) {
      if (entry->is_directory()) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_regular_file()) files.push_back({entry->path(), (base / fs::relative(entry->path(), folder)).generic_string(), entry->file_size()});
  }
}

}  // namespace

Result<std::vector<FoundFile>> find_files(const std::vector<std::string>& paths) {
  std::vector<FoundFile> files;
  for (const auto& path : paths) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (!fs::exists(status)) return not_found("there is no file or folder {}", path);
    if (fs::is_directory(status)) add_folder(path, files);
    else files.push_back({path, fs::path(path).filename().string(), fs::file_size(path, error)});
  }
  if (files.empty()) return invalid("there are no files in {}", paths.front());
  std::stable_sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return files;
}

Result<std::string> read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (in) bytes << in.rdbuf();
  if (!in && !in.eof()) return invalid("{} cannot be read: {}", path.string(), std::strerror(errno));
  return std::move(bytes).str();
}

Result<> write_file(const fs::path& path, std::string_view bytes) {
  // Devices and pipes cannot be replaced by a file, and what a link leads to must not be either.
  std::error_code error;
  const bool in_place = fs::is_symlink(path, error) || (fs::exists(path, error) && !fs::is_regular_file(path, error));
  fs::path target = path;
  if (!in_place) target += ".part";
  std::ofstream out(target, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  error.clear();
  if (out && !in_place) fs::rename(target, path, error);
  if (!out || error) return invalid("{} cannot be written: {}", path.string(), error ? error.message() : std::strerror(errno));
  return {};
}

}  // namespace debrief::cli
