// SPDX-License-Identifier: Apache-2.0
// What readers of a status page get, as files: HTML without scripts, an Atom feed (RFC 4287) and a summary in JSON.
// Nothing in them names incidents by number, people, or services of the catalogue. Pure.
#pragma once

#include "features/status/course.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::status {

/// Everything that a page shows: `entries` are those shown, newest first.
struct PublicView {
  Page page;
  std::vector<Entry> entries;
  Instant now;
};

/// How the files of a page find each other.
struct Links {
  /// Files that lie beside each other; else paths below /status/{slug}.
  bool files = false;
  /// Address of the server, without a slash at the end; may be empty.
  std::string server;
  /// Whether mails can be sent.
  bool mail = false;
};

struct PublicFile {
  std::string name;   ///< "index.html", "history-2026-11.html", "incident-01J….html", "feed.atom", "summary.json"
  std::string type;   ///< Content-Type
  std::string text;
};

/// One sentence about now: "Everything works.", "Major outage: Checkout."
[[nodiscard]] std::string sentence_of(const PublicView& view);

/// Absent when the page has no such file.
[[nodiscard]] std::optional<PublicFile> find_public_file(const PublicView& view, const Links& links, std::string_view name);
/// All of them, the index first.
[[nodiscard]] std::vector<std::string> list_public_files(const PublicView& view);

[[nodiscard]] std::string home_html(const PublicView& view, const Links& links);
/// What was shown in a month of the page's zone, such as "2026-11".
[[nodiscard]] std::string month_html(const PublicView& view, const Links& links, std::string_view month);
[[nodiscard]] std::string entry_html(const PublicView& view, const Links& links, const Entry& entry);
[[nodiscard]] std::string atom_of(const PublicView& view, const Links& links);
[[nodiscard]] std::string summary_json(const PublicView& view, const Links& links);

/// A page of a few words in the same look. `body` is HTML.
[[nodiscard]] std::string plain_page(std::string_view title, std::string_view body);

/// The value of style-src in the Content-Security-Policy of these pages.
[[nodiscard]] const std::string& style_source();

}  // namespace debrief::features::status
