// SPDX-License-Identifier: Apache-2.0
#include "connectors/unknown_format.hpp"

#include "base/stamp.hpp"
#include "base/text.hpp"
#include "connectors/decode_text.hpp"

#include <algorithm>
#include <array>

namespace debrief::connectors {
namespace {

using namespace std::string_view_literals;
using namespace std::chrono_literals;

constexpr std::string_view kKept = "; it is kept as evidence";
constexpr std::size_t kLogLines = 20;

struct Magic {
  std::string_view bytes;
  std::size_t offset;
  std::string_view what;
};

constexpr std::array kMagics = std::to_array<Magic>({
    {"%PDF"sv, 0, "PDF is not read yet"},
    {"\x89PNG"sv, 0, "pictures (PNG) are not read"},
    {"\xff\xd8\xff"sv, 0, "pictures (JPEG) are not read"},
    {"GIF8"sv, 0, "pictures (GIF) are not read"},
    {"WEBP"sv, 8, "pictures (WebP) are not read"},
    {"ftyp"sv, 4, "videos are not read"},
    {"\x1a\x45\xdf\xa3"sv, 0, "videos are not read"},
    {"\xd0\xcf\x11\xe0"sv, 0, "documents of older office programs are not read yet; save it as text or CSV"},
    {"SQLite format 3"sv, 0, "databases are not read"},
    {"\x7f"
     "ELF"sv,
     0, "programs are not read"},
    {"MZ"sv, 0, "programs are not read"},
    {"\xd4\xc3\xb2\xa1"sv, 0, "network captures are not read yet"},
    {"\x0a\x0d\x0d\x0a"sv, 0, "network captures are not read yet"},
    {"Rar!"sv, 0, "RAR archives are not read; pack it as zip"},
    {"7z\xbc\xaf"sv, 0, "7-Zip archives are not read; pack it as zip"},
    {"From "sv, 0, "mail is not read yet"},
});

struct NameEnding {
  std::string_view ending;
  std::string_view what;
};

constexpr std::array kEndings = std::to_array<NameEnding>({
    {".docx", "Word documents are not read yet; save it as text"},
    {".xlsx", "Excel workbooks are not read yet; save the sheet as CSV"},
    {".pptx", "presentations are not read yet"},
    {".odt", "office documents are not read yet; save it as text"},
    {".ods", "office documents are not read yet; save the sheet as CSV"},
    {".eml", "mail is not read yet"},
    {".msg", "mail is not read yet"},
    {".ics", "calendars are not read yet"},
    {".html", "web pages are not read yet; save it as text"},
    {".htm", "web pages are not read yet; save it as text"},
    {".xml", "XML is not read yet"},
    {".yaml", "YAML is not read yet"},
    {".yml", "YAML is not read yet"},
});

std::string kept(std::string_view what) {
  return std::string(what) + std::string(kKept);
}

}  // namespace

bool is_system_file(std::string_view name) {
  const std::string_view base = name.substr(name.find_last_of('/') + 1);
  return base == ".DS_Store" || base == "Thumbs.db" || base == "desktop.ini" || base.starts_with("._") ||
         name.starts_with("__MACOSX/");
}

bool looks_like_log(std::string_view name, std::string_view head) {
  const std::string lower = to_lower(name);
  StampContext context;
  context.day = 2000y / 1 / 1;
  std::size_t lines = 0;
  std::size_t stamped = 0;
  for (const std::string_view line : split_lines(head)) {
    if (trim(line).empty()) continue;
    ++lines;
    const auto found = find_stamp_at_start(line, context);
    if (found && found->position == 0 && found->stamp.precision >= Precision::second) ++stamped;
  }
  const bool named = lower.ends_with(".log") || lower.find(".log.") != std::string::npos;
  return named || (lines >= kLogLines && stamped * 10 >= lines * 9);
}

std::string reason_unread(std::string_view name, std::string_view bytes) {
  if (bytes.empty()) return "the file is empty";
  if (is_system_file(name)) return "a file of the operating system, which says nothing about the incident";
  const std::string lower = to_lower(name);
  for (const NameEnding& known : kEndings)
    if (lower.ends_with(known.ending)) return kept(known.what);
  for (const Magic& magic : kMagics)
    if (bytes.size() > magic.offset && bytes.substr(magic.offset).starts_with(magic.bytes)) return kept(magic.what);
  const auto decoded = decode_text(bytes.substr(0, 64 * 1024));
  if (!decoded) return kept("the content is binary and of no known format");
  const std::string_view text = trim(decoded->text);
  if (text.starts_with('{') || text.starts_with('[')) return kept("the JSON is of no known form");
  if (text.starts_with("<")) return kept("XML and web pages are not read yet");
  if (looks_like_log(name, text)) return kept("logs are not put on the timeline line by line");
  return kept("the format is not known");
}

}  // namespace debrief::connectors
