// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/refuse.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace debrief::connectors::archive {
namespace {

std::string file_name(std::string_view source) {
  return to_lower(source.substr(source.rfind('/') + 1));
}

std::string stem_of(std::string_view source) {
  const std::string name = file_name(source);
  return name.substr(0, name.find('.', 1));
}

std::string extension_of(std::string_view source) {
  const std::string name = file_name(source);
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? "" : name.substr(dot + 1);
}

Error refuse(ErrorCode code, std::string_view source, std::string_view why, std::string_view help = {}) {
  return make_error(code, "'{}' is not taken in: {}", shorten(to_utf8(source), 200), why).with_help(std::string(help));
}

struct Magic {
  std::string_view begin;
  std::string_view name;
};
constexpr std::array kMagic{Magic{"%PDF-", "a PDF"},
                            Magic{"\x89PNG", "a PNG image"},
                            Magic{"\xFF\xD8\xFF", "a JPEG image"},
                            Magic{"GIF8", "a GIF image"},
                            Magic{"PK\x03\x04", "an archive or an office document"},
                            Magic{"\x1F\x8B", "gzip-compressed"},
                            Magic{"\xD0\xCF\x11\xE0", "an old office document"},
                            Magic{"RIFF", "an image or a recording"},
                            Magic{"{\\rtf", "a rich text file"}};

bool is_among(std::string_view text, std::initializer_list<std::string_view> some) {
  return std::find(some.begin(), some.end(), text) != some.end();
}

std::size_t count_kind(const Evidence& evidence, std::initializer_list<SectionKind> kinds) {
  return static_cast<std::size_t>(
      std::count_if(evidence.sections.begin(), evidence.sections.end(), [&](const SectionLines& section) {
        return section.level > 0 && std::find(kinds.begin(), kinds.end(), section.own) != kinds.end();
      }));
}

bool mentions(std::string_view text, std::initializer_list<std::string_view> words) {
  const std::string lower = to_lower(text.substr(0, 200'000));
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

std::string whole_text(const Evidence& evidence) {
  std::string text(evidence.title);
  for (const std::string_view name : {"url", "summary", "description"})
    if (const FrontMatterValue* value = evidence.fields.find(name)) text += "\n" + value->text;
  for (const Line& line : evidence.lines) {
    if (text.size() > 200'000) break;
    text += '\n';
    text += line.content;
  }
  return text;
}

// Lines that are nothing but a link: the mark of a list of documents.
bool is_list_of_links(const Evidence& evidence) {
  std::size_t links = 0, others = 0;
  for (const Line& line : evidence.lines) {
    if (line.kind != LineKind::item && line.kind != LineKind::text && line.kind != LineKind::row) continue;
    const std::string_view text = line.content;
    const bool link =
        line.kind == LineKind::item &&
        ((text.starts_with('[') && text.ends_with(')')) || (text.starts_with('<') && text.ends_with('>')) ||
         (text.starts_with("http") && text.find(' ') == std::string_view::npos));
    ++(link ? links : others);
  }
  return links >= 5 && links * 2 > others;
}

// "20xx-MM-DD HH:mm", "YYYY-MM-DD", "<date>", "Incident Title"
std::size_t count_placeholders(const std::string& text) {
  std::size_t count = 0;
  for (const std::string_view placeholder : {"YYYY", "yyyy-mm", "20xx", "HH:mm", "HH:MM", "hh:mm", "XX:XX", "<date>",
                                             "<title>", "[title]", "Incident Title", "TITLE HERE", "Lorem ipsum"})
    if (text.find(placeholder) != std::string::npos) ++count;
  return count;
}

bool is_template(const Evidence& evidence, const std::string& text) {
  const bool named = stem_of(evidence.source).find("template") != std::string::npos;
  const bool titled = mentions(evidence.title, {"template"});
  if (named || titled) return evidence.entries < 3;
  return count_placeholders(text) >= 2 && evidence.entries == 0;
}

}  // namespace

std::optional<Error> find_refusal_of_file(std::string_view source, std::string_view bytes, const ReadOptions& options) {
  if (bytes.empty()) return refuse(ErrorCode::invalid, source, "it is empty");
  if (bytes.size() > options.limit)
    return refuse(ErrorCode::too_large, source,
                  fmt::format("it has {} bytes, more than the limit of {}", bytes.size(), options.limit),
                  "Split it, or attach it as evidence.");
  for (const Magic& magic : kMagic)
    if (bytes.starts_with(magic.begin))
      return refuse(ErrorCode::unsupported, source, fmt::format("it is {}, not text", magic.name),
                    "Export it as Markdown or plain text.");
  const std::string name = file_name(source);
  const std::string stem = stem_of(source);
  if (is_among(stem, {"license", "licence", "copying", "notice", "copyright"}))
    return refuse(ErrorCode::invalid, source, "it is a licence");
  if (is_among(stem,
               {"contributing", "changelog", "code_of_conduct", "security", "authors", "maintainers", "codeowners"}))
    return refuse(ErrorCode::invalid, source, "its name says that it is about the repository, not about an incident");
  if (is_among(extension_of(source), {"yml", "yaml", "toml", "ini", "cfg", "conf", "lock", "sh", "py", "js", "ts",
                                      "css", "svg", "xml", "html", "htm"}))
    return refuse(ErrorCode::unsupported, source, "it is configuration, code or a web page",
                  "Postmortems are read from Markdown, AsciiDoc, plain text and JSON lines.");
  if (trim(bytes).empty()) return refuse(ErrorCode::invalid, source, "it holds nothing but white space");
  return std::nullopt;
}

std::optional<Error> find_refusal_of_text(const Evidence& evidence) {
  const bool no_text = std::all_of(evidence.lines.begin(), evidence.lines.end(),
                                   [](const Line& line) { return line.kind == LineKind::blank; });
  if (no_text && evidence.fields.fields.empty()) return refuse(ErrorCode::invalid, evidence.source, "it holds no text");
  const std::string stem = stem_of(evidence.source);
  const std::string text = whole_text(evidence);
  const std::size_t parts =
      count_kind(evidence, {SectionKind::timeline, SectionKind::cause, SectionKind::impact, SectionKind::resolution,
                            SectionKind::detection, SectionKind::actions, SectionKind::lessons});
  if (is_template(evidence, text))
    return refuse(ErrorCode::invalid, evidence.source, "it is a template without an incident in it");
  if (is_list_of_links(evidence)) return refuse(ErrorCode::invalid, evidence.source, "it is a list of other documents");
  const bool readme = stem.starts_with("readme") || is_among(stem, {"_index", "index"});
  if (readme && (parts < 2 || evidence.entries < 2))
    return refuse(ErrorCode::invalid, evidence.source,
                  "by name it explains a folder, and it has neither the sections nor the timeline of a postmortem");
  const bool incident_fields = evidence.fields.find("severity") != nullptr ||
                               evidence.fields.find("affected") != nullptr ||
                               evidence.fields.find("resolved") != nullptr;
  const bool spoken = mentions(
      text, {"incident", "outage", "postmortem", "post-mortem", "post mortem", "downtime", "degrad", "disrupt",
             "maintenance", "fail", "unavailable", "root cause", "vulnerab", "broke", "error", "attack", "compromise"});
  if (evidence.entries >= 2 || parts >= 2 || incident_fields || (evidence.stated_start && (spoken || parts > 0)) ||
      (parts == 1 && spoken))
    return std::nullopt;
  if (evidence.dated && spoken && count_kind(evidence, {SectionKind::summary, SectionKind::timeline}) > 0)
    return std::nullopt;
  if (spoken && mentions(text, {"outage", "incident", "postmortem", "post-mortem", "caused", "root cause"}) &&
      text.size() > 40 && !evidence.fields.fields.empty() && evidence.fields.find("service") == nullptr)
    return std::nullopt;
  return refuse(
      ErrorCode::invalid, evidence.source,
      "it is not about an incident: no timeline, no section of a postmortem and no date of one",
      "Add a title, a date and sections such as Summary, Timeline and Action items, or attach it as evidence.");
}

}  // namespace debrief::connectors::archive
