// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/distil.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace debrief::features::lessons {

std::string service_term(std::string_view service) { return "service:" + to_lower(service); }
std::string alert_term(std::string_view alert) { return "alert:" + std::string(alert); }

Lesson distil(const domain::Incident& incident, const std::vector<domain::Alert>& alerts,
              const std::optional<std::string>& postmortem_markdown, const std::optional<std::string>& document) {
  Lesson lesson;
  lesson.incident = incident.number;
  lesson.document = document.value_or(domain::incident_key(incident.number));
  lesson.title = incident.title;
  const domain::Milestone* started = incident.find_milestone("started");
  lesson.occurred_at = started != nullptr ? started->at : incident.declared_at;
  lesson.body = postmortem_markdown ? plain_text(*postmortem_markdown) : incident.summary + "\n" + incident.impact;
  for (const auto& service : incident.services) lesson.terms.push_back(service_term(service).substr(0, 1000));
  for (const auto& alert : alerts) {
    lesson.terms.push_back(alert_term(alert.name).substr(0, 1000));
    if (postmortem_markdown) continue;
    lesson.body += "\n" + alert.name;
    for (const auto& [name, text] : alert.annotations) lesson.body += "\n" + text;
  }
  std::sort(lesson.terms.begin(), lesson.terms.end());
  lesson.terms.erase(std::unique(lesson.terms.begin(), lesson.terms.end()), lesson.terms.end());
  if (lesson.body.size() > kBodyLimit) lesson.body = shorten(lesson.body, kBodyLimit);
  return lesson;
}

search::Document to_document(const Lesson& lesson) {
  return {std::to_string(lesson.incident), {{"title", lesson.title}, {"text", lesson.body}}, lesson.terms};
}

}  // namespace debrief::features::lessons
