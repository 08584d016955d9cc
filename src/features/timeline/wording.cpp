// SPDX-License-Identifier: Apache-2.0
#include "features/timeline/wording.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/action.hpp"
#include "domain/incident.hpp"
#include "domain/signal.hpp"

#include <fmt/core.h>

#include <map>
#include <optional>
#include <vector>

namespace debrief::features::timeline {
namespace {

using json::text_at;

std::string names_in(const json::object& data, std::string_view field) {
  std::string names;
  const json::array* all = json::array_at(data, field);
  if (all == nullptr) return names;
  for (const json::value& one : *all) {
    if (!one.is_string()) continue;
    if (!names.empty()) names += ", ";
    names += std::string_view(one.get_string());
  }
  return names;
}

std::string declaring_words(std::string_view kind) {
  const auto known = domain::kind_from(kind);
  if (known == domain::Kind::drill) return "Drill declared";
  if (known == domain::Kind::maintenance) return "Maintenance declared";
  if (known == domain::Kind::near_miss) return "Near miss recorded";
  if (known == domain::Kind::backfilled) return "Recorded after the fact";
  return "Declared";
}

std::map<std::string, std::string> texts_in(const json::object& data, std::string_view field) {
  std::map<std::string, std::string> texts;
  if (const json::object* object = json::object_at(data, field))
    for (const auto& [name, value] : *object)
      if (value.is_string()) texts.emplace(std::string(name), std::string(std::string_view(value.get_string())));
  return texts;
}

std::string place_of(const json::object& data) {
  const auto labels = texts_in(data, "labels");
  const auto services = domain::services_of(labels);
  if (!services.empty()) return services.front();
  const auto instance = labels.find("instance");
  return instance == labels.end() ? std::string() : instance->second;
}

std::string summary_of(const json::object& data) {
  const json::object* annotations = json::object_at(data, "annotations");
  if (annotations == nullptr) return {};
  for (const std::string_view name : {"summary", "message", "description"}) {
    const std::string_view text = trim(text_at(*annotations, name));
    if (!text.empty()) return shorten(split_lines(text).front(), 300);
  }
  return {};
}

std::string size_in_words(std::int64_t bytes) {
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  if (bytes < 1'000'000) return fmt::format("{} kB", (bytes + 500) / 1000);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

/// "10:42", with the date in front unless it is the day of `beside`.
std::string time_beside(Instant at, Instant beside) {
  const std::string text = to_minutes(at);
  return text.substr(0, 10) == to_minutes(beside).substr(0, 10) ? text.substr(11) : text;
}

std::string milestone_name(const json::object& data) {
  const domain::MilestoneKind* kind = domain::find_milestone_kind(text_at(data, "name"));
  return std::string(kind != nullptr ? kind->name : text_at(data, "name"));
}

/// The sentence, and the note of its author where there is one.
std::string with_note(std::string sentence, const json::object& data) {
  const std::string_view note = trim(text_at(data, "note"));
  return note.empty() ? sentence : fmt::format("{}. {}", sentence, note);
}

std::string postmortem_state_name(std::string_view id) {
  if (id == "draft") return "Draft";
  if (id == "in_review") return "In review";
  if (id == "published") return "Published";
  return std::string(id);
}

}  // namespace

std::string tell_declaration(const json::object& data, const domain::Vocabulary& words) {
  std::string text = declaring_words(text_at(data, "kind"));
  if (const auto severity = text_at(data, "severity"); !severity.empty()) text += " as " + words.severity_name(severity);
  return text + ": " + std::string(text_at(data, "title"));
}

std::string tell_title(const json::object& data) {
  return fmt::format("Title changed from “{}” to “{}”", text_at(data, "from"), text_at(data, "to"));
}

std::string tell_severity(const json::object& data, const domain::Vocabulary& words) {
  const std::string_view from = text_at(data, "from");
  const std::string_view to = text_at(data, "to");
  if (to.empty()) return fmt::format("Severity removed (was {})", words.severity_name(from));
  if (from.empty()) return "Severity set to " + words.severity_name(to);
  const domain::Severity* before = words.find_severity(from);
  const domain::Severity* after = words.find_severity(to);
  // The list of severities begins with the worst, so an earlier one is a higher one.
  const bool comparable = before != nullptr && after != nullptr;
  const std::string_view verb = !comparable ? "changed" : after < before ? "raised" : "lowered";
  return fmt::format("Severity {} from {} to {}", verb, words.severity_name(from), words.severity_name(to));
}

std::string tell_state(const json::object& data, const domain::Vocabulary& words) {
  const std::string_view from = text_at(data, "from");
  if (from.empty()) return "State: " + words.state_name(text_at(data, "to"));
  return fmt::format("State: {} → {}", words.state_name(from), words.state_name(text_at(data, "to")));
}

std::string tell_field(const json::object& data) {
  const auto name = text_at(data, "name");
  const auto to = text_at(data, "to");
  return to.empty() ? fmt::format("{}: taken away (was {})", name, text_at(data, "from")) : fmt::format("{}: {}", name, to);
}

std::string tell_services(const json::object& data) {
  const std::string added = names_in(data, "added");
  const std::string removed = names_in(data, "removed");
  if (removed.empty()) return "Services added: " + added;
  if (added.empty()) return "Services removed: " + removed;
  return fmt::format("Services added: {}; removed: {}", added, removed);
}

std::string tell_visibility(const json::object& data) {
  return text_at(data, "to") == "private" ? "Made private: open to those involved and to administrators"
                                          : "Opened to everyone with an account";
}

std::string tell_effects(const json::object& data) {
  const auto told = [&](std::string_view field, std::string_view yes, std::string_view no, std::string_view unknown) {
    const auto* value = data.if_contains(field);
    return value == nullptr || !value->is_bool() ? unknown : value->get_bool() ? yes : no;
  };
  return fmt::format("{}; {}",
                     told("customer_impact", "Customers were affected", "Customers were not affected",
                          "Whether customers were affected is not known"),
                     told("data_loss", "data was lost", "no data was lost", "whether data was lost is not known"));
}

std::string tell_role(const json::object& data, bool taken, const domain::Vocabulary& words) {
  return fmt::format("{} {} the role {}", text_at(data, "person"), taken ? "took" : "left", words.role_name(text_at(data, "role")));
}

std::string tell_alert(const json::object& data, bool firing) {
  std::string text = fmt::format("Alert {} {}", text_at(data, "name"), firing ? "fired" : "resolved");
  if (const std::string place = place_of(data); !place.empty()) text += (firing ? " on " : " for ") + place;
  if (!firing) return text;
  if (const std::string summary = summary_of(data); !summary.empty()) text += ": " + summary;
  return text;
}

std::string tell_evidence(const json::object& data) {
  std::string text = "Evidence added: " + std::string(text_at(data, "name"));
  std::string about(text_at(data, "format"));
  const json::value* size = data.if_contains("size");
  if (size != nullptr && size->is_int64()) about += (about.empty() ? "" : ", ") + size_in_words(size->get_int64());
  return about.empty() ? text : text + " (" + about + ")";
}

std::string tell_broken_promise(const json::object& data) {
  const auto number = [&](std::string_view field) {
    const json::value* value = data.if_contains(field);
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
  };
  return fmt::format("{} promised that this would not come again ({}): action {}, “{}”",
                     domain::incident_key(number("of")), text_at(data, "note"), domain::action_key(number("action")),
                     text_at(data, "title"));
}

std::string tell_recurrence(const json::object& data) {
  return fmt::format("Action “{}” is open again: {}", text_at(data, "title"), text_at(data, "note"));
}

std::string tell_proof(const json::object& data) {
  return fmt::format("Action “{}” is proven: {}", text_at(data, "title"), text_at(data, "note"));
}

std::string tell_match(const json::object& data) {
  const auto* match = data.if_contains("match");
  std::string text = "Resembles a past incident";
  if (match != nullptr && match->is_int64()) text = "Resembles " + domain::incident_key(match->get_int64());
  if (const auto title = text_at(data, "title"); !title.empty()) text += fmt::format(" “{}”", title);
  if (const auto reason = text_at(data, "reason"); !reason.empty()) text += fmt::format(": {}", reason);
  return text;
}

std::string tell_postmortem_state(const json::object& data) {
  return fmt::format("Postmortem: {} → {}", postmortem_state_name(text_at(data, "from")),
                     postmortem_state_name(text_at(data, "to")));
}

std::string tell_run_started(const json::object& data) {
  const auto* steps = data.if_contains("steps");
  const std::int64_t count = steps == nullptr ? 0 : steps->is_int64() ? steps->get_int64() : steps->is_uint64() ? static_cast<std::int64_t>(steps->get_uint64()) : 0;
  return fmt::format("Runbook begun: {}{}", text_at(data, "title"), count > 0 ? fmt::format(" ({} step{})", count, count == 1 ? "" : "s") : "");
}

std::string tell_run_step(const json::object& data) {
  const std::string_view state = text_at(data, "to");
  const std::string_view result = state == "helped" ? "helped" : state == "no_help" ? "did not help" : state == "skipped" ? "left out" : "done";
  return with_note(fmt::format("{}: {}", text_at(data, "title"), result), data);
}

std::string tell_run_ended(const json::object& data) {
  const std::string_view outcome = text_at(data, "outcome");
  const std::string_view words = outcome == "solved"    ? "the trouble is over"
                                 : outcome == "helped"  ? "it helped in part"
                                 : outcome == "no_help" ? "it did not help"
                                                        : "given up";
  return with_note(fmt::format("Runbook ended: {}: {}", text_at(data, "title"), words), data);
}

std::string tell_milestone(const domain::Fact& fact) {
  const auto stated = parse_rfc3339(text_at(fact.data, "at"));
  const Instant at = stated ? *stated : fact.occurred_at;
  std::string text = fmt::format("{} at {} UTC", milestone_name(fact.data), time_beside(at, fact.occurred_at));
  std::vector<std::string> notes;
  if (const auto was = parse_rfc3339(text_at(fact.data, "was"))) notes.push_back("was " + time_beside(*was, at));
  if (fact.recorded_at - at >= std::chrono::minutes(1))
    notes.push_back("recorded " + time_beside(fact.recorded_at, at));
  if (const auto reason = text_at(fact.data, "reason"); !reason.empty()) notes.emplace_back(reason);
  std::string remarks;
  for (const std::string& note : notes) remarks += (remarks.empty() ? "" : "; ") + note;
  return remarks.empty() ? text : text + " (" + remarks + ")";
}

std::string tell_milestone_cleared(const domain::Fact& fact) {
  std::string text = milestone_name(fact.data) + " cleared";
  if (const auto was = parse_rfc3339(text_at(fact.data, "was")))
    text += " (was " + time_beside(*was, fact.occurred_at) + ")";
  return text;
}

std::string tell_source(std::string_view source) {
  if (source == "web") return "Debrief (web)";
  if (source == "api") return "Debrief (API)";
  if (source == "cli") return "Debrief (command line)";
  return source.empty() ? "Debrief" : std::string(source);
}

}  // namespace debrief::features::timeline
