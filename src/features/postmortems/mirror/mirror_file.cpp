// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/mirror/mirror_file.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "changeset/utf16.hpp"
#include "domain/incident.hpp"
#include "features/postmortems/escape.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::postmortems::mirror {
namespace {

constexpr std::size_t kSlug = 60;
constexpr std::size_t kSubject = 72;
constexpr std::string_view kBegin = "<!-- debrief: edit the text below; changes become suggestions -->\n";
constexpr std::string_view kEnd = "<!-- debrief: end of the text; what follows is made from the record -->\n";

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::string_view verb_of(Step::Kind kind) {
  switch (kind) {
    case Step::Kind::published: return "Publish";
    case Step::Kind::changed: return "Update";
    case Step::Kind::taken_back: return "Take back";
  }
  return "Update";
}

std::string line_of(const Step& step) {
  return fmt::format("{} {}: {}", verb_of(step.kind), domain::incident_key(step.incident), shorten(step.title, 200));
}

// A title on one line, without what ends a message or begins a comment of git.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

}  // namespace

std::string path_of(std::int64_t incident, std::string_view title) {
  std::string slug;
  for (const char c : to_lower(title)) {
    if (slug.size() == kSlug) break;
    if (is_word(c)) slug += c;
    else if (!slug.empty() && slug.back() != '-') slug += '-';
  }
  while (slug.ends_with('-')) slug.pop_back();
  return fmt::format("{}/{}{}{}.md", kFolder, domain::incident_key(incident), slug.empty() ? "" : "-", slug);
}

std::string file_of(const ExportInput& input) {
  const MarkdownParts parts = export_markdown_parts(input);
  return fmt::format("{}{}\n{}\n{}{}", parts.head, kBegin, parts.text, kEnd, parts.tail);
}

std::optional<std::string> text_in(std::string_view file) {
  const std::string text = changeset::with_line_feeds(to_utf8(file));
  const std::size_t begin = text.find(kBegin);
  const std::size_t end = text.rfind(kEnd);
  if (begin == std::string::npos || end == std::string::npos || end < begin + kBegin.size()) return std::nullopt;
  std::string inner = text.substr(begin + kBegin.size(), end - begin - kBegin.size());
  // The blank lines that set the comments off.
  if (inner.starts_with('\n')) inner.erase(0, 1);
  if (inner.ends_with("\n\n")) inner.pop_back();
  std::erase(inner, '\0');
  return inner;
}

std::string index_of(std::vector<Listed> listed) {
  std::sort(listed.begin(), listed.end(), [](const Listed& a, const Listed& b) {
    return std::pair(b.occurred_at, b.incident) < std::pair(a.occurred_at, a.incident);
  });
  std::string out =
      "# Postmortems\n\nPublished postmortems, mirrored by Debrief. An edit of the text of one, committed to this "
      "branch, "
      "becomes a\nsuggestion there. This list is made anew with each publication.\n\n";
  if (listed.empty()) return out + "None yet.\n";
  out += "| Date | Incident | Severity | Title |\n|---|---|---|---|\n";
  for (const Listed& one : listed) {
    const std::string_view file = std::string_view(one.path).substr(kFolder.size() + 1);
    out += fmt::format("| {} | {} | {} | [{}]({}) |\n", to_rfc3339(one.occurred_at).substr(0, 10),
                       domain::incident_key(one.incident), one.severity ? escape_inline(*one.severity, 20) : "",
                       escape_inline(one.title, 200), file);
  }
  return out;
}

std::string message_of(const std::vector<Step>& steps) {
  if (steps.empty()) return "Bring the index up to date\n";
  std::string subject = one_line(line_of(steps.front()));
  if (steps.size() > 1) subject = fmt::format("Mirror {} postmortems", steps.size());
  std::string out = shorten(subject, kSubject) + "\n\n";
  for (const Step& step : steps) {
    std::string line = line_of(step);
    if (step.kind != Step::Kind::taken_back)
      line += fmt::format(" (version {}, by {})", step.version, shorten(step.author, 100));
    out += one_line(line) + "\n";
  }
  return out;
}

}  // namespace debrief::features::postmortems::mirror
