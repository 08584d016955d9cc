// SPDX-License-Identifier: Apache-2.0
#include "log_corpus.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "measured.hpp"

namespace debrief::bench {
namespace {

namespace fs = std::filesystem;

fs::path generator() {
  const char* shared = std::getenv("DEBRIEF_SHARED");
  const fs::path folder = shared != nullptr ? fs::path(shared) : fs::path(DEBRIEF_SOURCE_DIR) / "../shared";
  return folder / "tools/make_large_logs.py";
}

/// Under its name once it is complete.
template <class Make>
fs::path kept(const std::string& name, Make&& make) {
  const fs::path path = log_data_folder() / name;
  if (fs::exists(path)) return path;
  const fs::path partial = path.string() + ".partial";
  fs::remove_all(partial);
  fs::create_directories(log_data_folder());
  make(partial);
  fs::rename(partial, path);
  return path;
}

}  // namespace

fs::path log_data_folder() {
  const char* folder = std::getenv("DEBRIEF_BENCH_DATA");
  return (folder != nullptr ? fs::path(folder) : fs::path(DEBRIEF_SOURCE_DIR) / "build/bench-data") / "logs";
}

Files large_logs(int scale) {
  if (!fs::exists(generator())) return {};
  const fs::path folder = kept("corpus-" + std::to_string(scale), [&](const fs::path& out) {
    (void)run_command({"python3", generator(), out, std::to_string(scale)});
  });
  Files files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Files large_json(int megabytes) {
  if (!fs::exists(generator())) return {};
  return {kept("json-" + std::to_string(megabytes), [&](const fs::path& out) {
    (void)run_command({"python3", generator(), "--json", out, std::to_string(megabytes)});
  })};
}

std::uint64_t bytes_of(const Files& files) {
  std::uint64_t sum = 0;
  for (const fs::path& file : files) sum += fs::file_size(file);
  return sum;
}

std::uint64_t bytes_in(const fs::path& folder) {
  std::uint64_t sum = 0;
  for (const auto& entry : fs::directory_iterator(folder)) sum += entry.file_size();
  return sum;
}

}  // namespace debrief::bench
