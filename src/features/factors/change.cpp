// SPDX-License-Identifier: Apache-2.0
#include "features/factors/draw.hpp"
#include "features/factors/factors.hpp"
#include "features/factors/graph.hpp"
#include "features/factors/store.hpp"
#include "features/factors/taxonomy.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "journal/visibility.hpp"

#include <algorithm>

namespace debrief::features::factors {
namespace {

using domain::Factor;
using domain::FactorGraph;
using domain::FactorLink;
namespace events = domain::events;

/// Checks what all changes check, and returns the graph as it stands.
Result<FactorGraph> open(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                         Version expected) {
  TRY(journal::require_incident(tx.db, who, domain::Action::respond, incident));
  const std::int64_t version = store::version(tx.db, incident);
  if (expected && *expected != version)
    return make_error(ErrorCode::precondition, "the factors are at version {} by now, not {}", version, *expected)
        .with_help("Fetch them again and repeat the change there.")
        .at("If-Match");
  return store::read(tx.db, incident);
}

void leave(journal::Transaction& tx, std::int64_t incident, std::string_view kind, json::object data) {
  tx.append({incident, std::string(kind), tx.now(), std::move(data)});
}

Result<Factor> get(const FactorGraph& graph, const std::string& id) {
  const Factor* factor = find_factor(graph, id);
  if (factor == nullptr)
    return not_found("there is no factor '{}' here", id.substr(0, 60)).with_help("It may have been removed.");
  return *factor;
}

Result<> check_kind(const std::string& kind) {
  if (find_kind(kind) != nullptr) return {};
  return invalid("there is no kind of factor '{}'", kind.substr(0, 60))
      .at("/kind")
      .with_help("GET /api/v1/factor-kinds for those there are.");
}

/// On one line, without white space around it.
Result<std::string> check_title(std::string_view text) {
  std::string title(trim(text));
  std::replace_if(
      title.begin(), title.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  if (title.empty())
    return invalid("a factor needs a title").at("/title").with_help("Say in a few words what contributed.");
  return title;
}

json::array ids_of(const std::vector<std::string>& ids) {
  return json::array(ids.begin(), ids.end());
}
json::array ids_of(const std::vector<std::int64_t>& ids) {
  return json::array(ids.begin(), ids.end());
}

json::object fact_of(const Factor& factor) {
  return {{"id", factor.id},
          {"kind", factor.kind},
          {"title", factor.title},
          {"text", factor.text},
          {"entries", ids_of(factor.entries)},
          {"evidence", ids_of(factor.evidence)}};
}

json::object fact_of(const FactorLink& link) {
  return {{"cause", link.cause}, {"effect", link.effect}, {"text", link.text}};
}

json::array facts_of(const std::vector<FactorLink>& links) {
  json::array all;
  for (const FactorLink& link : links) all.emplace_back(fact_of(link));
  return all;
}

/// The link as it is in the graph, or null.
const FactorLink* find_link(const FactorGraph& graph, std::string_view cause, std::string_view effect) {
  const auto found = std::find_if(graph.links.begin(), graph.links.end(),
                                  [&](const FactorLink& link) { return link.cause == cause && link.effect == effect; });
  return found == graph.links.end() ? nullptr : &*found;
}

Result<> check_link(const FactorGraph& graph, const FactorLink& wanted) {
  TRY(get(graph, wanted.cause));
  if (!wanted.effect.empty()) TRY(get(graph, wanted.effect));
  const std::string circle = circle_closed_by(graph, wanted.cause, wanted.effect);
  if (!circle.empty())
    return conflict("this would close a circle: {}", circle)
        .with_help("Remove one of these links first, or divide a factor: what was before, and what followed from it.");
  if (graph.links.size() >= kMostLinks)
    return conflict("there are {} links, which is the limit", kMostLinks).with_help("Remove links that say the same.");
  return {};
}

/// Into the graph, too. A link that is there with the same text leaves no fact.
Result<> put(journal::Transaction& tx, std::int64_t incident, FactorGraph& graph, const FactorLink& wanted) {
  const FactorLink* before = find_link(graph, wanted.cause, wanted.effect);
  if (before != nullptr && before->text == wanted.text) return {};
  if (before == nullptr) {
    TRY(check_link(graph, wanted));
    graph.links.push_back(wanted);
  }
  store::put_link(tx.db, incident, wanted);
  leave(tx, incident, events::kFactorLinked, fact_of(wanted));
  return {};
}

/// The links of a factor that lead to what is in the graph.
std::vector<FactorLink> links_within(const FactorGraph& graph, const std::vector<FactorLink>& links,
                                     std::string_view id) {
  std::vector<FactorLink> within;
  for (const FactorLink& link : links) {
    const std::string& other = link.cause == id ? link.effect : link.cause;
    if (other.empty() || find_factor(graph, other) != nullptr) within.push_back(link);
  }
  return within;
}

Result<> check_room(const FactorGraph& graph) {
  if (graph.factors.size() < kMostFactors) return {};
  return conflict("there are {} factors, which is the limit", kMostFactors)
      .with_help("Put those together that say the same.");
}

/// What of the change differs goes into the factor and into the fact's data.
Result<> apply(const FactorChange& wanted, Factor& factor, json::object& data) {
  if (wanted.kind && *wanted.kind != factor.kind) {
    TRY(check_kind(*wanted.kind));
    factor.kind = *wanted.kind;
    data["kind"] = factor.kind;
  }
  if (wanted.title) {
    const std::string title = TRY(check_title(*wanted.title));
    if (title != factor.title) data["title"] = factor.title = title;
  }
  if (wanted.text && *wanted.text != factor.text) data["text"] = factor.text = *wanted.text;
  if (wanted.entries && *wanted.entries != factor.entries) {
    factor.entries = *wanted.entries;
    data["entries"] = ids_of(factor.entries);
  }
  if (wanted.evidence && *wanted.evidence != factor.evidence) {
    factor.evidence = *wanted.evidence;
    data["evidence"] = ids_of(factor.evidence);
  }
  return {};
}

}  // namespace

Result<Factor> add(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident, NewFactor wanted,
                   Version expected) {
  FactorGraph graph = TRY(open(tx, who, incident, expected));
  TRY(check_room(graph));
  TRY(check_kind(wanted.kind));
  Factor factor;
  factor.id = new_id(tx.now());
  factor.incident = incident;
  factor.kind = std::move(wanted.kind);
  factor.title = TRY(check_title(wanted.title));
  factor.text = std::move(wanted.text);
  factor.entries = std::move(wanted.entries);
  factor.evidence = std::move(wanted.evidence);
  factor.added_by = who.name;
  factor.recorded_at = tx.now();
  store::insert(tx.db, factor);
  leave(tx, incident, events::kFactorAdded, fact_of(factor));
  graph.factors.push_back(factor);
  for (FactorLink& link : wanted.effects) {
    link.cause = factor.id;
    TRY(put(tx, incident, graph, link));
  }
  for (FactorLink& link : wanted.causes) {
    link.effect = factor.id;
    TRY(put(tx, incident, graph, link));
  }
  store::advance(tx.db, incident);
  return factor;
}

Result<Factor> change(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                      const std::string& id, const FactorChange& wanted, Version expected) {
  const FactorGraph graph = TRY(open(tx, who, incident, expected));
  Factor factor = TRY(get(graph, id));
  json::object data{{"id", factor.id}};
  TRY(apply(wanted, factor, data));
  if (data.size() == 1) return factor;
  data["kind"] = factor.kind;
  data["title"] = factor.title;
  store::update(tx.db, factor);
  store::advance(tx.db, incident);
  leave(tx, incident, events::kFactorChanged, std::move(data));
  return factor;
}

Result<FactorWithLinks> remove(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                               const std::string& id, Version expected) {
  const FactorGraph graph = TRY(open(tx, who, incident, expected));
  FactorWithLinks removed{TRY(get(graph, id)), {}};
  removed.links = links_within(graph, store::list_links(tx.db, id), id);
  store::set_removed(tx.db, id, tx.now());
  store::advance(tx.db, incident);
  leave(tx, incident, events::kFactorRemoved,
        {{"id", id}, {"title", removed.factor.title}, {"links", facts_of(removed.links)}});
  return removed;
}

Result<FactorWithLinks> restore(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                                const std::string& id, Version expected) {
  FactorGraph graph = TRY(open(tx, who, incident, expected));
  const auto kept = store::find(tx.db, incident, id);
  if (!kept) return not_found("there is no factor '{}' here", id.substr(0, 60));
  if (!kept->removed)
    return conflict("“{}” is there", shorten(kept->factor.title, 60)).with_help("There is nothing to bring back.");
  TRY(check_room(graph));
  graph.factors.push_back(kept->factor);
  const auto links = links_within(graph, store::list_links(tx.db, id), id);
  for (const FactorLink& link : links) {
    TRY(check_link(graph, link));
    graph.links.push_back(link);
  }
  store::set_removed(tx.db, id, std::nullopt);
  store::advance(tx.db, incident);
  json::object data = fact_of(kept->factor);
  data["restored"] = true;
  data["links"] = facts_of(links);
  leave(tx, incident, events::kFactorAdded, std::move(data));
  return FactorWithLinks{kept->factor, links};
}

Result<FactorLink> link(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                        FactorLink wanted, Version expected) {
  FactorGraph graph = TRY(open(tx, who, incident, expected));
  const FactorLink* before = find_link(graph, wanted.cause, wanted.effect);
  const bool same = before != nullptr && before->text == wanted.text;
  TRY(put(tx, incident, graph, wanted));
  if (!same) store::advance(tx.db, incident);
  return wanted;
}

Result<FactorLink> unlink(journal::Transaction& tx, const domain::Principal& who, std::int64_t incident,
                          const std::string& cause, const std::string& effect, Version expected) {
  const FactorGraph graph = TRY(open(tx, who, incident, expected));
  const FactorLink* found = find_link(graph, cause, effect);
  if (found == nullptr) return not_found("there is no such link").with_help("It may have been removed.");
  store::remove_link(tx.db, *found);
  store::advance(tx.db, incident);
  leave(tx, incident, events::kFactorUnlinked, {{"cause", cause}, {"effect", effect}});
  return *found;
}

Result<GraphAsOf> read(db::Connection& db, const domain::Principal& who, std::int64_t incident) {
  TRY(journal::require_incident(db, who, domain::Action::read, incident));
  return GraphAsOf{store::read(db, incident), store::version(db, incident)};
}

const std::vector<domain::FactorKind>& list_kinds() {
  return taxonomy().kinds;
}

domain::FactorFigure draw_figure(const FactorGraph& graph, const domain::FactorCaptions& captions) {
  return figure_of(graph, captions);
}

}  // namespace debrief::features::factors
