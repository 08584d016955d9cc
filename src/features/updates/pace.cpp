// SPDX-License-Identifier: Apache-2.0
#include "features/updates/pace.hpp"

#include "base/embedded.hpp"
#include "base/front_matter_toml.hpp"
#include "domain/vocabulary.hpp"

#include <charconv>
#include <span>
#include <stdexcept>

namespace debrief::embedded {
std::span<const EmbeddedFile> update_templates();
}

namespace debrief::features::updates {
namespace {

constexpr std::string_view kUnrated = "none";

bool is_rated_or_not(std::string_view id) { return id == kUnrated || domain::is_severity(id); }

Intervals embedded_intervals() {
  for (const EmbeddedFile& file : embedded::update_templates()) {
    if (file.path != "intervals.toml") continue;
    auto read = parse_intervals(file.bytes);
    if (!read) throw std::logic_error("templates/updates/intervals.toml: " + read.error().message);
    return std::move(*read);
  }
  throw std::logic_error("templates/updates/intervals.toml is not part of the program");
}

Result<std::int64_t> minutes_in(std::string_view text) {
  std::int64_t minutes = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), minutes);
  if (error != std::errc{} || end != text.data() + text.size() || minutes < 1 || minutes > kMostMinutes)
    return invalid("'{}' is not a number of minutes", text.substr(0, 60));
  return minutes;
}

}  // namespace

std::optional<std::int64_t> Intervals::find(const std::optional<std::string>& severity, domain::Audience audience) const {
  const auto of_severity = minutes.find(severity.value_or(std::string(kUnrated)));
  if (of_severity == minutes.end()) return std::nullopt;
  const auto found = of_severity->second.find(audience);
  return found == of_severity->second.end() ? std::nullopt : std::optional(found->second);
}

const Intervals& usual_intervals() {
  static const Intervals usual = embedded_intervals();
  return usual;
}

Result<Intervals> parse_intervals(std::string_view toml) {
  std::vector<std::string> remarks;
  const FrontMatterValue root = read_toml_fields(toml, 1, remarks);
  if (!remarks.empty()) return invalid("{}", remarks.front());
  Intervals all;
  for (const FrontMatterField& table : root.fields) {
    if (table.name != "interval") return invalid("there is no table '{}'", table.name);
    const FrontMatterValue* severity = table.value.find("severity");
    if (severity == nullptr || !is_rated_or_not(severity->text)) return invalid("an [[interval]] has no known severity");
    auto& of_severity = all.minutes[severity->text];
    for (const domain::Audience audience : kAudiences)
      if (const FrontMatterValue* minutes = table.value.find(to_text(audience)))
        of_severity[audience] = TRY(minutes_in(minutes->text));
  }
  return all;
}

Result<Intervals> read_intervals(const json::value& document) {
  auto in = TRY(json::Fields::of(document));
  const json::value* intervals = in.find("intervals");
  TRY(in.done());
  if (intervals == nullptr || !intervals->is_object())
    return invalid("'intervals' must say minutes by severity and audience").at("/intervals");
  Intervals all;
  for (const auto& [severity, minutes] : intervals->get_object()) {
    const std::string id(severity);
    if (!is_rated_or_not(id)) return invalid("there is no severity '{}'", id.substr(0, 60)).at("/intervals");
    auto of_severity = TRY(json::Fields::of(minutes, "/intervals/" + id));
    for (const domain::Audience audience : kAudiences)
      if (const auto given = TRY(of_severity.optional_integer(to_text(audience), 1, kMostMinutes)))
        all.minutes[id][audience] = *given;
    TRY(of_severity.done());
  }
  return all;
}

json::object to_json(const Intervals& intervals) {
  json::object all;
  const auto add = [&](const std::string& severity) {
    json::object each;
    for (const domain::Audience audience : kAudiences) each[to_text(audience)] = json::or_null(intervals.find(severity, audience));
    all[severity] = std::move(each);
  };
  for (const std::string_view severity : domain::kSeverityIds) add(std::string(severity));
  add(std::string(kUnrated));
  return {{"intervals", std::move(all)}};
}

std::optional<domain::UpdateDue> next_due(const domain::Incident& incident, domain::Audience audience,
                                          const std::optional<domain::Update>& last, const Pace& pace,
                                          const Intervals& intervals) {
  using enum domain::Kind;
  const domain::Phase phase = incident.phase();
  if (phase != domain::Phase::triage && phase != domain::Phase::active) return std::nullopt;
  if (incident.kind != normal && incident.kind != drill && incident.kind != maintenance) return std::nullopt;
  const bool untouched = audience == domain::Audience::customer && incident.customer_impact == false;
  auto minutes = pace.minutes;
  if (!minutes && !untouched) minutes = intervals.find(incident.severity, audience);
  domain::UpdateDue due{audience, {}, false};
  if (last && last->next_at) due.due_at = *last->next_at;
  else if (minutes) due.due_at = (last ? last->at : incident.declared_at) + std::chrono::minutes(*minutes);
  else return std::nullopt;
  if (pace.snoozed_until && *pace.snoozed_until > due.due_at) {
    due.due_at = *pace.snoozed_until;
    due.snoozed = true;
  }
  return due;
}

}  // namespace debrief::features::updates
