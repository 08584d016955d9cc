// SPDX-License-Identifier: Apache-2.0
#include "connectors/archive/sections.hpp"

#include "base/stamp.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace debrief::connectors::archive {
namespace {

struct Phrase {
  std::string_view words;
  SectionKind kind;
};

// The first phrase that occurs decides: "timeline of the root cause analysis" is a timeline.
constexpr std::array kPhrases{
    Phrase{"timeline", SectionKind::timeline},
    Phrase{"time line", SectionKind::timeline},
    Phrase{"timelines", SectionKind::timeline},
    Phrase{"chronology", SectionKind::timeline},
    Phrase{"chronological", SectionKind::timeline},
    Phrase{"key events", SectionKind::timeline},
    Phrase{"sequence of events", SectionKind::timeline},
    Phrase{"order of events", SectionKind::timeline},
    Phrase{"event log", SectionKind::timeline},
    Phrase{"incident log", SectionKind::timeline},
    Phrase{"action items", SectionKind::actions},
    Phrase{"action item", SectionKind::actions},
    Phrase{"actions", SectionKind::actions},
    Phrase{"actionables", SectionKind::actions},
    Phrase{"actionable", SectionKind::actions},
    Phrase{"follow up", SectionKind::actions},
    Phrase{"follow ups", SectionKind::actions},
    Phrase{"followup", SectionKind::actions},
    Phrase{"followups", SectionKind::actions},
    Phrase{"next steps", SectionKind::actions},
    Phrase{"preventive measures", SectionKind::actions},
    Phrase{"preventative measures", SectionKind::actions},
    Phrase{"corrective measures", SectionKind::actions},
    Phrase{"remediation items", SectionKind::actions},
    Phrase{"process improvements", SectionKind::actions},
    Phrase{"to do", SectionKind::actions},
    Phrase{"todo", SectionKind::actions},
    Phrase{"lessons", SectionKind::lessons},
    Phrase{"lesson", SectionKind::lessons},
    Phrase{"learnings", SectionKind::lessons},
    Phrase{"learned", SectionKind::lessons},
    Phrase{"takeaways", SectionKind::lessons},
    Phrase{"what went well", SectionKind::lessons},
    Phrase{"what went wrong", SectionKind::lessons},
    Phrase{"what went poorly", SectionKind::lessons},
    Phrase{"where we got lucky", SectionKind::lessons},
    Phrase{"conclusions", SectionKind::lessons},
    Phrase{"conclusion", SectionKind::lessons},
    Phrase{"root cause", SectionKind::cause},
    Phrase{"root causes", SectionKind::cause},
    Phrase{"contributing factors", SectionKind::cause},
    Phrase{"contributing causes", SectionKind::cause},
    Phrase{"cause", SectionKind::cause},
    Phrase{"causes", SectionKind::cause},
    Phrase{"trigger", SectionKind::cause},
    Phrase{"analysis", SectionKind::cause},
    Phrase{"diagnosis", SectionKind::cause},
    Phrase{"impact", SectionKind::impact},
    Phrase{"effects", SectionKind::impact},
    Phrase{"detection", SectionKind::detection},
    Phrase{"identified", SectionKind::detection},
    Phrase{"resolution", SectionKind::resolution},
    Phrase{"mitigation", SectionKind::resolution},
    Phrase{"recovery", SectionKind::resolution},
    Phrase{"remediation", SectionKind::resolution},
    Phrase{"response", SectionKind::resolution},
    Phrase{"workaround", SectionKind::resolution},
    Phrase{"fix", SectionKind::resolution},
    Phrase{"summary", SectionKind::summary},
    Phrase{"overview", SectionKind::summary},
    Phrase{"abstract", SectionKind::summary},
    Phrase{"what happened", SectionKind::summary},
    Phrase{"tl dr", SectionKind::summary},
    Phrase{"background", SectionKind::background},
    Phrase{"context", SectionKind::background},
    Phrase{"attendees", SectionKind::participants},
    Phrase{"participants", SectionKind::participants},
    Phrase{"responders", SectionKind::participants},
    Phrase{"authors", SectionKind::participants},
};

// Words that may stand beside a phrase in a line that is nothing but a title.
constexpr std::array<std::string_view, 12> kCompanions{"incident", "issue",  "outage",   "the",
                                                       "of",       "and",    "measures", "detailed",
                                                       "rough",    "review", "summary",  "customer"};

// Lower-case words with single spaces between and around them.
std::string words_of(std::string_view text) {
  std::string words = " ";
  for (const char c : text) {
    const bool word = std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0;
    if (word) words += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (words.back() != ' ') words += ' ';
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

const Phrase* find_phrase(std::string_view words) {
  for (const Phrase& phrase : kPhrases)
    if (words.find(" " + std::string(phrase.words) + " ") != std::string_view::npos) return &phrase;
  return nullptr;
}

bool begins_with_day(std::string_view title) {
  StampContext context;
  context.day = std::chrono::year_month_day(std::chrono::sys_days{});
  context.numbers = false;
  return find_stamp_at_start(title, context).has_value();
}

// "Timeline", "**Timeline**", "Timeline:", "- **Impact**: …"
std::string_view bare_title(const Line& line) {
  if (line.kind == LineKind::item) {
    if (!line.content.starts_with("**")) return {};
    const std::size_t end = line.content.find("**", 2);
    return end == std::string_view::npos || end > 60 ? std::string_view{} : line.content.substr(2, end - 2);
  }
  if (line.kind != LineKind::text || line.quoted || line.content.size() > 60) return {};
  return line.content;
}

void inherit(std::vector<SectionLines>& sections) {
  for (std::size_t i = 0; i < sections.size(); ++i) {
    SectionLines& section = sections[i];
    section.kind = section.own;
    if (section.own != SectionKind::other || section.level == 0) continue;
    // A day among the headings of a timeline goes on with it, whatever its level.
    if (i > 0 && sections[i - 1].kind == SectionKind::timeline && begins_with_day(section.title)) {
      section.kind = SectionKind::timeline;
      continue;
    }
    for (std::size_t j = i; j-- > 0;)
      if (sections[j].level > 0 && sections[j].level < section.level) {
        section.kind = sections[j].kind;
        break;
      }
  }
}

}  // namespace

SectionKind kind_of_title(std::string_view title) {
  const Phrase* phrase = find_phrase(words_of(title));
  return phrase == nullptr ? SectionKind::other : phrase->kind;
}

SectionKind kind_of_bare_title(std::string_view line) {
  std::string words = words_of(line);
  const Phrase* phrase = find_phrase(words);
  if (phrase == nullptr) return SectionKind::other;
  words.replace(words.find(" " + std::string(phrase->words) + " "), phrase->words.size() + 2, " ");
  for (const std::string_view companion : kCompanions) {
    const std::size_t at = words.find(" " + std::string(companion) + " ");
    if (at != std::string::npos) words.replace(at, companion.size() + 2, " ");
  }
  const bool sentence = line.ends_with('.') || line.ends_with(',') || line.empty() ||
                        std::islower(static_cast<unsigned char>(bare(line).empty() ? 'a' : bare(line).front())) != 0;
  return trim(words).empty() && !sentence ? phrase->kind : SectionKind::other;
}

std::vector<SectionLines> find_sections(const std::vector<Line>& lines) {
  std::vector<SectionLines> sections(1);
  bool real_timeline = false;  // inside of a timeline under a real heading, labels of items are not titles
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    SectionLines section{i, i + 1, 0, line.level, line.content, SectionKind::other, SectionKind::other};
    if (line.kind == LineKind::heading) {
      // The first heading is the title of the whole, whatever words it holds.
      const bool first = sections.size() == 1 && line.level == 1;
      section.own = first ? kind_of_bare_title(line.content) : kind_of_title(line.content);
      real_timeline = section.own == SectionKind::timeline || (real_timeline && section.own == SectionKind::other);
    } else {
      section.title = bare_title(line);
      section.level = 7;
      if (section.title.empty() || (real_timeline && line.kind == LineKind::item)) continue;
      section.own = kind_of_bare_title(section.title);
      section.title = bare(section.title);
      if (section.own == SectionKind::other) continue;
    }
    // The label of an item stands in front of text: the line itself belongs to the section.
    if (line.kind == LineKind::item) section.begin = i;
    sections.back().end = i;
    sections.push_back(section);
  }
  sections.back().end = lines.size();
  inherit(sections);
  return sections;
}

}  // namespace debrief::connectors::archive
