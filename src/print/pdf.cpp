// SPDX-License-Identifier: Apache-2.0
#include "print/pdf.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "print/printable.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <stdexcept>

namespace debrief::print {
namespace {

// Cairo writes addresses as they are into strings of the PDF, and reads attributes between apostrophes.
std::string quoted_address(std::string_view address) {
  std::string quoted;
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte >= 0x7F || std::string_view("()\\'\"<>").find(c) != std::string_view::npos)
      quoted += fmt::format("%{:02X}", byte);
    else quoted += c;
  }
  return quoted;
}

std::string text_of(std::string_view text) {
  std::string clean = printable(to_utf8(text));
  for (char& c : clean)
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  return clean;
}

}  // namespace

Pdf::Pdf(const PageSize& page, std::size_t most_bytes) : most_bytes_(most_bytes) {
  const auto write = [](void* closure, const unsigned char* data, unsigned int length) {
    auto& pdf = *static_cast<Pdf*>(closure);
    if (pdf.bytes_.size() + length > pdf.most_bytes_) {
      pdf.full_ = true;
      return CAIRO_STATUS_WRITE_ERROR;
    }
    pdf.bytes_.append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
  };
  surface_ = cairo_pdf_surface_create_for_stream(write, this, page.width, page.height);
  context_ = cairo_create(surface_);
}

Pdf::~Pdf() {
  cairo_destroy(context_);
  cairo_surface_destroy(surface_);
}

void Pdf::describe(const Document& document) {
  const auto set = [&](cairo_pdf_metadata_t what, std::string_view text) {
    cairo_pdf_surface_set_metadata(surface_, what, text_of(text).c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, document.title);
  set(CAIRO_PDF_METADATA_AUTHOR, document.author);
  set(CAIRO_PDF_METADATA_SUBJECT, document.kind);
  set(CAIRO_PDF_METADATA_CREATOR, "Debrief");
  set(CAIRO_PDF_METADATA_CREATE_DATE, to_rfc3339(document.created_at));
  set(CAIRO_PDF_METADATA_MOD_DATE, to_rfc3339(document.changed_at));
}

void Pdf::end_page() {
  cairo_show_page(context_);
}

bool Pdf::is_sound() const {
  return !full_ && cairo_status(context_) == CAIRO_STATUS_SUCCESS;
}

void Pdf::fill(const Rectangle& area, Color color, double radius) {
  cairo_set_source_rgb(context_, color.red, color.green, color.blue);
  if (radius <= 0) {
    cairo_rectangle(context_, area.x, area.y, area.width, area.height);
  } else {
    constexpr double kQuarter = 1.5707963267948966;
    const double right = area.x + area.width - radius, bottom = area.y + area.height - radius;
    cairo_new_sub_path(context_);
    cairo_arc(context_, right, area.y + radius, radius, -kQuarter, 0);
    cairo_arc(context_, right, bottom, radius, 0, kQuarter);
    cairo_arc(context_, area.x + radius, bottom, radius, kQuarter, 2 * kQuarter);
    cairo_arc(context_, area.x + radius, area.y + radius, radius, 2 * kQuarter, 3 * kQuarter);
    cairo_close_path(context_);
  }
  cairo_fill(context_);
}

void Pdf::draw_line(Point from, Point to, double width, Color color, bool dotted) {
  cairo_set_source_rgb(context_, color.red, color.green, color.blue);
  cairo_set_line_width(context_, width);
  constexpr double kDots[] = {0, 3.2};
  cairo_set_dash(context_, kDots, dotted ? 2 : 0, 0);
  cairo_set_line_cap(context_, dotted ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  cairo_move_to(context_, from.x, from.y);
  cairo_line_to(context_, to.x, to.y);
  cairo_stroke(context_);
  cairo_set_dash(context_, nullptr, 0, 0);
}

void Pdf::show(const Line& line, double x, double y, Color color) {
  cairo_set_source_rgb(context_, color.red, color.green, color.blue);
  cairo_move_to(context_, x + line.x, y + line.baseline);
  pango_cairo_show_layout_line(context_, line.line);
}

void Pdf::add_anchor(const std::string& anchor, double y) {
  cairo_tag_begin(context_, CAIRO_TAG_DEST, fmt::format("name='{}' x=0 y={:.2f}", anchor, y).c_str());
  cairo_tag_end(context_, CAIRO_TAG_DEST);
}

void Pdf::link(const std::string& where, const Rectangle& area) {
  const std::string attributes =
      fmt::format("{} rect=[{:.2f} {:.2f} {:.2f} {:.2f}]", where, area.x, area.y, area.width, area.height);
  cairo_tag_begin(context_, CAIRO_TAG_LINK, attributes.c_str());
  cairo_tag_end(context_, CAIRO_TAG_LINK);
}

void Pdf::link_to(const std::string& anchor, const Rectangle& area) {
  link(fmt::format("dest='{}'", anchor), area);
}

void Pdf::link_out(const std::string& address, const Rectangle& area) {
  link(fmt::format("uri='{}'", quoted_address(address)), area);
}

int Pdf::add_bookmark(int parent, const std::string& title, const std::string& anchor) {
  return cairo_pdf_surface_add_outline(surface_, parent == 0 ? CAIRO_PDF_OUTLINE_ROOT : parent, text_of(title).c_str(),
                                       fmt::format("dest='{}'", anchor).c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

Result<std::string> Pdf::finish() {
  cairo_surface_finish(surface_);
  if (full_) return too_large("the PDF would be larger than {} MB", most_bytes_ >> 20U);
  if (const auto status = cairo_surface_status(surface_); status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(fmt::format("the PDF could not be written: {}", cairo_status_to_string(status)));
  return std::move(bytes_);
}

}  // namespace debrief::print
