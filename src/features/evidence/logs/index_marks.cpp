// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/index_marks.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>

namespace debrief::features::evidence::logs {
namespace {

constexpr const char* kCompactMark = "compact";
constexpr std::uint64_t kSmall = 1UL << 20;  // bytes of text; blocks of a file have four times as much

}  // namespace

// Lines of "id<TAB>problem"; a problem has no line end.
std::map<std::string, std::string> read_indexed(const std::filesystem::path& folder) {
  std::map<std::string, std::string> indexed;
  std::ifstream in(folder / kIndexedMark);
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = std::min(line.find('\t'), line.size());
    indexed[line.substr(0, tab)] = line.substr(std::min(tab + 1, line.size()));
  }
  return indexed;
}

void add_indexed(const std::filesystem::path& folder, const std::string& evidence, const std::string& problem) {
  std::ofstream(folder / kIndexedMark, std::ios::app) << evidence << '\t' << problem << '\n';
}

std::optional<std::uint64_t> compact_size_in(const std::filesystem::path& folder) {
  std::uint64_t size = 0;
  std::ifstream in(folder / kCompactMark);
  if (in >> size) return size;
  return std::nullopt;
}

void write_compact_size(const std::filesystem::path& folder, std::uint64_t size) {
  std::ofstream(folder / kCompactMark) << size << '\n';
}

std::optional<std::int64_t> incident_of(const std::filesystem::path& folder) {
  const std::string name = folder.filename();
  std::int64_t incident = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), incident);
  if (error != std::errc() || end != name.data() + name.size() || incident < 1) return std::nullopt;
  return incident;
}

std::uint64_t bytes_of(const debrief::logs::Catalogue& catalogue, const std::string& evidence) {
  std::uint64_t bytes = 0;
  for (const auto& block : catalogue.blocks)
    if (catalogue.sources[block->record.source].name.starts_with(evidence + "/"))
      bytes += block->record.summary.raw_bytes;
  return bytes;
}

std::size_t count_small(const debrief::logs::Catalogue& catalogue) {
  std::size_t small = 0;
  std::set<std::uint32_t> sources;
  for (const auto& block : catalogue.blocks) {
    if (block->record.summary.raw_bytes >= kSmall) continue;
    ++small;
    sources.insert(block->record.source);
  }
  return small - sources.size();
}

}  // namespace debrief::features::evidence::logs
