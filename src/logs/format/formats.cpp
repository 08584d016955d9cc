// SPDX-License-Identifier: Apache-2.0
#include "base/embedded.hpp"
#include "base/text.hpp"
#include "logs/format/check.hpp"
#include "logs/format/definition.hpp"
#include "logs/format/format.hpp"
#include "logs/format/header.hpp"
#include "logs/format/kinds.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <stdexcept>
#include <tuple>

namespace debrief::embedded {
std::span<const EmbeddedFile> formats();
}  // namespace debrief::embedded

namespace debrief::logs {
namespace {

constexpr std::size_t kLookedAtLines = 256;
constexpr std::size_t kMostTables = 256;
constexpr std::size_t kMostFiles = 1'000;
constexpr std::string_view kPartsFile = "parts.toml";

struct Known {
  std::shared_ptr<const Format> format;
  std::size_t exactness = 0;
};

// What says more of a line goes before what says less; a user's own format goes before all.
std::size_t exactness_of(const Definition& definition, bool users) {
  std::size_t exactness = users ? 10'000 : 0;
  if (definition.kind == FormatKind::pattern) exactness += 2'000;
  if (definition.kind == FormatKind::json) exactness += 500;
  std::size_t groups = 0;
  for (const std::string& pattern : definition.patterns)
    for (std::size_t at = pattern.find("(?P<"); at != std::string::npos; at = pattern.find("(?P<", at + 1)) ++groups;
  if (!definition.patterns.empty()) exactness += 10 * groups / definition.patterns.size();
  return exactness + definition.needs.size() * 100;
}

Result<Known> read_format(std::string_view toml, const PatternParts& parts, bool users) {
  Definition definition = TRY(read_definition(toml, parts));
  const std::size_t exactness = exactness_of(definition, users);
  if (users) {
    const auto report = run_samples(definition);
    if (!report) return Error(report.error()).at(line_of(toml, "pattern"));
    if (!report->failures.empty())
      return invalid("{}", report->failures.front())
          .with_help("Correct the pattern or the sample; debrief logs check-format FILE shows every difference.");
  }
  auto format = make_format(std::move(definition));
  if (!format) return std::move(std::move(format).error()).at(line_of(toml, "pattern"));
  return Known{std::move(*format), exactness};
}

std::string_view embedded_file(std::string_view path) {
  for (const EmbeddedFile& file : embedded::formats())
    if (file.path == path) return file.bytes;
  return {};
}

Result<std::vector<std::filesystem::path>> list_files(const std::string& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".toml" && files.size() < kMostFiles) files.push_back(entry->path());
  if (error) return not_found("the folder of formats '{}' cannot be read: {}", folder, error.message());
  std::sort(files.begin(), files.end());
  return files;
}

struct Fits {
  std::size_t fit = 0, continued = 0;
};

// How many lines have the form, and how many go on with one that has.
Fits count_fits(const Format& format, const std::vector<std::string_view>& lines) {
  Fits fits;
  for (const std::string_view line : lines) {
    if (format.parse(line)) {
      ++fits.fit;
    } else if (fits.fit > 0 && format.continues(line)) {
      ++fits.continued;
    }
  }
  return fits;
}

}  // namespace

struct Formats::State {
  std::vector<Known> known;  // the most exact first
  std::shared_ptr<const Format> generic = make_generic_format();
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const Format>, std::less<>> tables;  // by header

  const Format* find_table(std::span<const std::string_view> lines) {
    std::shared_ptr<const Format> table = find_table_format(lines);
    if (!table) return nullptr;
    const std::scoped_lock lock(mutex);
    if (tables.size() >= kMostTables && !tables.contains(lines[0])) return nullptr;
    return tables.emplace(std::string(lines[0]), std::move(table)).first->second.get();
  }
};

const Format* find_embedded_json() {
  static const std::shared_ptr<const Format> format = []() -> std::shared_ptr<const Format> {
    auto definition = read_definition(embedded_file("json.toml"), {});
    if (!definition) return nullptr;
    auto made = make_format(std::move(*definition));
    return made ? *made : nullptr;
  }();
  return format.get();
}

Result<PatternParts> embedded_parts() {
  return read_parts(embedded_file(kPartsFile));
}

Result<Formats> Formats::load(const std::optional<std::string>& folder) {
  Formats formats;
  formats.state_ = std::make_shared<State>();
  auto& known = formats.state_->known;
  const PatternParts parts = TRY(embedded_parts());
  const auto name_file = [](Error error, std::string_view file) {
    error.message = fmt::format("{}{}{}: {}", file, error.field.empty() ? "" : ", ", error.field, error.message);
    error.field = std::string(file);
    return error;
  };
  for (const EmbeddedFile& file : embedded::formats()) {
    if (!file.path.ends_with(".toml") || file.path == kPartsFile) continue;
    auto read = read_format(file.bytes, parts, false);
    if (!read) return name_file(std::move(read).error(), file.path);
    known.push_back(std::move(*read));
  }
  if (folder) {
    for (const auto& path : TRY(list_files(*folder))) {
      std::ifstream stream(path, std::ios::binary);
      const std::string toml(std::istreambuf_iterator<char>(stream), {});
      auto read = read_format(toml, parts, true);
      if (!read) return name_file(std::move(read).error(), path.filename().string());
      std::erase_if(known, [&](const Known& other) { return other.format->name() == read->format->name(); });
      known.push_back(std::move(*read));
    }
  }
  std::stable_sort(known.begin(), known.end(),
                   [](const Known& a, const Known& b) { return a.exactness > b.exactness; });
  return formats;
}

const Format& Formats::detect(std::span<const std::string_view> lines) const {
  lines = lines.subspan(0, std::min(lines.size(), kLookedAtLines));
  if (const Format* table = state_->find_table(lines)) return *table;
  std::vector<std::string_view> beginnings;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(beginnings),
               [](std::string_view line) { return !line.empty() && !looks_continued(line); });
  const Format* best = state_->generic.get();
  std::tuple<std::size_t, std::size_t> best_score{0, 0};
  for (const Known& known : state_->known) {
    const auto [fit, continued] = count_fits(*known.format, beginnings);
    const std::tuple score{fit, known.exactness};
    if (fit == 0 || (fit + continued) * 2 <= beginnings.size() || score <= best_score) continue;
    best = known.format.get();
    best_score = score;
  }
  return *best;
}

const Format* Formats::find(std::string_view name) const {
  if (name == state_->generic->name()) return state_->generic.get();
  const auto row = std::find_if(state_->known.begin(), state_->known.end(),
                                [&](const Known& known) { return known.format->name() == name; });
  return row == state_->known.end() ? nullptr : row->format.get();
}

const Format& Formats::generic() const {
  return *state_->generic;
}

std::vector<const Format*> Formats::all() const {
  std::vector<const Format*> formats;
  for (const Known& known : state_->known) formats.push_back(known.format.get());
  formats.push_back(state_->generic.get());
  return formats;
}

}  // namespace debrief::logs
