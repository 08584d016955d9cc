// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/export_pictures.hpp"

#include <algorithm>
#include <memory>

namespace debrief::features::postmortems {
namespace {

constexpr std::size_t kMostBytes = 40'000'000;
constexpr std::string_view kBefore = "/api/v1/evidence/";
constexpr std::string_view kBehind = "/original";

std::string_view evidence_id(std::string_view address) {
  const std::size_t at = address.find(kBefore);
  if (at == std::string_view::npos || !address.ends_with(kBehind)) return {};
  const std::string_view id = address.substr(at + kBefore.size());
  return id.size() > kBehind.size() ? id.substr(0, id.size() - kBehind.size()) : std::string_view{};
}

// By the first bytes, never by a name. Formats that may hold script are not among them.
std::string_view media_type(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return "image/webp";
  return {};
}

}  // namespace

std::function<std::optional<ExportPicture>(std::string_view)> find_pictures(const ExportInput& input) {
  auto left = std::make_shared<std::size_t>(kMostBytes);
  return [&input, left](std::string_view address) -> std::optional<ExportPicture> {
    const std::string_view id = evidence_id(address);
    const auto& items = input.evidence.items;
    const auto item = std::find_if(items.begin(), items.end(), [&](const auto& one) { return one.id == id; });
    if (id.empty() || item == items.end() || !input.read_original) return std::nullopt;
    if (item->size < 0 || static_cast<std::size_t>(item->size) > *left) return std::nullopt;
    auto bytes = input.read_original(item->sha256);
    if (!bytes || bytes->size() > *left || media_type(*bytes).empty()) return std::nullopt;
    *left -= bytes->size();
    return ExportPicture{media_type(*bytes), *std::move(bytes)};
  };
}

}  // namespace debrief::features::postmortems
