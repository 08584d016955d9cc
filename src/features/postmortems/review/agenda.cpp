// SPDX-License-Identifier: Apache-2.0
#include "base/markdown.hpp"
#include "base/text.hpp"
#include "features/postmortems/limits.hpp"
#include "features/postmortems/review/meeting.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace debrief::features::postmortems::review {
namespace {

constexpr std::string_view kQuestion = "> **To write:**";
constexpr std::size_t kMostPoints = 15;

struct Item {
  std::string title;
  const std::vector<std::string>* points;
};

void list(std::string& text, const std::vector<std::string>& points) {
  const std::size_t shown = std::min(points.size(), kMostPoints);
  for (std::size_t i = 0; i < shown; ++i) text += "- " + points[i] + "\n";
  if (shown < points.size()) text += fmt::format("- and {} more\n", points.size() - shown);
}

}  // namespace

std::string agenda(const AgendaInput& input, std::int64_t minutes) {
  constexpr std::int64_t kFrame = 10;  // at the beginning and at the end
  constexpr std::int64_t kShortest = 5;
  std::vector<Item> items;
  const auto add = [&](std::string title, const std::vector<std::string>& points) {
    if (!points.empty()) items.push_back({std::move(title), &points});
  };
  add("Hear those who have not spoken yet", input.unheard);
  add("Questions that the document still asks", input.questions);
  add("Open discussions", input.threads);
  add("Evidence that is missing: who has it?", input.evidence);
  add("What is missing for publication", input.missing);
  const std::int64_t left = std::max<std::int64_t>(minutes - 2 * kFrame, kShortest);
  const std::int64_t each = items.empty() ? left : std::max<std::int64_t>(left / static_cast<std::int64_t>(items.size()), kShortest);
  std::string text = fmt::format("# {}: {}\n\n", input.key, input.title);
  text += fmt::format("## Opening ({} min)\n\nWhy we are here: to learn how this came about and how it looked to those in it, not to find who is to "
                      "blame. Everybody has read the document, or reads it now.\n\n", kFrame);
  for (const Item& item : items) {
    text += fmt::format("## {} ({} min)\n\n", item.title, each);
    list(text, *item.points);
    text += "\n";
  }
  if (items.empty()) text += fmt::format("## What surprised us, and what follows from it ({} min)\n\n", each);
  return text + fmt::format("## Actions and closing ({} min)\n\nWhich actions will be done, by whom, by when, and how will we see that they worked?\n", kFrame);
}

std::vector<std::string> open_questions(std::string_view markdown) {
  std::vector<std::string> questions;
  const std::string valid = to_utf8(markdown);
  for (const Section& section : outline(valid, kDocumentLimit))
    for (const std::string_view raw : split_lines(std::string_view(valid).substr(section.body, section.end - section.body))) {
      const std::string_view line = trim(raw);
      if (line.starts_with(kQuestion)) questions.push_back(section.title + ": " + std::string(trim(line.substr(kQuestion.size()))));
    }
  return questions;
}

}  // namespace debrief::features::postmortems::review
