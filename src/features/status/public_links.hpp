// SPDX-License-Identifier: Apache-2.0
// Addresses within the files of a status page, already escaped for attributes. Pure.
#pragma once

#include "features/status/public_page.hpp"

#include <string>
#include <string_view>

namespace debrief::features::status {

[[nodiscard]] std::string home_link(const PublicView& view, const Links& links);
[[nodiscard]] std::string month_link(const PublicView& view, const Links& links, std::string_view month);
[[nodiscard]] std::string entry_link(const PublicView& view, const Links& links, const Entry& entry);
[[nodiscard]] std::string feed_link(const PublicView& view, const Links& links);
[[nodiscard]] std::string summary_link(const PublicView& view, const Links& links);
/// Of the page on the server, absolute; empty when its address is not known.
[[nodiscard]] std::string server_address(const PublicView& view, const Links& links);

/// The document around `main`. `head` is HTML for the head.
[[nodiscard]] std::string document(const PublicView& view, const Links& links, std::string_view title,
                                   std::string_view description, std::string_view main);
/// The course of one entry: its posts, the newest first, in an article whose heading has this level.
[[nodiscard]] std::string entry_article(const PublicView& view, const Links& links, const Entry& entry, int level);
/// `<time>` in words, in the zone of the page.
[[nodiscard]] std::string time_html(const PublicView& view, Instant at);
[[nodiscard]] std::string_view css_class(Health health);

}  // namespace debrief::features::status
