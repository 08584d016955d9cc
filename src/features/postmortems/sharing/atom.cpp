// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/sharing/atom.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/incident.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace debrief::features::postmortems::sharing {
namespace {

// XML 1.0 has no place for control characters, not even escaped.
std::string xml(std::string_view text) {
  std::string kept;
  for (const char c : to_utf8(text))
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') kept += c;
  return escape_html(kept);
}

std::string entry_of(const LibraryItem& item, std::string_view address) {
  const std::string key = domain::incident_key(item.incident);
  const Instant updated = item.published_at.value_or(item.occurred_at);
  std::string text = "  <entry>\n";
  text += fmt::format("    <id>urn:debrief:postmortem:{}</id>\n", item.incident);
  text += fmt::format("    <title>{}: {}</title>\n", key, xml(item.title));
  text += fmt::format("    <updated>{}</updated>\n", to_rfc3339(updated));
  if (!address.empty()) text += fmt::format("    <link href=\"{}/incidents/{}/postmortem\"/>\n", xml(address), item.incident);
  for (const auto& service : item.services) text += fmt::format("    <category term=\"{}\"/>\n", xml(service));
  text += fmt::format("    <summary>{}</summary>\n", xml(item.excerpt));
  return text + "  </entry>\n";
}

}  // namespace

std::string atom_feed(const std::vector<LibraryItem>& items, std::string_view address, Instant now) {
  Instant updated{0};
  for (const auto& item : items) updated = std::max(updated, item.published_at.value_or(item.occurred_at));
  std::string text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  text += "  <id>urn:debrief:postmortems</id>\n  <title>Postmortems</title>\n  <author><name>Debrief</name></author>\n";
  text += fmt::format("  <updated>{}</updated>\n", to_rfc3339(items.empty() ? now : updated));
  for (const auto& item : items) text += entry_of(item, address);
  return text + "</feed>\n";
}

}  // namespace debrief::features::postmortems::sharing
