// SPDX-License-Identifier: Apache-2.0
// Each connector's samples/: `x.y` is read by itself and gives `x.y.expected.json`; a folder `x` is read as a
// whole and gives `x.expected.json`. UPDATE_GOLDEN=1 writes the expected results anew.
#include "connectors/read.hpp"

#include "base/json.hpp"
#include "base/time.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace debrief::connectors {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void set(json::object& object, const char* key, const std::optional<std::string>& text) {
  if (text && !text->empty()) object[key] = *text;
}

json::object to_json(const domain::ReadEntry& entry) {
  json::object object;
  object["at"] = to_rfc3339(entry.occurred_at);
  if (entry.ended_at) object["until"] = to_rfc3339(*entry.ended_at);
  object["kind"] = entry.kind;
  object["text"] = entry.text;
  set(object, "actor", entry.actor);
  object["origin"] = entry.origin;
  object["locator"] = entry.locator;
  object["original_time"] = entry.original_time;
  set(object, "time_note", entry.time_note);
  if (entry.key_moment) object["key_moment"] = true;
  if (!entry.services.empty()) object["services"] = json::array(entry.services.begin(), entry.services.end());
  if (!entry.labels.empty()) {
    json::object& labels = object["labels"].emplace_object();
    for (const auto& [name, value] : entry.labels) labels[name] = value;
  }
  return object;
}

json::object to_json(const FileReading& file) {
  const domain::Reading& reading = file.reading;
  json::object object;
  object["name"] = file.name;
  object["format"] = reading.format;
  set(object, "title", reading.title);
  set(object, "severity", reading.severity);
  json::array& entries = object["entries"].emplace_array();
  for (const auto& entry : reading.entries) entries.push_back(to_json(entry));
  json::array& unread = object["unread"].emplace_array();
  for (const auto& one : reading.unread) {
    json::object what;
    what["name"] = one.name;
    set(what, "locator", one.locator);
    what["reason"] = one.reason;
    set(what, "excerpt", one.excerpt);
    unread.push_back(what);
  }
  set(object, "narrative", reading.narrative);
  return object;
}

json::array read_sample(const fs::path& path) {
  std::vector<std::pair<std::string, std::string>> contents;
  if (fs::is_directory(path)) {
    std::set<fs::path> files;
    for (const auto& file : fs::recursive_directory_iterator(path))
      if (file.is_regular_file()) files.insert(file.path());
    for (const auto& file : files) contents.emplace_back(fs::relative(file, path).generic_string(), content_of(file));
  } else {
    contents.emplace_back(path.filename().string(), content_of(path));
  }
  std::vector<NamedBytes> files;
  for (const auto& [name, bytes] : contents) files.push_back({name, bytes});
  json::array readings;
  for (const FileReading& reading : read_all(files, "Europe/Berlin")) readings.push_back(to_json(reading));
  return readings;
}

std::vector<fs::path> list_samples() {
  std::set<fs::path> samples;
  for (const auto& connector : fs::directory_iterator(DEBRIEF_SOURCE_DIR "/src/connectors")) {
    // The archive of published postmortems has tests of its own.
    const fs::path folder = connector.path() / "samples";
    if (!fs::is_directory(folder) || connector.path().filename() == "archive") continue;
    for (const auto& sample : fs::directory_iterator(folder))
      if (!sample.path().string().ends_with(".expected.json")) samples.insert(sample.path());
  }
  return {samples.begin(), samples.end()};
}

class Golden : public testing::TestWithParam<fs::path> {};

TEST_P(Golden, ReadsAsExpected) {
  const fs::path expected = GetParam().string() + ".expected.json";
  const std::string read = json::write_pretty(read_sample(GetParam()));
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(expected, std::ios::binary) << read;
  EXPECT_EQ(read, content_of(expected)) << "Set UPDATE_GOLDEN=1 to take over the new result, then review the change.";
}

INSTANTIATE_TEST_SUITE_P(Samples, Golden, testing::ValuesIn(list_samples()), [](const auto& sample) {
  std::string name =
      sample.param.parent_path().parent_path().filename().string() + "_" + sample.param.filename().string();
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
});

}  // namespace
}  // namespace debrief::connectors
