// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/read_json.hpp"

#include "base/front_matter.hpp"
#include "base/text.hpp"
#include "connectors/archive/read_document.hpp"
#include "connectors/archive/sections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace debrief::connectors::archive {
namespace {

constexpr std::array<std::string_view, 4> kBodyFields{"body_markdown", "text", "body", "content"};

FrontMatterValue to_field(const json::value& value) {
  FrontMatterValue field;
  if (value.is_string()) field.text = to_utf8(value.as_string());
  else if (value.is_int64()) field.text = std::to_string(value.as_int64());
  else if (value.is_bool()) field.text = value.as_bool() ? "true" : "false";
  if (!value.is_array()) return field;
  field.kind = FrontMatterValue::Kind::list;
  for (const json::value& item : value.as_array()) {
    const bool named = item.is_object() && item.as_object().contains("name");
    const FrontMatterValue inner = named ? to_field(item.as_object().at("name")) : to_field(item);
    if (inner.kind == FrontMatterValue::Kind::text && !inner.text.empty()) field.items.push_back(inner);
  }
  return field;
}

// A zone beside a time ("start_time", "start_timezone") belongs to it.
void join_zone(FrontMatterValue& fields, std::string_view time, std::string_view zone) {
  const FrontMatterValue* named = fields.find(zone);
  if (named == nullptr) return;
  const std::string text = named->text;
  for (FrontMatterField& field : fields.fields)
    if (field.name == time && !text.empty()) field.value.text += " " + text;
}

FrontMatterValue to_fields(const json::object& record) {
  FrontMatterValue fields{FrontMatterValue::Kind::map, {}, {}, {}};
  for (const auto& [key, value] : record) {
    const bool is_body = std::find(kBodyFields.begin(), kBodyFields.end(), std::string_view(key)) != kBodyFields.end();
    if (!is_body && key != "updates" && fields.fields.size() < 1000)
      fields.fields.push_back({to_utf8(key), to_field(value)});
  }
  join_zone(fields, "start_time", "start_timezone");
  join_zone(fields, "end_time", "end_timezone");
  return fields;
}

std::string heading_of(std::string_view key) {
  std::string title(key);
  std::replace(title.begin(), title.end(), '_', ' ');
  if (!title.empty()) title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
  return title;
}

bool says_nothing(std::string_view text) {
  return text.empty() || text == "N/A" || text == "n/a" || text == "none" || text == "None";
}

std::string_view text_of_any(const json::object& object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (const auto text = trim(json::text_at(object, name)); !text.empty()) return text;
  return {};
}

// Lists of updates, as status pages keep them, are a timeline.
std::string updates_of(const json::object& record) {
  const json::array* updates = json::array_at(record, "updates");
  std::string list;
  if (updates == nullptr) return list;
  for (const json::value& value : *updates) {
    const json::object* update = value.if_object();
    if (update == nullptr) continue;
    std::string message(text_of_any(*update, {"message", "body", "text", "description"}));
    const std::string_view status = text_of_any(*update, {"status", "state"});
    std::replace(message.begin(), message.end(), '\n', ' ');
    if (message.empty()) message = status;
    list += fmt::format("- {}: {}{}\n", text_of_any(*update, {"at", "created_at", "timestamp", "time", "date"}),
                        status.empty() || message == status ? "" : fmt::format("**{}** ", status), message);
  }
  return list.empty() ? list : "## Timeline\n\n" + list + "\n";
}

// The fields that are sections of a postmortem, one below the other.
std::string sections_of(const json::object& record) {
  std::string body;
  for (const auto& [key, value] : record) {
    if (!value.is_string()) continue;
    const std::string title = key == "updates" ? "Timeline of updates" : heading_of(key);
    const std::string_view text = trim(value.as_string());
    const bool section = key == "updates" || kind_of_title(title) != SectionKind::other || key == "description";
    // "impact": "minor" is a word for the severity, not a section.
    if (section && !says_nothing(text) && text.find(' ') != std::string_view::npos)
      body += fmt::format("## {}\n\n{}\n\n", title, text);
  }
  return body;
}

std::string body_of(const json::object& record) {
  const std::string updates = updates_of(record);
  for (const std::string_view name : kBodyFields)
    if (const auto text = json::text_at(record, name); !trim(text).empty())
      return updates.empty() ? std::string(text) : std::string(text) + "\n\n" + updates;
  return sections_of(record) + updates;
}

}  // namespace

Result<ArchiveDocument> read_json_record(std::string_view source_name, std::string_view locator,
                                         const json::value& record, const ReadOptions& options) {
  const json::object* object = record.if_object();
  const auto refuse = [&](std::string_view why) {
    return invalid("'{}', {}: is not taken in: {}", shorten(to_utf8(source_name), 200), locator, why)
        .with_help("A record has a title, a date and a text (body_markdown or text).")
        .at(std::string(locator));
  };
  if (object == nullptr) return refuse("it is no JSON object");
  if (object->contains("custom_id") && object->contains("method"))
    return refuse("it is a request to a program, not a record of an incident");
  const std::string_view title = trim(text_of_any(*object, {"title", "name"}));
  const FrontMatterValue fields = to_fields(*object);
  std::string body = body_of(*object);
  if (title.empty() && body.empty()) return refuse("it has neither a title nor a text");
  std::string id(json::text_at(*object, "id"));
  if (const json::value* number = object->if_contains("id"); number != nullptr && number->is_int64())
    id = std::to_string(number->get_int64());
  // A title alone still says what happened.
  if (body.empty() && !id.empty()) body = std::string(title);
  if (body.empty()) return refuse("it has a title but no text");
  auto document = read_record(source_name, fields, std::move(body), options, std::move(id));
  if (!document) return std::move(document).error().at(std::string(locator));
  return document;
}

Result<ArchiveDocument> read_json_line(std::string_view source_name, std::size_t line_number, std::string_view line,
                                       const ReadOptions& options) {
  const std::string locator = fmt::format("line {}", line_number);
  auto record = json::parse(trim(line));
  if (!record)
    return invalid("'{}', {}: is not taken in: {}", shorten(to_utf8(source_name), 200), locator, record.error().message)
        .at(locator);
  return read_json_record(source_name, locator, *record, options);
}

}  // namespace debrief::connectors::archive
