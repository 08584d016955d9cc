// SPDX-License-Identifier: Apache-2.0
#include "features/status/public_links.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/status/public_style.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::status {
namespace {

std::string link_to(const PublicView& view, const Links& links, const std::string& file) {
  if (links.files) return escape_html(file);
  return escape_html("/status/" + view.page.slug + (file == "index.html" ? "" : "/" + file));
}

// Pictures would be fetched from elsewhere, and tell that place who reads.
std::string text_html(std::string_view markdown) {
  HtmlOptions options;
  options.find_image = [](std::string_view) -> std::optional<std::string> { return std::nullopt; };
  return render_html(markdown, options);
}

std::string affected_html(const std::vector<Affected>& affected) {
  if (affected.empty()) return {};
  std::string html = "<ul class=\"parts\" aria-label=\"What is affected\">";
  for (const Affected& one : affected)
    html += fmt::format("<li><span class=\"badge {}\">{}: {}</span></li>", css_class(one.health), escape_html(one.name), name_of(one.health));
  return html + "</ul>\n";
}

std::string post_html(const PublicView& view, const Post& post) {
  std::string html = fmt::format("<li><strong>{}</strong> <span class=\"muted\">{}", name_of(post.stage), time_html(view, post.at));
  if (post.corrected_at) html += " · corrected " + time_html(view, *post.corrected_at);
  return html + "</span>\n" + text_html(post.text) + "</li>\n";
}

std::string course_words(const PublicView& view, const Entry& entry) {
  const auto ended = ended_at(entry, view.now);
  if (entry.maintenance && entry.starts_at && entry.ends_at && !ended)
    return fmt::format("Planned {} – {}", time_html(view, *entry.starts_at), time_html(view, *entry.ends_at));
  const Instant began = began_at(entry);
  if (!ended) return "Since " + time_html(view, began);
  return fmt::format("{} – {} ({})", time_html(view, began), time_html(view, *ended), describe_span(std::max(*ended - began, Micros{0})));
}

}  // namespace

std::string home_link(const PublicView& view, const Links& links) { return link_to(view, links, "index.html"); }

std::string month_link(const PublicView& view, const Links& links, std::string_view month) {
  return link_to(view, links, fmt::format("history-{}.html", month));
}

std::string entry_link(const PublicView& view, const Links& links, const Entry& entry) {
  return link_to(view, links, fmt::format("incident-{}.html", entry.id));
}

std::string feed_link(const PublicView& view, const Links& links) { return link_to(view, links, "feed.atom"); }
std::string summary_link(const PublicView& view, const Links& links) { return link_to(view, links, "summary.json"); }

std::string server_address(const PublicView& view, const Links& links) {
  return links.server.empty() ? std::string() : links.server + "/status/" + view.page.slug;
}

std::string_view css_class(Health health) { return health == Health::operational ? "ok" : to_text(health); }

std::string time_html(const PublicView& view, Instant at) {
  return fmt::format("<time datetime=\"{}\">{}</time>", to_rfc3339(at), time_in_words(at, view.page.zone));
}

std::string entry_article(const PublicView& view, const Links& links, const Entry& entry, int level) {
  const Stage stage = stage_at(entry, view.now);
  Health worst = entry.maintenance ? Health::maintenance : Health::degraded;
  if (ends(stage)) worst = Health::operational;
  for (const Affected& one : affected_at(entry, view.now)) worst = std::max(worst, one.health);
  std::string html = fmt::format("<article class=\"card\">\n<div class=\"row\"><h{0}><a href=\"{1}\">{2}</a></h{0}> <span class=\"badge {3}\">{4}</span></div>\n",
                                 level, entry_link(view, links, entry), escape_html(entry.title), css_class(worst), name_of(stage));
  html += fmt::format("<p class=\"meta muted\">{}{}</p>\n", entry.maintenance ? "Maintenance. " : "", course_words(view, entry));
  html += affected_html(stage == Stage::scheduled ? entry.posts.back().affected : affected_at(entry, view.now));
  html += "<ol class=\"posts\" reversed>\n";
  for (auto post = entry.posts.rbegin(); post != entry.posts.rend(); ++post) html += post_html(view, *post);
  return html + "</ol>\n</article>\n";
}

std::string document(const PublicView& view, const Links& links, std::string_view title, std::string_view description,
                     std::string_view main) {
  const std::string name = escape_html(view.page.name);
  std::string html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  if (links.files) html += fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src {}; img-src data:\">\n", style_source());
  html += fmt::format("<title>{}</title>\n<meta name=\"description\" content=\"{}\">\n<meta name=\"color-scheme\" content=\"light dark\">\n", escape_html(title), escape_html(description));
  html += fmt::format("<meta property=\"og:type\" content=\"website\">\n<meta property=\"og:title\" content=\"{}\">\n<meta property=\"og:description\" content=\"{}\">\n", escape_html(title), escape_html(description));
  if (view.page.is_private) html += "<meta name=\"robots\" content=\"noindex\">\n";
  html += fmt::format("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{}\" href=\"{}\">\n<link rel=\"icon\" href=\"data:,\">\n<style>{}</style>\n</head>\n<body>\n", name, feed_link(view, links), public_style());
  html += fmt::format("<a class=\"skip\" href=\"#main\">To the content</a>\n<header><p class=\"name\"><a href=\"{0}\">{1}</a></p>\n<nav aria-label=\"Page\"><ul><li><a href=\"{0}\">Now</a></li><li><a href=\"{0}#history\">History</a></li><li><a href=\"{0}#subscribe\">Subscribe</a></li></ul></nav></header>\n",
                      home_link(view, links), name);
  html += fmt::format("<main id=\"main\">\n{}</main>\n<footer><p>Times are those of {}.{}</p>\n<ul><li><a href=\"{}\">Atom feed</a></li><li><a href=\"{}\">As JSON</a></li></ul></footer>\n</body>\n</html>\n",
                      main, escape_html(view.page.zone),
                      links.files ? fmt::format(" This copy was made {}.", time_html(view, view.now)) : std::string(),
                      feed_link(view, links), summary_link(view, links));
  return html;
}

std::string plain_page(std::string_view title, std::string_view body) {
  return fmt::format("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<title>{0}</title>\n<meta name=\"robots\" content=\"noindex\">\n<link rel=\"icon\" href=\"data:,\">\n<style>{1}</style>\n</head>\n<body>\n<main id=\"main\">\n<h1>{0}</h1>\n{2}\n</main>\n</body>\n</html>\n",
                     escape_html(title), public_style(), body);
}

std::string entry_html(const PublicView& view, const Links& links, const Entry& entry) {
  const std::string title = fmt::format("{} – {}", entry.title, view.page.name);
  const std::string first = shorten(plain_text(entry.posts.back().text), 200);
  return document(view, links, title, first, entry_article(view, links, entry, 1));
}

}  // namespace debrief::features::status
