// SPDX-License-Identifier: Apache-2.0
#include "changeset/change_set.hpp"
#include "changeset/utf16.hpp"

#include <fmt/format.h>

#include <iterator>

namespace debrief::changeset {
namespace {

// No text that anybody may keep is longer.
constexpr std::int64_t kLongest = 1 << 30;

Error not_a_change_set() {
  return invalid("this is not a change set")
      .with_help("It is an array of numbers (kept), [number] (deleted) and [number, \"line\", …] (replaced).");
}

Result<std::size_t> length_of(const json::value& number) {
  if (!number.is_int64() || number.get_int64() < 0 || number.get_int64() > kLongest) return not_a_change_set();
  return static_cast<std::size_t>(number.get_int64());
}

Result<std::u16string> text_of(const json::array& part) {
  std::u16string text;
  for (std::size_t i = 1; i < part.size(); ++i) {
    if (!part[i].is_string()) return not_a_change_set();
    const auto& line = part[i].get_string();
    const std::u16string units = to_utf16({line.data(), line.size()});
    if (units.find(u'\n') != std::u16string::npos || !is_document_text(units))
      return invalid("a line of a change set holds a line break, NUL or half a character");
    if (i > 1) text += u'\n';
    text += units;
  }
  return text;
}

Result<Section> section_of(const json::value& part) {
  if (!part.is_array()) return Section{TRY(length_of(part)), true};
  const json::array& parts = part.get_array();
  if (parts.empty()) return not_a_change_set();
  return Section{TRY(length_of(parts[0])), false, TRY(text_of(parts))};
}

void write_character(std::string& out, char16_t unit) {
  constexpr char16_t kFirstPrintable = 0x20;
  if (unit == u'"' || unit == u'\\') out += '\\';
  if (unit < kFirstPrintable) fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(unit));
  else out += static_cast<char>(unit);
}

void write_line(std::string& out, std::u16string_view line) {
  out += ",\"";
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t begin = i;
    while (i < line.size() && line[i] >= 0x80) ++i;
    if (i > begin) out += to_utf8(line.substr(begin, i - begin));
    if (i < line.size()) write_character(out, line[i++]);
  }
  out += '"';
}

void write_lines(std::string& out, std::u16string_view text) {
  for (;;) {
    const std::size_t end = text.find(u'\n');
    write_line(out, text.substr(0, end));
    if (end == std::u16string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

Result<ChangeSet> read_change_set(const json::value& document) {
  if (!document.is_array()) return not_a_change_set();
  std::vector<Section> sections;
  std::size_t total = 0;
  for (const json::value& part : document.get_array()) {
    Section section = TRY(section_of(part));
    if (section.length == 0 && section.text.empty()) return not_a_change_set();
    total += section.length;
    if (total > static_cast<std::size_t>(kLongest)) return not_a_change_set();
    sections.push_back(std::move(section));
  }
  return ChangeSet(std::move(sections));
}

std::string to_json_text(const ChangeSet& change) {
  std::string out = "[";
  for (const Section& section : change.sections()) {
    if (out.size() > 1) out += ',';
    if (section.kept) {
      out += std::to_string(section.length);
      continue;
    }
    out += '[' + std::to_string(section.length);
    if (!section.text.empty()) write_lines(out, section.text);
    out += ']';
  }
  return out + ']';
}

}  // namespace debrief::changeset
