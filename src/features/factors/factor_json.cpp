// SPDX-License-Identifier: Apache-2.0
#include "features/factors/factor_json.hpp"

#include "base/markdown.hpp"
#include "base/time.hpp"

#include <algorithm>
#include <charconv>

namespace debrief::features::factors {
namespace {

json::object figure_json(const domain::FigureText& line) {
  using Style = domain::FigureText::Style;
  return {{"x", line.at.x},
          {"y", line.at.y},
          {"text", line.text},
          {"size", line.size},
          {"style", line.style == Style::kind    ? "kind"
                    : line.style == Style::title ? "title"
                                                 : "note"}};
}

json::object figure_json(const domain::FigureBox& box) {
  json::array lines;
  for (const auto& line : box.lines) lines.emplace_back(figure_json(line));
  return {{"factor", box.factor}, {"group", box.group},   {"label", box.label},
          {"x", box.corner.x},    {"y", box.corner.y},    {"width", box.width},
          {"height", box.height}, {"linked", box.linked}, {"lines", std::move(lines)}};
}

std::optional<std::int64_t> entry_id(std::string_view text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size() || id < 1) return std::nullopt;
  return id;
}

/// Ids of timeline entries. Absent when the member is.
Result<std::optional<std::vector<std::int64_t>>> entries_in(json::Fields& in) {
  const json::value* list = in.find("entries");
  std::optional<std::vector<std::int64_t>> entries;
  if (list == nullptr) return entries;
  if (!list->is_array()) return invalid("'entries' must be a list of texts").at(in.path_of("entries"));
  entries.emplace();
  for (const json::value& entry : list->get_array()) {
    const auto id = entry.is_string() ? entry_id(entry.get_string()) : std::nullopt;
    if (!id) return invalid("'entries' must hold the ids of timeline entries").at(in.path_of("entries"));
    if (std::find(entries->begin(), entries->end(), *id) == entries->end()) entries->push_back(*id);
  }
  if (entries->size() > kMostSources)
    return invalid("'entries' may hold {} ids", kMostSources).at(in.path_of("entries"));
  return entries;
}

Result<std::optional<std::vector<std::string>>> evidence_in(json::Fields& in) {
  std::optional<std::vector<std::string>> evidence;
  if (!in.has("evidence")) return evidence;
  evidence = TRY(in.texts("evidence", kMostSources));
  return evidence;
}

/// `end` names the other factor: "effect" or "cause".
Result<std::vector<domain::FactorLink>> links_in(json::Fields& in, const std::string& name, const std::string& end) {
  std::vector<domain::FactorLink> links;
  const json::value* list = in.find(name);
  if (list == nullptr) return links;
  if (!list->is_array() || list->get_array().size() > kMostFactors)
    return invalid("'{}' must be a list of at most {} links", name, kMostFactors).at(in.path_of(name));
  for (const json::value& one : list->get_array()) {
    auto fields = TRY(json::Fields::of(one, in.path_of(name) + "/" + std::to_string(links.size())));
    domain::FactorLink link;
    (end == "effect" ? link.effect : link.cause) = TRY(fields.optional_text(end, 100)).value_or("");
    link.text = TRY(fields.optional_text("text", kLongestTitle)).value_or("");
    TRY(fields.done());
    links.push_back(std::move(link));
  }
  return links;
}

}  // namespace

json::object to_json(const domain::Factor& factor) {
  json::array entries;
  for (const std::int64_t entry : factor.entries) entries.emplace_back(std::to_string(entry));
  return {{"id", factor.id},
          {"kind", factor.kind},
          {"title", factor.title},
          {"text", factor.text},
          {"html", render_html(factor.text)},
          {"entries", std::move(entries)},
          {"evidence", json::array(factor.evidence.begin(), factor.evidence.end())},
          {"added_by", factor.added_by},
          {"recorded_at", to_rfc3339(factor.recorded_at)}};
}

json::object to_json(const domain::FactorLink& link) {
  return {{"cause", link.cause}, {"effect", link.effect}, {"text", link.text}};
}

json::object to_json(const FactorWithLinks& factor) {
  return {{"factor", to_json(factor.factor)}, {"links", to_json(factor.links)}};
}

json::object to_json(const Taxonomy& all) {
  json::array groups;
  json::array items;
  for (const KindGroup& group : all.groups)
    groups.push_back(json::object{{"id", group.id}, {"name", group.name}, {"description", group.description}});
  for (std::size_t i = 0; i < all.kinds.size(); ++i) {
    const domain::FactorKind& kind = all.kinds[i];
    items.push_back(json::object{{"id", kind.id},
                                 {"group", group_of(kind.id)},
                                 {"name", kind.name},
                                 {"description", kind.description},
                                 {"example", all.guides[i].example},
                                 {"question", all.guides[i].question}});
  }
  return {{"groups", std::move(groups)}, {"items", std::move(items)}};
}

json::object to_json(const domain::FactorDrawing& drawing) {
  json::array boxes;
  json::array arrows;
  for (const auto& box : drawing.boxes) boxes.emplace_back(figure_json(box));
  for (const auto& arrow : drawing.arrows)
    arrows.push_back(json::object{{"cause", arrow.cause}, {"effect", arrow.effect}, {"path", path_of(arrow)}});
  return {
      {"width", drawing.width}, {"height", drawing.height}, {"boxes", std::move(boxes)}, {"arrows", std::move(arrows)}};
}

json::array to_json(const std::vector<domain::Factor>& factors) {
  json::array all;
  for (const domain::Factor& factor : factors) all.emplace_back(to_json(factor));
  return all;
}

json::array to_json(const std::vector<domain::FactorLink>& links) {
  json::array all;
  for (const domain::FactorLink& link : links) all.emplace_back(to_json(link));
  return all;
}

Result<NewFactor> read_new_factor(const json::value& body) {
  auto in = TRY(json::Fields::of(body));
  NewFactor wanted;
  wanted.kind = TRY(in.optional_text("kind", 100)).value_or(std::string(kUnsorted));
  wanted.title = TRY(in.text("title", kLongestTitle));
  wanted.text = TRY(in.optional_text("text", kLongestText)).value_or("");
  wanted.entries = TRY(entries_in(in)).value_or(std::vector<std::int64_t>());
  wanted.evidence = TRY(evidence_in(in)).value_or(std::vector<std::string>());
  wanted.effects = TRY(links_in(in, "effects", "effect"));
  wanted.causes = TRY(links_in(in, "causes", "cause"));
  if (!in.has("effects")) wanted.effects.push_back({});
  TRY(in.done());
  return wanted;
}

Result<FactorChange> read_factor_change(const json::value& body) {
  auto in = TRY(json::Fields::of(body));
  FactorChange wanted;
  wanted.kind = TRY(in.optional_text("kind", 100));
  wanted.title = TRY(in.optional_text("title", kLongestTitle));
  wanted.text = TRY(in.optional_text("text", kLongestText));
  wanted.entries = TRY(entries_in(in));
  wanted.evidence = TRY(evidence_in(in));
  TRY(in.done());
  return wanted;
}

Result<domain::FactorLink> read_link(const json::value& body) {
  auto in = TRY(json::Fields::of(body));
  domain::FactorLink link;
  link.cause = TRY(in.text("cause", 100));
  link.effect = TRY(in.optional_text("effect", 100)).value_or("");
  link.text = TRY(in.optional_text("text", kLongestTitle)).value_or("");
  TRY(in.done());
  return link;
}

}  // namespace debrief::features::factors
