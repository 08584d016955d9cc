// SPDX-License-Identifier: Apache-2.0
// The reading of real postmortems: shared/data/postmortems, several hundred files of ten organisations. Prints figures
// for each source.
#include "base/text.hpp"
#include "connectors/archive/read_file.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace debrief::connectors::archive {
namespace {

std::filesystem::path corpus() {
  const char* configured = std::getenv("DEBRIEF_SHARED");
  const std::filesystem::path root = configured != nullptr ? configured : DEBRIEF_SOURCE_DIR "/../shared";
  return root / "data/postmortems";
}

struct Figures {
  std::size_t files = 0, documents = 0, dated = 0, with_timeline = 0, entries = 0, actions = 0, refused = 0,
              remarks = 0;
  void add(const Figures& other) {
    files += other.files, documents += other.documents, dated += other.dated, with_timeline += other.with_timeline;
    entries += other.entries, actions += other.actions, refused += other.refused, remarks += other.remarks;
  }
};

// Words only: joined lines, quotation marks of Markdown and the escapes of JSON and XML are no difference.
std::string words_of(std::string_view text) {
  std::string words;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0) words += c;
  return words;
}

void expect_in_source(const ArchiveDocument& document, const std::string& bytes, bool record) {
  // Records are compared with the body made from them, which holds decoded text.
  const std::string source = words_of(record ? document.body : bytes);
  for (const TimelineEntry& entry : document.timeline) {
    std::string text = words_of(entry.text);
    if (entry.text.ends_with("…")) text.resize(text.size() - std::string_view("…").size());
    EXPECT_FALSE(trim(entry.text).empty()) << document.source << " line " << entry.line;
    EXPECT_NE(source.find(text), std::string::npos) << document.source << " line " << entry.line << ": " << entry.text;
    EXPECT_NE((record ? document.body : bytes).find(entry.at.original), std::string::npos)
        << document.source << ": " << entry.at.original;
  }
}

Figures read(const std::filesystem::path& path, const std::string& name) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream stream;
  stream << file.rdbuf();
  const std::string bytes = stream.str();
  const FileReading reading = read_file(name, bytes);
  const bool record = name.ends_with(".json") || name.ends_with(".jsonl") || name.ends_with(".atom");
  Figures figures{1, reading.documents.size(), 0, 0, 0, 0, reading.refusals.size(), 0};
  for (const ArchiveDocument& document : reading.documents) {
    EXPECT_FALSE(document.title.empty()) << name;
    figures.dated += document.started.has_value() ? 1 : 0;
    figures.with_timeline += document.timeline.empty() ? 0 : 1;
    figures.entries += document.timeline.size();
    figures.actions += document.action_items.size();
    figures.remarks += document.remarks.size();
    expect_in_source(document, bytes, record);
  }
  for (const Refusal& refusal : reading.refusals) EXPECT_FALSE(refusal.error.message.empty());
  return figures;
}

TEST(ArchiveCorpus, IsReadWithTitleAndDateAndNothingInvented) {
  if (!std::filesystem::is_directory(corpus())) GTEST_SKIP() << "data/postmortems is not there: set DEBRIEF_SHARED";
  std::map<std::string, Figures> sources;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus())) {
    if (!entry.is_regular_file()) continue;
    const std::string name = std::filesystem::relative(entry.path(), corpus()).generic_string();
    sources[name.substr(0, name.find('/'))].add(read(entry.path(), name));
  }
  Figures all;
  fmt::print("{:16} {:>6} {:>9} {:>6} {:>8} {:>8} {:>7} {:>8}\n", "source", "files", "documents", "dated", "timeline",
             "entries", "actions", "refused");
  for (const auto& [name, f] : sources) {
    fmt::print("{:16} {:>6} {:>9} {:>6} {:>8} {:>8} {:>7} {:>8}\n", name, f.files, f.documents, f.dated,
               f.with_timeline, f.entries, f.actions, f.refused);
    all.add(f);
  }
  fmt::print("{:16} {:>6} {:>9} {:>6} {:>8} {:>8} {:>7} {:>8}\n", "all", all.files, all.documents, all.dated,
             all.with_timeline, all.entries, all.actions, all.refused);
  EXPECT_GE(static_cast<double>(all.dated), 0.99 * static_cast<double>(all.documents));
  EXPECT_GE(all.documents, 800U);
  EXPECT_GE(all.entries, 3000U);
}

}  // namespace
}  // namespace debrief::connectors::archive
