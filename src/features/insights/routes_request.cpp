// SPDX-License-Identifier: Apache-2.0
#include "features/insights/routes_request.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/vocabulary.hpp"

#include <algorithm>

namespace debrief::features::insights {
namespace {

std::vector<std::string> list_of(const http::Request& request, const std::string& name) {
  std::vector<std::string> items;
  const std::string text = request.query_value(name).value_or("");
  for (const std::string_view item : split(text, ','))
    if (!trim(item).empty()) items.emplace_back(trim(item));
  return items;
}

Result<std::optional<Instant>> time_of(const http::Request& request, const std::string& name) {
  const auto text = request.query_value(name);
  if (!text || text->empty()) return std::optional<Instant>();
  const auto at = parse_rfc3339(*text);
  if (!at) return invalid("'{}' is no time such as 2026-11-23T10:00:00Z", name).at("/" + name);
  return std::optional(*at);
}

Result<std::uint8_t> severity_of(const std::string& id) {
  if (id == "none") return kNoSeverity;
  const auto& all = domain::kSeverityIds;
  const auto found = std::find(all.begin(), all.end(), id);
  if (found == all.end()) return invalid("there is no severity '{}'", id.substr(0, 40)).at("/severity");
  return static_cast<std::uint8_t>(found - all.begin());
}

}  // namespace

Result<Filter> filter_of(const http::Request& request, const CourseTable& table, Owners owners, Instant now) {
  Filter filter{TRY(time_of(request, "from")), TRY(time_of(request, "until")).value_or(now)};
  if (filter.from && *filter.from >= filter.until) return invalid("'from' must lie before 'until'").at("/from");
  for (const std::string& id : list_of(request, "severity")) filter.severities.insert(TRY(severity_of(id)));
  filter.owners = std::move(owners);
  const auto& teams = filter.owners.teams;
  for (const std::string& name : list_of(request, "team")) {
    const auto found = std::find(teams.begin(), teams.end(), name);
    filter.teams.insert(found == teams.end() ? kNobody : static_cast<std::uint32_t>(found - teams.begin()));
  }
  // A service of no incident is one that nothing fits.
  for (const std::string& name : list_of(request, "service"))
    filter.services.insert(table.services.find(name).value_or(UINT32_MAX));
  for (const std::string& id : list_of(request, "kind")) {
    const auto kind = domain::kind_from(id);
    if (!kind || *kind == domain::Kind::drill)
      return invalid("incidents of kind '{}' are not counted", id.substr(0, 40))
          .at("/kind")
          .with_help("Use normal, backfilled, near_miss or maintenance. Drills never count.");
    filter.kinds.insert(*kind);
  }
  if (filter.kinds.empty()) filter.kinds = {domain::Kind::normal, domain::Kind::backfilled};
  return filter;
}

}  // namespace debrief::features::insights
