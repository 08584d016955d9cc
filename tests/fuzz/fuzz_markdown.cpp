// SPDX-License-Identifier: Apache-2.0
#include "base/markdown.hpp"
#include "base/text.hpp"
#include "fuzz.hpp"

#include <algorithm>
#include <array>

using namespace debrief;
using fuzz::require;

namespace {

// A scanner of its own, so that the emitter is not asked about itself.
class HtmlScanner {
 public:
  explicit HtmlScanner(std::string_view html) : html_(html) {}

  void scan() {
    for (std::size_t open = html_.find('<'); open != std::string_view::npos; open = html_.find('<')) {
      require(html_.substr(0, open).find('>') == std::string_view::npos, "text has no bare >");
      html_.remove_prefix(open + 1);
      scan_tag();
    }
  }

 private:
  void scan_tag() {
    if (html_.starts_with('/')) html_.remove_prefix(1);
    const std::string_view name = take_until(" >");
    constexpr std::array<std::string_view, 27> kTags{
        "a",     "blockquote", "br", "code", "del", "em",     "h1",    "h2",    "h3", "h4", "h5",    "h6", "hr", "img",
        "input", "li",         "ol", "p",    "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"};
    require(std::find(kTags.begin(), kTags.end(), name) != kTags.end(), "only known elements are written");
    while (html_.starts_with(' ')) {
      html_.remove_prefix(1);
      if (!html_.starts_with("/>")) scan_attribute();
    }
    if (html_.starts_with('/')) html_.remove_prefix(1);
    require(html_.starts_with('>'), "a tag ends");
    html_.remove_prefix(1);
  }

  void scan_attribute() {
    const std::string_view name = take_until("= />");
    constexpr std::array<std::string_view, 12> kAttributes{"align", "alt", "checked", "class", "disabled", "href",
                                                           "id",    "rel", "src",     "start", "title",    "type"};
    require(std::find(kAttributes.begin(), kAttributes.end(), name) != kAttributes.end(), "only known attributes");
    if (!html_.starts_with("=\"")) return;
    html_.remove_prefix(2);
    const std::string_view value = take_until("\"");
    require(value.find_first_of("<>") == std::string_view::npos, "a value has no markup");
    if (name == "href" || name == "src") check_address(value);
    html_.remove_prefix(1);
  }

  static void check_address(std::string_view address) {
    const std::size_t end = address.find_first_of(":/?#");
    if (end == std::string_view::npos || address[end] != ':') return;
    const std::string scheme = to_lower(address.substr(0, end));
    require(scheme == "http" || scheme == "https" || scheme == "mailto", "an address has an allowed scheme");
  }

  std::string_view take_until(std::string_view ends) {
    const std::size_t end = html_.find_first_of(ends);
    require(end != std::string_view::npos, "a tag is complete");
    const std::string_view taken = html_.substr(0, end);
    html_.remove_prefix(end);
    return taken;
  }

  std::string_view html_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view source = fuzz::text(data, size);
  const std::string html = render_html(source);
  require(is_utf8(html), "the HTML is UTF-8");
  require(to_lower(html).find("<script") == std::string::npos, "there is no script");
  HtmlScanner(html).scan();
  require(is_utf8(plain_text(source)), "the plain text is UTF-8");
  const std::string text = to_utf8(source);
  std::size_t last = 0;
  for (const Section& section : outline(source)) {
    require(last <= section.begin && section.begin <= section.body && section.body <= section.end &&
                section.end <= text.size(),
            "sections follow each other");
    last = section.end;
  }
  return 0;
}
