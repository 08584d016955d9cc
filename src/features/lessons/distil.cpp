// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/distil.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace debrief::features::lessons {
namespace {

constexpr std::size_t kWordsLimit = 1500;  // bytes of what worked, and of what misled

constexpr std::array<std::string_view, 7> kWorked{"went well",       "worked",      "helped",      "resolution",
                                                  "remediation", "mitigation", "how it was fixed"};
constexpr std::array<std::string_view, 6> kMisled{"misled",        "went wrong", "went poorly", "went badly",
                                                  "got in the way", "hindered"};

bool is_called(std::string_view title, std::span<const std::string_view> names) {
  const std::string lower = to_lower(title);
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return lower.find(name) != std::string::npos; });
}

void add(std::string& words, std::string_view more) {
  const std::string_view text = trim(more);
  if (text.empty() || words.size() >= kWordsLimit) return;
  if (!words.empty()) words += "\n";
  words += text;
}

std::string sections_called(const std::string& markdown, std::span<const std::string_view> names) {
  std::string words;
  for (const Section& section : outline(markdown))
    if (is_called(section.title, names))
      add(words, plain_text(std::string_view(markdown).substr(section.body, section.end - section.body)));
  return words;
}

void tell_experience(Lesson& lesson, const Known& known) {
  for (const auto& account : known.accounts) {
    if (account.state != domain::AccountState::given) continue;
    add(lesson.worked, plain_text(account.helped));
    add(lesson.misled, plain_text(account.misled));
  }
  if (known.postmortem) {
    const std::string markdown = to_utf8(*known.postmortem);
    add(lesson.worked, sections_called(markdown, kWorked));
    add(lesson.misled, sections_called(markdown, kMisled));
  }
  lesson.worked = shorten(lesson.worked, kWordsLimit);
  lesson.misled = shorten(lesson.misled, kWordsLimit);
}

}  // namespace

Lesson distil(const domain::Incident& incident, const Known& known) {
  Lesson lesson;
  lesson.incident = incident.number;
  lesson.document = known.document.value_or(domain::incident_key(incident.number));
  lesson.title = incident.title;
  const domain::Milestone* started = incident.find_milestone("started");
  lesson.occurred_at = started != nullptr ? started->at : incident.declared_at;
  lesson.body = known.postmortem ? plain_text(*known.postmortem) : incident.summary + "\n" + incident.impact;
  if (!known.postmortem) {
    for (const auto& alert : known.alerts) {
      lesson.body += "\n" + alert.name;
      for (const auto& [name, text] : alert.annotations) lesson.body += "\n" + text;
    }
  }
  if (lesson.body.size() > kBodyLimit) lesson.body = shorten(lesson.body, kBodyLimit);
  lesson.terms = signal_terms({incident.services, known.alerts, known.templates, known.factors, lesson.body});
  tell_experience(lesson, known);
  return lesson;
}

search::Document to_document(const Lesson& lesson) {
  return {std::to_string(lesson.incident), {{"title", lesson.title}, {"text", lesson.body}}, lesson.terms};
}

}  // namespace debrief::features::lessons
