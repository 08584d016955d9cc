// SPDX-License-Identifier: Apache-2.0
// GitHub-flavoured Markdown (CommonMark 0.30, tables, task lists, strikethrough, autolinks) as safe HTML, as an
// outline and as plain text. Parsed by md4c; invalid UTF-8 is replaced first (to_utf8). Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief {

/// Longest Markdown that is parsed, in bytes. Longer text is treated as one block of preformatted text.
inline constexpr std::size_t kMarkdownLimit = 5U << 20U;

/// HTML that needs no further sanitising. Raw HTML in the source is shown as text. Links and images keep only
/// http, https, mailto and relative addresses (see find_safe_url); a refused one leaves its text. Headings carry
/// id="section-<slug>" with GitHub's slugs, and links to "#<slug>" follow. No style, no script, no target.
[[nodiscard]] std::string render_html(std::string_view markdown, std::size_t limit = kMarkdownLimit);

/// For documents that stand alone, without a server behind them. Each function receives an address that
/// find_safe_url has let through, and may be empty.
struct HtmlOptions {
  std::size_t limit = kMarkdownLimit;
  /// What to show for the address of an image: a trusted address, such as "data:image/png;base64,…". When there is
  /// none, the image becomes a link to the address with its alternative text. Unset, images keep their addresses.
  std::function<std::optional<std::string>(std::string_view address)> find_image = {};
  /// Plain text about what a link leads to; the link gets the class "citation", and the text as data-source.
  std::function<std::optional<std::string>(std::string_view address)> find_source = {};
};
[[nodiscard]] std::string render_html(std::string_view markdown, const HtmlOptions& options);

/// A heading that stands outside of quotations and lists, and the text below it. Offsets are bytes of
/// to_utf8(markdown), which is `markdown` itself when that is valid.
struct Section {
  unsigned level = 1;     ///< 1 to 6
  std::string title;      ///< plain text, not empty
  std::string id;         ///< as in render_html
  std::size_t begin = 0;  ///< of the heading's first line
  std::size_t body = 0;   ///< of the line after the heading
  std::size_t end = 0;    ///< where the next heading of any level begins, or the end of the text
};

/// Sections in the order of the text; text before the first heading belongs to none. Empty over the limit.
[[nodiscard]] std::vector<Section> outline(std::string_view markdown, std::size_t limit = kMarkdownLimit);

/// The words without the markup, blocks and table rows on lines of their own, cells separated by a tab. Raw HTML is
/// left out, text of links and images is kept. For indexing and snippets.
[[nodiscard]] std::string plain_text(std::string_view markdown, std::size_t limit = kMarkdownLimit);

}  // namespace debrief
