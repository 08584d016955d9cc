// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/curation.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

#include <utility>

namespace debrief::features::timeline {
namespace {

constexpr std::size_t kTextLimit = 50'000;

Result<std::optional<bool>> optional_boolean(json::Fields& fields, std::string_view name) {
  if (!fields.has(name)) return std::optional<bool>();
  return std::optional<bool>(TRY(fields.boolean_or(name, false)));
}

std::optional<bool> boolean_at(const json::object& data, std::string_view name) {
  const json::value* value = data.if_contains(name);
  if (value == nullptr || !value->is_bool()) return std::nullopt;
  return value->get_bool();
}

}  // namespace

domain::TimelineEntry apply(domain::TimelineEntry entry, const Curation& curation) {
  const EntryChange& changed = curation.changed;
  if (changed.text) entry.text = *changed.text;
  if (changed.occurred_at) entry.occurred_at = *changed.occurred_at;
  if (changed.key_moment) entry.key_moment = *changed.key_moment;
  if (changed.hidden) entry.hidden = *changed.hidden;
  entry.revision = curation.revision;
  return entry;
}

Curation merge(Curation curation, const EntryChange& change) {
  EntryChange& sum = curation.changed;
  if (change.text) sum.text = change.text;
  if (change.occurred_at) sum.occurred_at = change.occurred_at;
  if (change.key_moment) sum.key_moment = change.key_moment;
  if (change.hidden) sum.hidden = change.hidden;
  ++curation.revision;
  return curation;
}

Result<EntryChange> read_change(const json::value& body) {
  json::Fields fields = TRY(json::Fields::of(body));
  EntryChange change;
  change.text = TRY(fields.optional_text("text", kTextLimit));
  change.occurred_at = TRY(fields.optional_time("occurred_at"));
  change.key_moment = TRY(optional_boolean(fields, "key_moment"));
  change.hidden = TRY(optional_boolean(fields, "hidden"));
  TRY(fields.done());
  if (change.text && trim(*change.text).empty())
    return invalid("the text of an entry cannot be blank")
        .with_help("To take the entry out of sight, set hidden to true.")
        .at("/text");
  if (!change.text && !change.occurred_at && !change.key_moment && !change.hidden)
    return invalid("the request changes nothing").with_help("Send text, occurred_at, key_moment or hidden.");
  return change;
}

json::object fact_data(std::int64_t entry, const EntryChange& change, std::int64_t revision) {
  json::object data;
  data["entry"] = std::to_string(entry);
  if (change.text) data["text"] = *change.text;
  if (change.occurred_at) data["occurred_at"] = to_rfc3339(*change.occurred_at);
  if (change.key_moment) data["key_moment"] = *change.key_moment;
  if (change.hidden) data["hidden"] = *change.hidden;
  data["revision"] = revision;
  return data;
}

std::optional<RecordedChange> recorded_change(const json::object& data, std::int64_t entry) {
  const json::value* revision = data.if_contains("revision");
  if (json::text_at(data, "entry") != std::to_string(entry) || revision == nullptr || !revision->is_int64())
    return std::nullopt;
  RecordedChange recorded;
  recorded.revision = revision->get_int64();
  if (data.contains("text")) recorded.change.text = std::string(json::text_at(data, "text"));
  if (const auto at = parse_rfc3339(json::text_at(data, "occurred_at"))) recorded.change.occurred_at = *at;
  recorded.change.key_moment = boolean_at(data, "key_moment");
  recorded.change.hidden = boolean_at(data, "hidden");
  return recorded;
}

}  // namespace debrief::features::timeline
