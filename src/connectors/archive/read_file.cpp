// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/read_file.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "connectors/archive/atom.hpp"
#include "connectors/archive/read_document.hpp"
#include "connectors/archive/read_json.hpp"
#include "connectors/archive/refuse.hpp"

#include <fmt/format.h>

#include <utility>

namespace debrief::connectors::archive {
namespace {

class Collector {
 public:
  explicit Collector(std::string_view source) : source_(to_utf8(source)) {}
  void add(std::string locator, Result<ArchiveDocument> outcome) {
    if (outcome) reading_.documents.push_back(std::move(outcome).value());
    else reading_.refusals.push_back({source_, std::move(locator), std::move(outcome).error()});
  }
  FileReading take() { return std::move(reading_); }

 private:
  std::string source_;
  FileReading reading_;
};

bool is_record(const json::object& object) {
  return object.contains("title") || object.contains("name") || object.contains("text") ||
         object.contains("body_markdown");
}

void read_json(std::string_view source, std::string_view text, const ReadOptions& options, Collector& collector) {
  auto parsed = json::parse(text);
  if (!parsed) return collector.add("", std::move(parsed).error());
  if (const json::array* records = parsed->if_array()) {
    std::size_t index = 0;
    for (const json::value& record : *records) {
      const std::string locator = fmt::format("/{}", index++);
      collector.add(locator, read_json_record(source, locator, record, options));
    }
    return;
  }
  const json::object* object = parsed->if_object();
  if (object == nullptr || is_record(*object))
    return collector.add("", read_json_record(source, "the whole file", *parsed, options));
  for (const auto& [key, record] : *object) {
    const std::string locator = "/" + std::string(key);
    collector.add(locator, read_json_record(source, locator, record, options));
  }
}

void read_json_lines(std::string_view source, std::string_view text, const ReadOptions& options, Collector& collector) {
  std::size_t number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    if (!trim(line).empty())
      collector.add(fmt::format("line {}", number), read_json_line(source, number, line, options));
  }
}

void read_feed(std::string_view source, std::string_view text, const ReadOptions& options, Collector& collector) {
  std::size_t number = 0;
  for (FeedRecord& record : list_feed_records(text))
    collector.add(fmt::format("entry {}", ++number),
                  read_record(source, record.fields, std::move(record.body), options));
  if (number == 0)
    collector.add("", invalid("'{}' is not taken in: the feed has no entries", shorten(to_utf8(source), 200)));
}

}  // namespace

FileReading read_file(std::string_view source_name, std::string_view bytes, const ReadOptions& options) {
  Collector collector(source_name);
  const std::string name = to_lower(source_name);
  const bool lines = name.ends_with(".jsonl") || name.ends_with(".ndjson");
  const bool data =
      lines || name.ends_with(".json") || name.ends_with(".atom") || (name.ends_with(".xml") && is_atom_feed(bytes));
  if (!data) {
    collector.add("", read_document(source_name, bytes, options));
    return collector.take();
  }
  if (bytes.empty() || bytes.size() > options.limit) {
    collector.add("", *find_refusal_of_file(source_name, bytes, options));
    return collector.take();
  }
  const std::string text = to_utf8(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes);
  if (lines) read_json_lines(source_name, text, options, collector);
  else if (name.ends_with(".json")) read_json(source_name, text, options, collector);
  else read_feed(source_name, text, options, collector);
  return collector.take();
}

}  // namespace debrief::connectors::archive
