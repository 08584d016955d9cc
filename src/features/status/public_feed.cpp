// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"
#include "base/markdown.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/status/public_links.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::status {
namespace {

constexpr std::size_t kMostInFeed = 50;
constexpr std::size_t kMostInSummary = 20;

// XML 1.0 has no place for control characters, not even escaped.
std::string xml(std::string_view text) {
  std::string kept;
  for (const char c : to_utf8(text))
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') kept += c;
  return escape_html(kept);
}

std::string content_of(const PublicView& view, const Entry& entry) {
  std::string html;
  for (auto post = entry.posts.rbegin(); post != entry.posts.rend(); ++post) {
    html += fmt::format("<p><strong>{}</strong> · {}</p>\n", name_of(post->stage), time_html(view, post->at));
    html += render_html(post->text);
  }
  return html;
}

json::array affected_json(const std::vector<Affected>& affected) {
  json::array items;
  for (const Affected& one : affected) items.push_back(json::object{{"id", one.component}, {"name", one.name}, {"state", to_text(one.health)}});
  return items;
}

json::object entry_json(const PublicView& view, const Links& links, const Entry& entry) {
  const std::string address = server_address(view, links);
  json::array posts;
  for (auto post = entry.posts.rbegin(); post != entry.posts.rend(); ++post)
    posts.push_back(json::object{{"state", to_text(post->stage)}, {"at", to_rfc3339(post->at)}, {"text", post->text}, {"corrected_at", json::or_null(post->corrected_at)}});
  return {{"id", entry.id},
          {"kind", entry.maintenance ? "maintenance" : "incident"},
          {"title", entry.title},
          {"state", to_text(stage_at(entry, view.now))},
          {"began_at", to_rfc3339(began_at(entry))},
          {"ended_at", json::or_null(ended_at(entry, view.now))},
          {"planned_until", json::or_null(entry.maintenance ? entry.ends_at : std::nullopt)},
          {"components", affected_json(stage_at(entry, view.now) == Stage::scheduled ? entry.posts.back().affected : affected_at(entry, view.now))},
          {"url", address.empty() ? json::value(nullptr) : json::value(fmt::format("{}/incident-{}.html", address, entry.id))},
          {"posts", std::move(posts)}};
}

}  // namespace

std::string atom_of(const PublicView& view, const Links& links) {
  const std::string address = server_address(view, links);
  Instant updated = view.page.since;
  for (const Entry& entry : view.entries) updated = std::max(updated, told_at(entry));
  std::string text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  text += fmt::format("  <id>urn:debrief:status:{}</id>\n  <title>{}</title>\n  <author><name>{}</name></author>\n  <updated>{}</updated>\n", xml(view.page.id), xml(view.page.name), xml(view.page.name), to_rfc3339(updated));
  if (!address.empty()) text += fmt::format("  <link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/>\n  <link rel=\"self\" type=\"application/atom+xml\" href=\"{0}/feed.atom\"/>\n", xml(address));
  std::vector<const Entry*> order;
  for (const Entry& entry : view.entries) order.push_back(&entry);
  std::stable_sort(order.begin(), order.end(), [](const Entry* a, const Entry* b) { return told_at(*a) > told_at(*b); });
  if (order.size() > kMostInFeed) order.resize(kMostInFeed);
  for (const Entry* entry : order) {
    text += fmt::format("  <entry>\n    <id>urn:debrief:status-entry:{}</id>\n    <title>{}: {}</title>\n    <published>{}</published>\n    <updated>{}</updated>\n", entry->id,
                        name_of(stage_at(*entry, view.now)), xml(entry->title), to_rfc3339(entry->posts.front().at), to_rfc3339(told_at(*entry)));
    if (!address.empty()) text += fmt::format("    <link rel=\"alternate\" type=\"text/html\" href=\"{}/incident-{}.html\"/>\n", xml(address), entry->id);
    text += fmt::format("    <content type=\"html\">{}</content>\n  </entry>\n", xml(content_of(view, *entry)));
  }
  return text + "</feed>\n";
}

std::string summary_json(const PublicView& view, const Links& links) {
  json::array components, current, planned, past;
  Health worst = Health::operational;
  for (const Component& component : view.page.components) {
    const Health health = health_at(view.entries, component.id, view.now);
    worst = std::max(worst, health);
    const auto share = uptime_of(view.page, view.entries, component.id, view.now).share;
    components.push_back(json::object{{"id", component.id}, {"name", component.name}, {"group", component.group}, {"state", to_text(health)},
                                      {"without_outage_90_days", share ? json::value(*share) : json::value(nullptr)}});
  }
  for (const Entry& entry : view.entries) {
    const Stage stage = stage_at(entry, view.now);
    json::array& list = ends(stage) ? past : stage == Stage::scheduled ? planned : current;
    if (list.size() < kMostInSummary) list.push_back(entry_json(view, links, entry));
  }
  const std::string address = server_address(view, links);
  return json::write(json::object{{"name", view.page.name},
                                  {"url", address.empty() ? json::value(nullptr) : json::value(address)},
                                  {"zone", view.page.zone},
                                  {"state", to_text(worst)},
                                  {"sentence", sentence_of(view)},
                                  {"changed_at", to_rfc3339(view.page.changed_at)},
                                  {"components", std::move(components)},
                                  {"current", std::move(current)},
                                  {"planned", std::move(planned)},
                                  {"past", std::move(past)}}) + "\n";
}

}  // namespace debrief::features::status
