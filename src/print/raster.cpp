// SPDX-License-Identifier: Apache-2.0
#include "print/raster.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

namespace debrief::print {
namespace {

constexpr std::uint64_t kMostPixels = 40'000'000;

struct Size {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t length) {
  std::uint32_t value = 0;
  for (const char c : bytes.substr(at, length)) value = value << 8U | static_cast<unsigned char>(c);
  return value;
}

std::optional<Size> png_size(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (!bytes.starts_with("\x89PNG\r\n\x1a\n"sv) || bytes.size() < 33) return std::nullopt;
  return Size{number(bytes, 16, 4), number(bytes, 20, 4)};
}

// From the frame header; ITU-T T.81, annex B.
std::optional<Size> jpeg_size(std::string_view bytes) {
  if (!bytes.starts_with("\xFF\xD8\xFF")) return std::nullopt;
  std::size_t at = 2;
  while (at + 9 < bytes.size()) {
    if (bytes[at] != '\xFF') return std::nullopt;
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xFF) {
      ++at;
      continue;
    }
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) return Size{number(bytes, at + 7, 2), number(bytes, at + 5, 2)};
    if (marker == 0xDA || marker == 0xD9) return std::nullopt;
    const bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    at += alone ? 2 : 2 + number(bytes, at + 2, 2);
  }
  return std::nullopt;
}

bool is_fair(const Size& size) {
  return size.width > 0 && size.height > 0 && size.width < 32'767 && size.height < 32'767 &&
         static_cast<std::uint64_t>(size.width) * size.height <= kMostPixels;
}

SurfacePtr sound(SurfacePtr surface) {
  return cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS ? std::move(surface) : SurfacePtr();
}

SurfacePtr read_png(std::string_view bytes) {
  const auto read = [](void* closure, unsigned char* data, unsigned int length) {
    auto& rest = *static_cast<std::string_view*>(closure);
    if (rest.size() < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(data, rest.data(), length);
    rest.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
  };
  return sound(SurfacePtr(cairo_image_surface_create_from_png_stream(read, &bytes)));
}

SurfacePtr wrap_jpeg(const std::string& bytes, const Size& size) {
  SurfacePtr surface(
      cairo_image_surface_create(CAIRO_FORMAT_A8, static_cast<int>(size.width), static_cast<int>(size.height)));
  auto* copy = new std::string(bytes);
  const auto release = [](void* data) { delete static_cast<std::string*>(data); };
  const auto status =
      cairo_surface_set_mime_data(surface.get(), CAIRO_MIME_TYPE_JPEG,
                                  reinterpret_cast<const unsigned char*>(copy->data()), copy->size(), release, copy);
  if (status != CAIRO_STATUS_SUCCESS) return release(copy), SurfacePtr();
  return sound(std::move(surface));
}

}  // namespace

SurfacePtr read_picture(const std::string& bytes) {
  if (const auto size = png_size(bytes)) return is_fair(*size) ? read_png(bytes) : SurfacePtr();
  if (const auto size = jpeg_size(bytes)) return is_fair(*size) ? wrap_jpeg(bytes, *size) : SurfacePtr();
  return {};
}

}  // namespace debrief::print
