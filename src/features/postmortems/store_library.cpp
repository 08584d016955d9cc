// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "features/postmortems/editing/edit_store.hpp"
#include "features/postmortems/postmortems.hpp"
#include "features/postmortems/sections.hpp"
#include "features/postmortems/store.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <unordered_map>

namespace debrief::features::postmortems {
namespace {

using Values = std::vector<db::Value>;

constexpr std::size_t kExcerpt = 300;
constexpr std::string_view kFrom =
    " from postmortems p join incidents i on i.number = p.incident "
    "left join milestones m on m.incident = p.incident and m.name = 'started' where ";
constexpr std::string_view kOccurred = "coalesce(m.at, i.declared_at)";

/// A document's place in the order of the library.
struct Place {
  std::int64_t incident = 0;
  std::int64_t occurred_at = 0;
};

/// Conditions of SQL with their parameters.
struct Where {
  std::string text;
  Values values;

  std::string add(db::Value value) {
    values.push_back(std::move(value));
    return fmt::format("${}", values.size());
  }
  void also(const std::string& condition) { text += " and " + condition; }
};

std::string like_pattern(std::string_view words) {
  std::string pattern = "%";
  for (const char c : words) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

std::string list_of(Where& where, const std::vector<std::int64_t>& numbers) {
  std::string list = "(0";
  for (const std::int64_t number : numbers) list += ", " + where.add(number);
  return list + ")";
}

Where conditions(db::Connection& db, const domain::Principal& who, const LibraryFilter& filter,
                 const std::vector<std::int64_t>& ranked) {
  Where where;
  where.text = journal::readable_incidents(who, "i", where.values);
  if (filter.state) where.also("p.state = " + where.add(*filter.state));
  if (filter.service)
    where.also("exists (select 1 from incident_services s where s.incident = p.incident and s.service = " +
               where.add(*filter.service) + ")");
  if (filter.words) {
    const db::Dialect dialect{db.engine()};
    const std::string in_title = dialect.lower("p.title") + " like " +
                                 dialect.lower(where.add(like_pattern(trim(*filter.words)))) + " escape '\\'";
    where.also("(" + in_title + " or p.incident in " + list_of(where, ranked) + ")");
  }
  return where;
}

/// Every place that fits, best first: in the order of `ranked`, then those found by their title, newest first.
std::vector<Place> places_by_rank(db::Connection& db, const Where& where, const std::vector<std::int64_t>& ranked) {
  std::unordered_map<std::int64_t, std::size_t> ranks;
  for (std::size_t i = 0; i < ranked.size(); ++i) ranks.emplace(ranked[i], i);
  std::vector<Place> places;
  db.run_with("select p.incident, " + std::string(kOccurred) + std::string(kFrom) + where.text, where.values,
              [&](const db::Row& row) {
                places.push_back({row.integer(0), row.integer(1)});
              });
  const auto rank = [&](const Place& place) {
    const auto found = ranks.find(place.incident);
    return found == ranks.end() ? ranks.size() : found->second;
  };
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return a.occurred_at != b.occurred_at ? a.occurred_at > b.occurred_at : a.incident > b.incident;
  });
  return places;
}

/// The places after `after`, newest first, at most `limit` and one more.
std::vector<Place> places_by_time(db::Connection& db, Where where, const std::optional<Place>& after,
                                  std::int64_t limit) {
  const std::string occurred(kOccurred);
  if (after) {
    const std::string at = where.add(after->occurred_at);
    where.also("(" + occurred + " < " + at + " or (" + occurred + " = " + at + " and p.incident < " +
               where.add(after->incident) + "))");
  }
  const std::string count = where.add(limit + 1);
  std::vector<Place> places;
  db.run_with(
      "select p.incident, " + occurred + std::string(kFrom) + where.text + " order by 2 desc, 1 desc limit " + count,
      where.values, [&](const db::Row& row) {
        places.push_back({row.integer(0), row.integer(1)});
      });
  return places;
}

std::int64_t count(db::Connection& db, const Where& where) {
  std::int64_t total = 0;
  db.run_with("select count(*)" + std::string(kFrom) + where.text, where.values,
              [&](const db::Row& row) { total = row.integer(0); });
  return total;
}

LibraryItem item_at(db::Connection& db, const Place& place) {
  LibraryItem item;
  item.incident = place.incident;
  item.occurred_at = {place.occurred_at};
  // An excerpt is found near the beginning; whole documents would be read for nothing.
  const auto row = db.query_one(
      "select p.title, p.state, i.severity, p.published_at, i.source_url, substr(p.markdown, 1, 20000), p.edition "
      "from postmortems p join incidents i on i.number = p.incident where p.incident = $1",
      place.incident);
  item.title = row->text(0);
  item.state = row->text(1);
  item.severity = row->optional_text(2);
  if (const auto published = row->optional_integer(3)) item.published_at = Instant{*published};
  item.source_url = row->optional_text(4);
  const auto edition = editing::find_edition(db, place.incident);
  const bool edited = edition && *edition > row->integer(6);
  item.excerpt = excerpt_of(edited ? store::find(db, place.incident)->markdown : row->text(5), kExcerpt);
  db.scan([&](const db::Row& service) { item.services.push_back(service.text(0)); },
          "select service from incident_services where incident = $1 order by service", place.incident);
  return item;
}

bool read_number(std::string_view text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

/// "occurred_at.incident" of the last item by time; "0.n" for the n items seen by rank.
Result<Place> parse_cursor(std::string_view text) {
  const std::size_t dot = text.find('.');
  Place place;
  if (dot == std::string_view::npos || !read_number(text.substr(0, dot), place.occurred_at) ||
      !read_number(text.substr(dot + 1), place.incident) || place.incident < 0)
    return invalid("'{}' is not a cursor of this list", text.substr(0, 60))
        .with_help("Pass what the page before gave as next, unchanged.")
        .at("after");
  return place;
}

std::string cursor(std::int64_t occurred_at, std::int64_t incident) {
  return fmt::format("{}.{}", occurred_at, incident);
}

}  // namespace

Result<LibraryPage> list_library(db::Connection& db, const domain::Principal& who, const LibraryFilter& filter,
                                 const std::vector<std::int64_t>& ranked, const std::optional<std::string>& after,
                                 std::int64_t limit) {
  std::optional<Place> from;
  if (after) from = TRY(parse_cursor(*after));
  const Where where = conditions(db, who, filter, ranked);
  LibraryPage page;
  std::vector<Place> places;
  if (filter.words) {
    places = places_by_rank(db, where, ranked);
    page.total = static_cast<std::int64_t>(places.size());
    const std::int64_t seen = std::min(from ? from->incident : 0, page.total);
    places.erase(places.begin(), places.begin() + seen);
    if (page.total - seen > limit) page.next = cursor(0, seen + limit);
  } else {
    places = places_by_time(db, where, from, limit);
    page.total = count(db, where);
    if (static_cast<std::int64_t>(places.size()) > limit) {
      const Place& last = places[static_cast<std::size_t>(limit) - 1];
      page.next = cursor(last.occurred_at, last.incident);
    }
  }
  places.resize(std::min(places.size(), static_cast<std::size_t>(limit)));
  for (const Place& place : places) page.items.push_back(item_at(db, place));
  return page;
}

}  // namespace debrief::features::postmortems
