// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/markdown.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/postmortems/export.hpp"
#include "features/postmortems/export_factors.hpp"
#include "features/postmortems/export_facts.hpp"
#include "features/postmortems/export_pictures.hpp"
#include "features/postmortems/export_style.hpp"
#include "features/postmortems/limits.hpp"
#include "features/postmortems/standing.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>

namespace debrief::features::postmortems {
namespace {

// What is shown where the pointer or the keyboard is on a citation.
constexpr std::size_t kShownOfSource = 700;

std::string contents(std::string_view markdown, const std::optional<FactorsSection>& factors, bool has_citations) {
  std::string items;
  for (const Section& section : outline(markdown, kDocumentLimit))
    if (section.level <= 2)
      items += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escape_html(section.id), escape_html(section.title));
  if (factors) items += fmt::format("<li><a href=\"#factors\">{}</a></li>\n", factors->title);
  if (has_citations) items += fmt::format("<li><a href=\"#cited\">{}</a></li>\n", kCitedTitle);
  if (items.empty()) return items;
  return "<nav aria-label=\"Contents\">\n<h2>Contents</h2>\n<ol>\n" + items + "</ol>\n</nav>\n";
}

std::string facts(const domain::Incident& incident) {
  std::string rows;
  for (const auto& [name, value] : list_export_facts(incident))
    rows += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escape_html(to_utf8(name)), escape_html(to_utf8(value)));
  return rows.empty() ? rows : "<dl class=\"facts\">\n" + rows + "</dl>\n";
}

std::string cited_entry_html(const Citation& citation) {
  const domain::TimelineEntry& entry = citation.entry;
  const std::string at = to_rfc3339(entry.occurred_at);
  return fmt::format(
      "<dt id=\"entry-{}\">{} <time datetime=\"{}\">{} UTC</time>{}</dt>\n<dd>{}\n<span "
      "class=\"about\">{}</span></dd>\n",
      entry.id, escape_html(to_utf8(citation.label)), at, to_minutes(entry.occurred_at),
      entry.actor ? ", " + escape_html(to_utf8(*entry.actor)) : std::string(), escape_html(to_utf8(entry.text)),
      escape_html(to_utf8(origin_of(entry))));
}

std::string cited_entries(const std::vector<Citation>& citations) {
  if (citations.empty()) return {};
  std::string list = fmt::format("<section>\n<h2 id=\"cited\">{}</h2>\n<dl>\n", kCitedTitle);
  for (const Citation& citation : citations) list += cited_entry_html(citation);
  return list + "</dl>\n</section>\n";
}

std::string factors_of(const std::optional<FactorsSection>& factors) {
  if (!factors) return {};
  return fmt::format("<section>\n<h2 id=\"factors\">{}</h2>\n<figure tabindex=\"0\">\n{}</figure>\n{}</section>\n",
                     factors->title, factors->figure.svg, render_html(factors->list, kDocumentLimit));
}

std::string body(const ExportInput& input, const std::vector<Citation>& citations) {
  std::map<std::string, std::string, std::less<>> sources;
  for (const Citation& citation : citations) {
    const domain::TimelineEntry& entry = citation.entry;
    sources[fmt::format("#entry-{}", entry.id)] = fmt::format(
        "{} UTC{}\n{}\n{}", to_minutes(entry.occurred_at), entry.actor ? ", " + *entry.actor : std::string(),
        shorten(to_utf8(entry.text), kShownOfSource), origin_of(entry));
  }
  HtmlOptions options{.limit = kDocumentLimit};
  options.find_image = [find = find_pictures(input)](std::string_view address) -> std::optional<std::string> {
    const auto picture = find(address);
    if (!picture) return std::nullopt;
    return fmt::format("data:{};base64,{}", picture->media_type, to_base64(picture->bytes));
  };
  options.find_source = [&](std::string_view address) -> std::optional<std::string> {
    const auto found = sources.find(address);
    return found == sources.end() ? std::nullopt : std::optional(to_utf8(found->second));
  };
  return render_html(input.document.markdown, options);
}

}  // namespace

std::string export_html(const ExportInput& input) {
  const domain::Postmortem& document = input.document;
  const auto citations = list_export_citations(input);
  const auto factors = factors_section(input, citations);
  const std::string title = escape_html(to_utf8(document.title));
  // The policy below makes a browser refuse what the document must never ask for.
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
         "img-src data:\">\n<title>" +
         title + "</title>\n<style>" + std::string(export_style()) +
         "</style>\n</head>\n<body>\n<header>\n<h1 dir=\"auto\">" + title + "</h1>\n<p class=\"about\">" +
         escape_html(to_utf8(standing_of(document))) + "</p>\n" + facts(input.incident) + "</header>\n" +
         contents(document.markdown, factors, !citations.empty()) + "<main dir=\"auto\">\n" + body(input, citations) +
         "</main>\n" + factors_of(factors) + cited_entries(citations) + "<footer>\n<p>Exported from Debrief on " +
         to_minutes(input.now) + " UTC</p>\n</footer>\n</body>\n</html>\n";
}

}  // namespace debrief::features::postmortems
