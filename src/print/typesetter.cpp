// SPDX-License-Identifier: Apache-2.0
#include "print/typesetter.hpp"

#include "print/printable.hpp"

#include <algorithm>
#include <numeric>

namespace debrief::print {
namespace {

double points(int units) {
  return static_cast<double>(units) / PANGO_SCALE;
}
int units(double points) {
  return static_cast<int>(points * PANGO_SCALE);
}

struct ReleaseFont {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using FontPtr = std::unique_ptr<PangoFontDescription, ReleaseFont>;

FontPtr font_of(const Look& look, bool code) {
  FontPtr font(pango_font_description_from_string(code ? kCodeFamily : kTextFamily));
  pango_font_description_set_size(font.get(), units(look.size));
  pango_font_description_set_weight(font.get(), static_cast<PangoWeight>(look.weight));
  if (look.italic) pango_font_description_set_style(font.get(), PANGO_STYLE_ITALIC);
  return font;
}

struct ReleaseAttributes {
  void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};

class Attributes {
 public:
  Attributes() : list_(pango_attr_list_new()) {}

  void add(PangoAttribute* attribute, std::uint32_t begin, std::uint32_t end) {
    attribute->start_index = begin;
    attribute->end_index = end;
    pango_attr_list_insert(list_.get(), attribute);
  }
  void add_color(Color color, std::uint32_t begin, std::uint32_t end) {
    const auto part = [](double share) { return static_cast<guint16>(share * 65535); };
    add(pango_attr_foreground_new(part(color.red), part(color.green), part(color.blue)), begin, end);
  }
  void add_span(const Span& span, const Look& look, bool is_link) {
    if ((span.flags & kBold) != 0) add(pango_attr_weight_new(PANGO_WEIGHT_BOLD), span.begin, span.end);
    if ((span.flags & kItalic) != 0) add(pango_attr_style_new(PANGO_STYLE_ITALIC), span.begin, span.end);
    if ((span.flags & kStrike) != 0) add(pango_attr_strikethrough_new(TRUE), span.begin, span.end);
    if ((span.flags & kCode) != 0) {
      add(pango_attr_family_new(kCodeFamily), span.begin, span.end);
      add(pango_attr_size_new(units(look.size * 0.92)), span.begin, span.end);
    }
    if (is_link) add_color(kAccent, span.begin, span.end);
    else if ((span.flags & kSoft) != 0) add_color(kSoftInk, span.begin, span.end);
  }
  [[nodiscard]] PangoAttrList* get() const { return list_.get(); }

 private:
  std::unique_ptr<PangoAttrList, ReleaseAttributes> list_;
};

PangoAlignment alignment(Align align) {
  if (align == Align::center) return PANGO_ALIGN_CENTER;
  return align == Align::right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

std::vector<Line> lines_of(PangoLayout* layout, double least_height) {
  std::vector<Line> lines;
  PangoLayoutIter* at = pango_layout_get_iter(layout);
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(at, nullptr, &logical);
    const double natural = points(logical.height);
    const double ascent = points(pango_layout_iter_get_baseline(at) - logical.y);
    const double height = std::max(least_height, natural);
    lines.push_back(
        {pango_layout_iter_get_line_readonly(at), points(logical.x), height, (height - natural) / 2 + ascent});
  } while (pango_layout_iter_next_line(at) != FALSE);
  pango_layout_iter_free(at);
  return lines;
}

}  // namespace

double Lines::height() const {
  return std::accumulate(lines.begin(), lines.end(), 0.0,
                         [](double sum, const Line& line) { return sum + line.height; });
}

Typesetter::Typesetter() : context_(pango_font_map_create_context(pango_cairo_font_map_get_default())) {
  pango_cairo_context_set_resolution(context_.get(), 72);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  // The choice of fonts must not depend on the locale of the server.
  pango_context_set_language(context_.get(), pango_language_from_string("en"));
  pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_WEAK_LTR);
}

bool Typesetter::has_fonts() const {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(pango_context_get_font_map(context_.get()), &families, &count);
  g_free(families);
  return count > 0;
}

ObjectPtr<PangoLayout> Typesetter::lay_out(const RichText& text, const Look& look, bool code,
                                           const std::vector<bool>& is_link) const {
  ObjectPtr<PangoLayout> layout(pango_layout_new(context_.get()));
  pango_layout_set_font_description(layout.get(), font_of(look, code).get());
  const std::string shown = printable(text.text);
  pango_layout_set_text(layout.get(), shown.data(), static_cast<int>(shown.size()));
  Attributes attributes;
  attributes.add(pango_attr_insert_hyphens_new(FALSE), 0, G_MAXUINT);
  for (const Span& span : text.spans) {
    const auto link = static_cast<std::size_t>(span.link);
    attributes.add_span(span, look, span.link >= 0 && link < is_link.size() && is_link[link]);
  }
  pango_layout_set_attributes(layout.get(), attributes.get());
  return layout;
}

Lines Typesetter::set(const RichText& text, const Look& look, const Setting& setting,
                      const std::vector<bool>& is_link) const {
  Lines set{lay_out(text, look, setting.code, is_link), {}};
  pango_layout_set_width(set.layout.get(), units(std::max(setting.width, 1.0)));
  pango_layout_set_wrap(set.layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(set.layout.get(), alignment(setting.align));
  if (setting.one_line) {
    pango_layout_set_single_paragraph_mode(set.layout.get(), TRUE);
    pango_layout_set_ellipsize(set.layout.get(), PANGO_ELLIPSIZE_END);
  }
  set.lines = lines_of(set.layout.get(), look.line);
  return set;
}

Lines Typesetter::set(std::string_view text, const Look& look, const Setting& setting) const {
  RichText rich;
  rich.add(text);
  return set(rich, look, setting);
}

Typesetter::Widths Typesetter::measure(const RichText& text, const Look& look) const {
  const auto layout = lay_out(text, look, false, {});
  Widths widths;
  int width = 0;
  pango_layout_get_size(layout.get(), &width, nullptr);
  widths.natural = points(width) + 0.5;
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD);
  pango_layout_set_width(layout.get(), 0);
  pango_layout_get_size(layout.get(), &width, nullptr);
  widths.least = points(width) + 0.5;
  return widths;
}

}  // namespace debrief::print

// LeakSanitizer asks the program under this name. What Pango's cache of a thread knows of fonts is still there at the
// end, behind pointers that the sanitizer cannot follow; it does not grow with the number of documents.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\n";
}
