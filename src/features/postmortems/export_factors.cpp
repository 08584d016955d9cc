// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/export_factors.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"
#include "features/postmortems/limits.hpp"
#include "features/postmortems/why_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace debrief::features::postmortems {
namespace {

constexpr std::string_view kTitle = "Contributing factors";
constexpr std::string_view kOtherTitle = "Contributing factors: what led to what";

}  // namespace

std::vector<Citation> list_export_citations(const ExportInput& input) {
  auto marks = find_citations(input.document.markdown);
  std::set<std::int64_t> cited;
  for (const CitationMark& mark : marks) cited.insert(mark.entry);
  std::size_t count = 0;
  for (const domain::Factor& factor : input.factors.factors)
    for (const std::int64_t entry : factor.entries)
      if (cited.insert(entry).second) marks.push_back({fmt::format("F{}", ++count), entry});
  return resolve(marks, input.entries);
}

std::optional<FactorsSection> factors_section(const ExportInput& input, const std::vector<Citation>& citations) {
  if (input.factors.factors.empty()) return std::nullopt;
  FactorsSection section;
  const auto headings = outline(input.document.markdown, kDocumentLimit);
  const bool taken = std::any_of(headings.begin(), headings.end(),
                                 [](const Section& heading) { return to_lower(heading.title) == to_lower(kTitle); });
  section.title = std::string(taken ? kOtherTitle : kTitle);
  domain::FactorCaptions captions;
  const std::string key = domain::incident_key(input.incident.number);
  captions.title = "What contributed to " + key;
  captions.outcome = key + ": " + input.incident.title;
  captions.links = true;
  for (const Citation& citation : citations) captions.entries.emplace(citation.entry.id, citation.label);
  section.list = why_list(input.factors, input.factor_kinds, [&](std::int64_t entry) {
    const auto label = captions.entries.find(entry);
    return label == captions.entries.end() ? std::string() : fmt::format("[{}](#entry-{})", label->second, entry);
  });
  if (input.draw_factors) section.figure = input.draw_factors(input.factors, captions);
  return section;
}

}  // namespace debrief::features::postmortems
