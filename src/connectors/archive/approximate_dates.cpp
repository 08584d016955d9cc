// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/approximate_dates.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

namespace debrief::connectors::archive {
namespace {

using std::chrono::year_month_day;

StampContext approximate_context_of(const ReadOptions& options) {
  StampContext context;
  context.zone = options.zone;
  context.numbers = false;
  return context;
}

// "/2012/01/23/solr" as " 2012-01-23 solr", so that the reader of stamps sees it.
std::optional<DocumentTime> find_url_date(const FrontMatterValue& fields, const ReadOptions& options) {
  const FrontMatterValue* url = fields.find("url");
  if (url == nullptr) return std::nullopt;
  std::string path = url->text.substr(std::min(url->text.find("//") + 2, url->text.size()));
  for (const bool slashes : {true, false}) {
    std::string text = path;
    std::replace(text.begin(), text.end(), slashes ? '/' : '-', slashes ? '-' : ' ');
    std::replace(text.begin(), text.end(), '_', ' ');
    for (std::size_t at = text.find("20"); at != std::string::npos; at = text.find("20", at + 1)) {
      // Years begin after a mark that stamps may not follow.
      if (slashes && at > 0 && text[at - 1] == '-') text[at - 1] = ' ';
    }
    if (slashes && text.size() > 10)
      for (std::size_t i = 10; i < text.size(); ++i)
        if (text[i] == '-' && text[i - 3] == '-' && text[i - 6] == '-') text[i] = ' ';
    const auto found = find_stamp(text, approximate_context_of(options));
    if (found && !found->stamp.date_inferred && !found->stamp.year_inferred)
      return DocumentTime{found->stamp, Origin::url};
  }
  return std::nullopt;
}

// "November 2018"
std::optional<DocumentTime> find_month(std::string_view text, Origin origin, const ReadOptions& options) {
  constexpr std::array<std::string_view, 12> kMonths{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
  std::optional<DocumentTime> first;
  std::size_t first_at = std::string_view::npos;
  for (unsigned month = 0; month < kMonths.size(); ++month) {
    const std::size_t at = text.find(std::string(kMonths[month]) + " ");
    if (at >= first_at) continue;
    StampContext context = approximate_context_of(options);
    const std::string_view behind = text.substr(at + kMonths[month].size() + 1, 4);
    const std::string day = std::string(behind) + fmt::format("-{:02}-01", month + 1);
    const auto found = find_stamp_at_start(day, context);
    if (!found || behind.size() != 4) continue;
    Stamp stamp = found->stamp;
    stamp.original = std::string(text.substr(at, kMonths[month].size() + 5));
    stamp.approximate = true;
    first = DocumentTime{stamp, origin};
    first_at = at;
  }
  return first;
}

}  // namespace

std::optional<DocumentTime> find_publication(const FrontMatterValue& fields, const ReadOptions& options) {
  for (const std::string_view name : {"source_published_at", "published_at", "publishedAt", "published", "pubDate",
                                      "updated_at", "created_at", "created"}) {
    const FrontMatterValue* value = fields.find(name);
    const auto found = value == nullptr ? std::nullopt : find_stamp_at_start(value->text, approximate_context_of(options));
    if (found) return DocumentTime{found->stamp, Origin::publication};
  }
  return std::nullopt;
}

std::optional<DocumentTime> find_approximate_start(ArchiveDocument& document, const FrontMatterValue& fields,
                                                   const std::vector<Line>& lines, const ReadOptions& options) {
  auto time = find_month(document.title, Origin::heading, options);
  for (auto line = lines.begin(); !time && line != lines.end(); ++line)
    if (line->kind != LineKind::verbatim) time = find_month(line->content.substr(0, 20'000), Origin::body, options);
  if (time) {
    document.remarks.push_back(
        {0, fmt::format("only the month is told ('{}'): its first day was taken", time->stamp.original)});
    return time;
  }
  if (!time) time = find_url_date(fields, options);
  if (!time) time = find_publication(fields, options);
  if (time)
    document.remarks.push_back({0, fmt::format("the date ({}) is that of the {}, not of the incident",
                                               to_minutes(time->stamp.at).substr(0, 10),
                                               time->origin == Origin::url ? "original's address" : "publication")});
  return time;
}

}  // namespace debrief::connectors::archive
