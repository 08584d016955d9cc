// SPDX-License-Identifier: Apache-2.0
#include "base/markdown.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/status/public_links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace debrief::features::status {
namespace {

constexpr Micros kRecent = std::chrono::days(14);
constexpr std::size_t kMostRecent = 10;
constexpr std::size_t kMostNamed = 3;

// Never rounds up to what was not reached.
std::string percent(double share) { return share >= 1.0 ? "100 %" : fmt::format("{:.2f} %", std::floor(share * 10'000) / 100); }

const Entry* find_entry(const PublicView& view, const std::string& id) {
  const auto found = std::find_if(view.entries.begin(), view.entries.end(), [&](const Entry& entry) { return entry.id == id; });
  return found == view.entries.end() ? nullptr : &*found;
}

std::string day_words(const Day& day) {
  std::string words = fmt::format("{}: {}", date_in_words(day.date), to_lower(name_of(day.worst)));
  if (day.partial + day.major > Micros{0}) words += fmt::format(", {} in outage", describe_span(day.partial + day.major));
  return words;
}

std::string bar_svg(const Uptime& uptime, const std::string& label) {
  std::string plain, unknown, marked;
  for (std::size_t i = 0; i < uptime.days.size(); ++i) {
    const Day& day = uptime.days[i];
    const std::string stroke = fmt::format("M{}.5 0v9", i);
    if (day.worst != Health::operational)
      marked += fmt::format("<path class=\"b{}\" d=\"{}\"><title>{}</title></path>", static_cast<int>(day.worst), stroke, day_words(day));
    else (day.known ? plain : unknown) += stroke;
  }
  std::string svg = fmt::format("<svg class=\"bar\" viewBox=\"0 0 {} 9\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">", uptime.days.size(), escape_html(label));
  if (!unknown.empty()) svg += "<path class=\"bn\" d=\"" + unknown + "\"/>";
  if (!plain.empty()) svg += "<path class=\"b0\" d=\"" + plain + "\"/>";
  return svg + marked + "</svg>\n";
}

std::string troubles_html(const PublicView& view, const Links& links, const Uptime& uptime) {
  std::string items;
  std::size_t count = 0;
  for (auto day = uptime.days.rbegin(); day != uptime.days.rend(); ++day) {
    if (day->worst == Health::operational) continue;
    ++count;
    std::string names;
    for (const std::string& id : day->entries)
      if (const Entry* entry = find_entry(view, id)) names += fmt::format(" · <a href=\"{}\">{}</a>", entry_link(view, links, *entry), escape_html(entry->title));
    items += fmt::format("<li>{}{}</li>\n", day_words(*day), names);
  }
  if (count == 0) return {};
  return fmt::format("<details><summary>{} {} with trouble or maintenance</summary><ul>\n{}</ul></details>\n", count, count == 1 ? "day" : "days", items);
}

std::string component_html(const PublicView& view, const Links& links, const Component& component) {
  const Health health = health_at(view.entries, component.id, view.now);
  const Uptime uptime = uptime_of(view.page, view.entries, component.id, view.now);
  const std::string share = uptime.share ? percent(*uptime.share) + " without outage" : std::string("nothing known yet");
  std::string html = fmt::format("<li>\n<div class=\"row\"><h3>{}</h3> <span class=\"badge {}\">{}</span></div>\n", escape_html(component.name), css_class(health), name_of(health));
  if (!component.description.empty()) html += fmt::format("<p class=\"about muted\">{}</p>\n", escape_html(component.description));
  html += bar_svg(uptime, fmt::format("{}: the last {} days, {}", component.name, uptime.days.size(), share));
  html += fmt::format("<div class=\"scale\"><span>{} days ago</span><span>{}</span><span>today</span></div>\n", uptime.days.size(), share);
  return html + troubles_html(view, links, uptime) + "</li>\n";
}

std::string components_html(const PublicView& view, const Links& links) {
  if (view.page.components.empty()) return {};
  std::vector<std::string> groups;
  std::map<std::string, std::string> lists;
  for (const Component& component : view.page.components) {
    if (!lists.contains(component.group)) groups.push_back(component.group);
    lists[component.group] += component_html(view, links, component);
  }
  std::string html = "<section aria-label=\"Components\">\n";
  for (const std::string& group : groups)
    html += fmt::format("<h2>{}</h2>\n<ul class=\"card components\">\n{}</ul>\n", group.empty() ? "Components" : escape_html(group), lists[group]);
  html += "<p class=\"muted\">“Without outage” is the share of time in which no partial or major outage was reported here, as far back as this page knows; "
          "degraded service and maintenance do not count as outage.</p>\n";
  return html + "</section>\n";
}

std::vector<std::string> months_of(const PublicView& view) {
  std::vector<std::string> months;
  for (const Entry& entry : view.entries) months.push_back(month_in(began_at(entry), view.page.zone));
  std::sort(months.rbegin(), months.rend());
  months.erase(std::unique(months.begin(), months.end()), months.end());
  return months;
}

std::string history_html(const PublicView& view, const Links& links) {
  std::string recent;
  std::size_t count = 0;
  for (const Entry& entry : view.entries) {
    const auto ended = ended_at(entry, view.now);
    if (!ended || view.now - *ended > kRecent || ++count > kMostRecent) continue;
    recent += entry_article(view, links, entry, 3);
  }
  std::string html = "<section id=\"history\" aria-labelledby=\"past\">\n<h2 id=\"past\">History</h2>\n";
  html += recent.empty() ? "<p>Nothing was reported in the last 14 days.</p>\n" : recent;
  const auto months = months_of(view);
  if (months.empty()) return html + "</section>\n";
  html += "<p>By month:</p>\n<ul class=\"parts\">";
  for (const std::string& month : months) html += fmt::format("<li><a href=\"{}\">{}</a></li>", month_link(view, links, month), month_in_words(month));
  return html + "</ul>\n</section>\n";
}

std::string choices_html(const PublicView& view) {
  if (view.page.components.size() < 2) return {};
  std::string html = "<fieldset><legend>Only about these; none chosen: all</legend>\n";
  for (const Component& component : view.page.components)
    html += fmt::format("<label class=\"check\"><input type=\"checkbox\" name=\"component\" value=\"{}\"> {}</label>\n", escape_html(component.id), escape_html(component.name));
  return html + "</fieldset>\n";
}

std::string subscribe_html(const PublicView& view, const Links& links) {
  std::string html = "<section id=\"subscribe\" aria-labelledby=\"hear\">\n<h2 id=\"hear\">Subscribe</h2>\n";
  if (links.files) {
    const std::string address = server_address(view, links);
    if (!address.empty()) html += fmt::format("<p>By mail or webhook: at <a href=\"{0}\">{0}</a>, when it can be reached.</p>\n", escape_html(address));
    return html + fmt::format("<p>With a feed reader: <a href=\"{}\">Atom feed</a>.</p>\n</section>\n", feed_link(view, links));
  }
  const std::string action = "/status/" + escape_html(view.page.slug) + "/subscribe";
  html += "<div class=\"ways\">\n";
  if (links.mail)
    html += fmt::format("<form class=\"card\" method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"kind\" value=\"mail\"><label>By mail"
                        "<input type=\"email\" name=\"address\" required maxlength=\"254\" autocomplete=\"email\" placeholder=\"name@example.com\"></label>\n{}"
                        "<button type=\"submit\">Send me a link to confirm</button></form>\n", action, choices_html(view));
  html += fmt::format("<form class=\"card\" method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"kind\" value=\"webhook\"><label>By webhook, to a program of yours"
                      "<input type=\"url\" name=\"address\" required maxlength=\"2000\" pattern=\"https://.*\" placeholder=\"https://example.com/hook\"></label>\n{}"
                      "<button type=\"submit\">Send the challenge</button></form>\n</div>\n", action, choices_html(view));
  return html + fmt::format("<p>With a feed reader: <a href=\"{}\">Atom feed</a>.</p>\n</section>\n", feed_link(view, links));
}

std::string names_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i) text += (i == 0 ? "" : ", ") + names[i];
  return names.size() > kMostNamed ? fmt::format("{} and {} more", text, names.size() - kMostNamed) : text;
}

Health worst_of(const PublicView& view) {
  Health worst = Health::operational;
  for (const Component& component : view.page.components) worst = std::max(worst, health_at(view.entries, component.id, view.now));
  return worst;
}

bool is_current(const Entry& entry, Instant now) {
  const Stage stage = stage_at(entry, now);
  return !ends(stage) && stage != Stage::scheduled;
}

}  // namespace

std::string sentence_of(const PublicView& view) {
  const Health worst = worst_of(view);
  std::vector<std::string> names;
  for (const Component& component : view.page.components)
    if (worst != Health::operational && health_at(view.entries, component.id, view.now) == worst) names.push_back(component.name);
  switch (worst) {
    case Health::major_outage: return fmt::format("Major outage: {}.", names_of(names));
    case Health::partial_outage: return fmt::format("Partial outage: {}.", names_of(names));
    case Health::degraded: return fmt::format("Working, but not as usual: {}.", names_of(names));
    case Health::maintenance: return fmt::format("Maintenance is under way: {}.", names_of(names));
    case Health::operational: break;
  }
  for (const Entry& entry : view.entries)
    if (is_current(entry, view.now)) return fmt::format("{}: {}.", entry.maintenance ? "Maintenance is under way" : "There is an incident", entry.title);
  return "Everything works.";
}

std::string home_html(const PublicView& view, const Links& links) {
  std::string current, planned;
  Health worst = worst_of(view);
  for (const Entry& entry : view.entries) {
    if (stage_at(entry, view.now) == Stage::scheduled) planned = entry_article(view, links, entry, 3) + planned;
    if (!is_current(entry, view.now)) continue;
    current += entry_article(view, links, entry, 3);
    worst = std::max(worst, entry.maintenance ? Health::maintenance : Health::degraded);
  }
  const std::string sentence = sentence_of(view);
  std::string main = fmt::format("<h1 class=\"now {}\">{}</h1>\n", css_class(worst), escape_html(sentence));
  if (!view.page.intro.empty()) main += render_html(view.page.intro);
  if (!current.empty()) main += "<section aria-labelledby=\"current\">\n<h2 id=\"current\">Now</h2>\n" + current + "</section>\n";
  if (!planned.empty()) main += "<section aria-labelledby=\"planned\">\n<h2 id=\"planned\">Planned maintenance</h2>\n" + planned + "</section>\n";
  main += components_html(view, links) + history_html(view, links) + subscribe_html(view, links);
  return document(view, links, fmt::format("{}: {}", view.page.name, sentence), sentence, main);
}

std::string month_html(const PublicView& view, const Links& links, std::string_view month) {
  std::string main = fmt::format("<h1>{}</h1>\n", month_in_words(month));
  std::size_t count = 0;
  for (const Entry& entry : view.entries) {
    if (month_in(began_at(entry), view.page.zone) != month) continue;
    main += entry_article(view, links, entry, 2);
    ++count;
  }
  if (count == 0) main += "<p>Nothing was reported in this month.</p>\n";
  main += "<nav aria-label=\"Months\"><ul>";
  for (const std::string& other : months_of(view))
    main += other == month ? fmt::format("<li aria-current=\"page\">{}</li>", month_in_words(other))
                           : fmt::format("<li><a href=\"{}\">{}</a></li>", month_link(view, links, other), month_in_words(other));
  main += "</ul></nav>\n";
  return document(view, links, fmt::format("{} – {}", month_in_words(month), view.page.name), fmt::format("{} in {}: {} reported", view.page.name, month_in_words(month), count), main);
}

std::vector<std::string> list_public_files(const PublicView& view) {
  std::vector<std::string> names{"index.html", "feed.atom", "summary.json"};
  for (const std::string& month : months_of(view)) names.push_back("history-" + month + ".html");
  for (const Entry& entry : view.entries) names.push_back("incident-" + entry.id + ".html");
  return names;
}

std::optional<PublicFile> find_public_file(const PublicView& view, const Links& links, std::string_view name) {
  constexpr const char* kHtml = "text/html; charset=utf-8";
  PublicFile file{std::string(name), kHtml, {}};
  const auto between = [&](std::string_view before) { return std::string(name.substr(before.size(), name.size() - before.size() - 5)); };
  if (name == "index.html") file.text = home_html(view, links);
  else if (name == "feed.atom") file = {file.name, "application/atom+xml; charset=utf-8", atom_of(view, links)};
  else if (name == "summary.json") file = {file.name, "application/json", summary_json(view, links)};
  else if (name.ends_with(".html") && name.starts_with("history-")) {
    const auto months = months_of(view);
    if (std::find(months.begin(), months.end(), between("history-")) == months.end()) return std::nullopt;
    file.text = month_html(view, links, between("history-"));
  } else if (name.ends_with(".html") && name.starts_with("incident-")) {
    const Entry* entry = find_entry(view, between("incident-"));
    if (entry == nullptr) return std::nullopt;
    file.text = entry_html(view, links, *entry);
  } else return std::nullopt;
  return file;
}

}  // namespace debrief::features::status
