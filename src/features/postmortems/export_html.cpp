// SPDX-License-Identifier: Apache-2.0
#include "base/markdown.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/postmortems/export.hpp"
#include "features/postmortems/limits.hpp"
#include "features/postmortems/standing.hpp"

#include <fmt/core.h>

namespace debrief::features::postmortems {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --ink: #1c2024; --paper: #fff; --soft: #5b636b; --line: #d8dde2; --accent: #0b57a4; --tint: #f3f6f9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --paper: #14171a; --soft: #a3abb3; --line: #343b42; --accent: #7db7f5; --tint: #1d2226; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.6 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.4rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
a { color: var(--accent); }
.about, nav, footer { color: var(--soft); }
nav ol { columns: 18rem 2; margin: .5rem 0; padding-left: 1.5rem; }
table { display: block; max-width: 100%; overflow-x: auto; border-collapse: collapse; font-size: .9375rem; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
th { background: var(--tint); }
blockquote { margin: 1rem 0; padding: .5rem 1rem; border-left: .25rem solid var(--accent); background: var(--tint); }
pre, code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, monospace; font-size: .9em; background: var(--tint); }
pre { padding: .75rem 1rem; overflow-x: auto; }
img { max-width: 100%; }
dt { font-weight: 600; margin-top: .75rem; }
dd { margin: 0 0 0 1.5rem; white-space: pre-line; }
dt:target, dt:target + dd { background: var(--tint); }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } h2, h3 { break-after: avoid; } tr, dd { break-inside: avoid; } }
)css";

std::string contents(std::string_view markdown, bool has_citations) {
  std::string items;
  for (const Section& section : outline(markdown, kDocumentLimit))
    if (section.level <= 2)
      items += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, escape_html(section.title));
  if (has_citations) items += "<li><a href=\"#cited\">Cited timeline entries</a></li>\n";
  return items.empty() ? items : "<nav aria-label=\"Contents\">\n<ol>\n" + items + "</ol>\n</nav>\n";
}

std::string cited_entry(const Citation& citation) {
  const domain::TimelineEntry& entry = citation.entry;
  std::string from = entry.origin;
  if (entry.locator) from += ", " + *entry.locator;
  if (entry.original_time) from += ", written as " + *entry.original_time;
  if (entry.time_note) from += ", " + *entry.time_note;
  const std::string at = to_rfc3339(entry.occurred_at);
  return fmt::format(
      "<dt id=\"entry-{}\">{} <time datetime=\"{}\">{} UTC</time>{}</dt>\n<dd>{}\n<span "
      "class=\"about\">{}</span></dd>\n",
      entry.id, escape_html(citation.label), at, to_minutes(entry.occurred_at),
      entry.actor ? ", " + escape_html(*entry.actor) : std::string(), escape_html(to_utf8(entry.text)),
      escape_html(to_utf8(from)));
}

std::string cited_entries(const std::vector<Citation>& citations) {
  if (citations.empty()) return {};
  std::string list = "<section>\n<h2 id=\"cited\">Cited timeline entries</h2>\n<dl>\n";
  for (const Citation& citation : citations) list += cited_entry(citation);
  return list + "</dl>\n</section>\n";
}

}  // namespace

std::string export_html(const ExportInput& input) {
  const domain::Postmortem& document = input.document;
  const auto citations = resolve(find_citations(document.markdown), input.entries);
  const std::string title = escape_html(to_utf8(document.title));
  // The policy below makes a browser refuse what the document must never ask for.
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
         "<title>" +
         title + "</title>\n<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n<header>\n<h1>" + title +
         "</h1>\n<p class=\"about\">" + escape_html(standing_of(document)) + "</p>\n</header>\n" +
         contents(document.markdown, !citations.empty()) + "<main>\n" + render_html(document.markdown, kDocumentLimit) +
         "</main>\n" + cited_entries(citations) + "<footer>\n<p>Exported from Debrief on " + to_minutes(input.now) +
         " UTC</p>\n</footer>\n</body>\n</html>\n";
}

}  // namespace debrief::features::postmortems
