// SPDX-License-Identifier: Apache-2.0
#include "base/heading_ids.hpp"
#include "base/html_entities.hpp"
#include "base/markdown.hpp"
#include "base/markdown_parse.hpp"
#include "base/safe_url.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace debrief {
namespace {

// Deeper quotations and lists are shown at this depth: browsers and screen readers fail on thousands.
constexpr unsigned kDeepestTag = 64;

constexpr auto kSpecial = [] {
  std::array<bool, 256> special{};
  for (const char c : std::string_view("&<>\"'")) special[static_cast<unsigned char>(c)] = true;
  return special;
}();

const char* alignment(MD_ALIGN align) {
  switch (align) {
    case MD_ALIGN_LEFT: return " align=\"left\"";
    case MD_ALIGN_CENTER: return " align=\"center\"";
    case MD_ALIGN_RIGHT: return " align=\"right\"";
    default: return "";
  }
}

class HtmlEmitter final : public MarkdownVisitor {
 public:
  HtmlEmitter(const std::vector<std::string>& heading_ids, const HtmlOptions& options, std::size_t most)
      : options_(options), heading_ids_(heading_ids), known_ids_(heading_ids.begin(), heading_ids.end()), most_(most) {
    html_.reserve(most / 14);
  }

  std::string take() && { return std::move(html_); }

  bool enter_block(MD_BLOCKTYPE type, const void* detail) override {
    switch (type) {
      case MD_BLOCK_QUOTE: open_container("<blockquote>\n"); break;
      case MD_BLOCK_UL: open_container("<ul>\n"); break;
      case MD_BLOCK_OL: open_ordered(*static_cast<const MD_BLOCK_OL_DETAIL*>(detail)); break;
      case MD_BLOCK_LI: open_item(*static_cast<const MD_BLOCK_LI_DETAIL*>(detail)); break;
      case MD_BLOCK_HR: html_ += "<hr />\n"; break;
      case MD_BLOCK_H: open_heading(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level); break;
      case MD_BLOCK_CODE: open_code(*static_cast<const MD_BLOCK_CODE_DETAIL*>(detail)); break;
      case MD_BLOCK_P: html_ += "<p>"; break;
      case MD_BLOCK_TABLE: html_ += "<table>\n"; break;
      case MD_BLOCK_THEAD: html_ += "<thead>\n"; break;
      case MD_BLOCK_TBODY: html_ += "<tbody>\n"; break;
      case MD_BLOCK_TR: html_ += "<tr>\n"; break;
      case MD_BLOCK_TH: open_cell("th", detail); break;
      case MD_BLOCK_TD: open_cell("td", detail); break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_HTML: break;
    }
    return fits();
  }

  bool leave_block(MD_BLOCKTYPE type, const void* detail) override {
    switch (type) {
      case MD_BLOCK_QUOTE: close_container("</blockquote>\n"); break;
      case MD_BLOCK_UL: close_container("</ul>\n"); break;
      case MD_BLOCK_OL: close_container("</ol>\n"); break;
      case MD_BLOCK_LI:
        if (depth_ <= kDeepestTag) html_ += "</li>\n";
        break;
      case MD_BLOCK_H: html_ += fmt::format("</h{}>\n", static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level); break;
      case MD_BLOCK_CODE: html_ += "</code></pre>\n"; break;
      case MD_BLOCK_P: html_ += "</p>\n"; break;
      case MD_BLOCK_TABLE: html_ += "</table>\n"; break;
      case MD_BLOCK_THEAD: html_ += "</thead>\n"; break;
      case MD_BLOCK_TBODY: html_ += "</tbody>\n"; break;
      case MD_BLOCK_TR: html_ += "</tr>\n"; break;
      case MD_BLOCK_TH: html_ += "</th>\n"; break;
      case MD_BLOCK_TD: html_ += "</td>\n"; break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_HR:
      case MD_BLOCK_HTML: break;
    }
    return fits();
  }

  bool enter_span(MD_SPANTYPE type, const void* detail) override {
    if (type == MD_SPAN_IMG) return open_image(*static_cast<const MD_SPAN_IMG_DETAIL*>(detail));
    if (images_ > 0) return fits();
    switch (type) {
      case MD_SPAN_EM: html_ += "<em>"; break;
      case MD_SPAN_STRONG: html_ += "<strong>"; break;
      case MD_SPAN_CODE: html_ += "<code>"; break;
      case MD_SPAN_DEL: html_ += "<del>"; break;
      case MD_SPAN_A: open_link(*static_cast<const MD_SPAN_A_DETAIL*>(detail)); break;
      default: break;
    }
    return fits();
  }

  bool leave_span(MD_SPANTYPE type, const void* detail) override {
    if (type == MD_SPAN_IMG) return close_image(*static_cast<const MD_SPAN_IMG_DETAIL*>(detail));
    if (images_ > 0) return fits();
    switch (type) {
      case MD_SPAN_EM: html_ += "</em>"; break;
      case MD_SPAN_STRONG: html_ += "</strong>"; break;
      case MD_SPAN_CODE: html_ += "</code>"; break;
      case MD_SPAN_DEL: html_ += "</del>"; break;
      case MD_SPAN_A:
        if (link_open_) html_ += "</a>";
        link_open_ = false;
        break;
      default: break;
    }
    return fits();
  }

  bool text(MD_TEXTTYPE type, std::string_view text) override {
    switch (type) {
      case MD_TEXT_NULLCHAR: html_ += "\uFFFD"; break;
      case MD_TEXT_BR: html_ += images_ > 0 ? " " : "<br />\n"; break;
      case MD_TEXT_SOFTBR: html_ += images_ > 0 ? " " : "\n"; break;
      case MD_TEXT_ENTITY: add_entity(text); break;
      default: add_escaped(text);
    }
    return fits();
  }

 private:
  [[nodiscard]] bool fits() const { return html_.size() <= most_; }

  void open_container(std::string_view tag) {
    if (++depth_ <= kDeepestTag) html_ += tag;
  }
  void close_container(std::string_view tag) {
    if (depth_-- <= kDeepestTag) html_ += tag;
  }
  void open_ordered(const MD_BLOCK_OL_DETAIL& list) {
    open_container(list.start == 1 ? "<ol>\n" : fmt::format("<ol start=\"{}\">\n", list.start));
  }
  void open_item(const MD_BLOCK_LI_DETAIL& item) {
    if (depth_ > kDeepestTag) return;
    html_ += item.is_task != 0 ? "<li class=\"task\">" : "<li>";
    if (item.is_task == 0) return;
    html_ += item.task_mark == ' ' ? "<input type=\"checkbox\" disabled /> "
                                   : "<input type=\"checkbox\" checked disabled /> ";
  }
  void open_heading(unsigned level) {
    html_ += fmt::format("<h{}", level);
    if (headings_ < heading_ids_.size()) html_ += fmt::format(" id=\"{}\"", escape_html(heading_ids_[headings_++]));
    html_ += ">";
  }
  void open_code(const MD_BLOCK_CODE_DETAIL& code) {
    const std::string language = attribute_text(code.lang);
    html_ += language.empty() ? "<pre><code>" : fmt::format("<pre><code class=\"language-{}\">", escape_html(language));
  }
  void open_cell(std::string_view tag, const void* detail) {
    html_ += fmt::format("<{}{}>", tag, alignment(static_cast<const MD_BLOCK_TD_DETAIL*>(detail)->align));
  }

  // A link to "#slug" means the heading of that slug when the document has one.
  std::string follow_heading(std::string url) const {
    if (!url.starts_with('#')) return url;
    std::string id = std::string(kHeadingIdPrefix) + url.substr(1);
    return known_ids_.contains(id) ? "#" + id : url;
  }

  void open_link(const MD_SPAN_A_DETAIL& link) {
    const auto url = find_safe_url(attribute_text(link.href));
    link_open_ = url.has_value();
    if (!url) return;
    html_ += fmt::format("<a href=\"{}\"", escape_html(follow_heading(*url)));
    add_title(link.title);
    const auto source = options_.find_source ? options_.find_source(*url) : std::nullopt;
    if (source) html_ += fmt::format(" class=\"citation\" data-source=\"{}\"", escape_html(*source));
    html_ += " rel=\"nofollow noopener\">";
  }

  bool open_image(const MD_SPAN_IMG_DETAIL& image) {
    if (images_++ > 0) return fits();
    image_url_ = find_safe_url(attribute_text(image.src));
    image_is_link_ = false;
    if (image_url_ && options_.find_image) {
      const auto shown = options_.find_image(*image_url_);
      image_is_link_ = !shown && !link_open_;
      if (image_is_link_) html_ += fmt::format("<a href=\"{}\" rel=\"nofollow noopener\">", escape_html(*image_url_));
      image_url_ = shown;
    }
    if (image_url_) html_ += fmt::format("<img src=\"{}\" alt=\"", escape_html(*image_url_));
    return fits();
  }
  bool close_image(const MD_SPAN_IMG_DETAIL& image) {
    if (--images_ > 0) return fits();
    if (image_is_link_) html_ += "</a>";
    if (!image_url_) return fits();
    html_ += "\"";
    add_title(image.title);
    html_ += " />";
    return fits();
  }

  void add_title(const MD_ATTRIBUTE& attribute) {
    if (attribute.text == nullptr) return;
    html_ += fmt::format(" title=\"{}\"", escape_html(attribute_text(attribute)));
  }

  // As escape_html, into the document: most text needs no escaping at all.
  void add_escaped(std::string_view text) {
    for (;;) {
      const auto special =
          std::find_if(text.begin(), text.end(), [](char c) { return kSpecial[static_cast<unsigned char>(c)]; });
      const auto plain = static_cast<std::size_t>(special - text.begin());
      html_.append(text.substr(0, plain));
      if (plain == text.size()) return;
      html_ += escape_html(text.substr(plain, 1));
      text.remove_prefix(plain + 1);
    }
  }

  // A name outside of our table is left to the browser: a reference yields text only, never markup.
  void add_entity(std::string_view reference) {
    const auto known = find_entity(reference);
    html_ += known ? escape_html(*known) : std::string(reference);
  }

  std::string html_;
  const HtmlOptions& options_;
  const std::vector<std::string>& heading_ids_;
  std::set<std::string> known_ids_;
  std::size_t most_;
  std::size_t headings_ = 0;
  unsigned depth_ = 0;
  unsigned images_ = 0;
  bool link_open_ = false;
  bool image_is_link_ = false;
  std::optional<std::string> image_url_;
};

std::string as_preformatted(std::string_view text) {
  return "<pre>" + escape_html(text) + "</pre>\n";
}

}  // namespace

std::string render_html(std::string_view markdown, std::size_t limit) {
  return render_html(markdown, HtmlOptions{limit});
}

std::string render_html(std::string_view markdown, const HtmlOptions& options) {
  const std::string text = to_utf8(markdown);
  if (text.size() > options.limit) return as_preformatted(text);
  const std::vector<std::string> ids = list_heading_ids(text);
  HtmlEmitter emitter(ids, options, 16 * text.size() + (1U << 20U));
  if (!parse_markdown(with_github_tables(text), emitter)) return as_preformatted(text);
  return std::move(emitter).take();
}

}  // namespace debrief
