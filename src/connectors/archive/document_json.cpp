// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/document_json.hpp"

#include "base/time.hpp"

#include <string>
#include <vector>

namespace debrief::connectors::archive {
namespace {

json::array texts(const std::vector<std::string>& list) {
  json::array array;
  for (const std::string& text : list) array.emplace_back(text);
  return array;
}

json::object time_json(const DocumentTime& time) {
  return {{"at", to_rfc3339(time.stamp.at)}, {"original", time.stamp.original}, {"origin", to_text(time.origin)}};
}

// What was inferred about a stamp, by the names of its members.
json::array notes(const Stamp& stamp) {
  json::array list;
  const auto add = [&](bool holds, const char* name) {
    if (holds) list.emplace_back(name);
  };
  add(stamp.date_inferred, "date_inferred");
  add(stamp.year_inferred, "year_inferred");
  add(stamp.zone_inferred, "zone_inferred");
  add(stamp.zone_ambiguous, "zone_ambiguous");
  add(stamp.date_ambiguous, "date_ambiguous");
  add(stamp.approximate, "approximate");
  add(stamp.local_time != LocalTime::exact, "daylight_saving");
  return list;
}

json::object entry_json(const TimelineEntry& entry) {
  json::object object{{"at", to_rfc3339(entry.at.at)}};
  if (entry.end) object["end"] = to_rfc3339(entry.end->at);
  object["original"] = entry.at.original;
  object["text"] = entry.text;
  if (!entry.details.empty()) object["details"] = entry.details;
  object["line"] = entry.line;
  object["form"] = to_text(entry.form);
  if (auto list = notes(entry.at); !list.empty()) object["notes"] = std::move(list);
  return object;
}

json::object action_json(const ActionItem& item) {
  json::object object{{"text", item.text}, {"line", item.line}};
  if (item.done) object["done"] = *item.done;
  if (!item.owner.empty()) object["owner"] = item.owner;
  if (!item.due.empty()) object["due"] = item.due;
  return object;
}

}  // namespace

json::object to_json(const ArchiveDocument& document) {
  json::object object{
      {"source", document.source}, {"title", document.title}, {"title_origin", to_text(document.title_origin)}};
  if (document.started) object["started"] = time_json(*document.started);
  if (document.ended) object["ended"] = time_json(*document.ended);
  object["services"] = texts(document.services);
  object["severity"] = document.severity;
  object["labels"] = texts(document.labels);
  object["url"] = document.url;
  object["body_bytes"] = document.body.size();
  json::array sections, timeline, actions, remarks;
  for (const DocumentSection& section : document.sections)
    sections.push_back(json::object{{"kind", to_text(section.kind)},
                                    {"level", section.level},
                                    {"title", section.title},
                                    {"lines", json::array{section.first_line, section.last_line}}});
  for (const TimelineEntry& entry : document.timeline) timeline.push_back(entry_json(entry));
  for (const ActionItem& item : document.action_items) actions.push_back(action_json(item));
  for (const Remark& remark : document.remarks)
    remarks.push_back(json::object{{"line", remark.line}, {"text", remark.text}});
  object["sections"] = std::move(sections);
  object["timeline"] = std::move(timeline);
  object["action_items"] = std::move(actions);
  object["remarks"] = std::move(remarks);
  return object;
}

json::object to_json(const FileReading& reading) {
  json::array documents, refusals;
  for (const ArchiveDocument& document : reading.documents) documents.push_back(to_json(document));
  for (const Refusal& refusal : reading.refusals)
    refusals.push_back(
        json::object{{"source", refusal.source}, {"locator", refusal.locator}, {"message", refusal.error.message}});
  return {{"documents", std::move(documents)}, {"refusals", std::move(refusals)}};
}

}  // namespace debrief::connectors::archive
