// SPDX-License-Identifier: Apache-2.0
#include "features/incidents/hand_over.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "domain/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::incidents {
namespace {

constexpr std::size_t kMostListed = 8;

std::string clock_of(Instant at) { return to_minutes(at).substr(11) + " UTC"; }

std::string one_line(std::string_view text, std::size_t limit) {
  std::string line(trim(text));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return shorten(line, limit);
}

/// "Open tasks: a; b; and 3 more." Nothing for none.
std::string listed(std::string_view heading, const std::vector<std::string>& all) {
  if (all.empty()) return {};
  std::string text = fmt::format("{}: ", heading);
  for (std::size_t i = 0; i < std::min(all.size(), kMostListed); ++i) text += (i == 0 ? "" : "; ") + all[i];
  if (all.size() > kMostListed) text += fmt::format("; and {} more", all.size() - kMostListed);
  return text + ".\n";
}

std::string standing(const HandOverInput& input) {
  const domain::Incident& incident = input.incident;
  const domain::Milestone* started = incident.find_milestone("started");
  const Instant since = started != nullptr ? started->at : incident.declared_at;
  return fmt::format("{}, {}, for {} (since {}).\n", incident.severity ? incident.words().severity_name(*incident.severity) : "Severity not rated",
                     to_lower(incident.words().state_name(incident.state)), describe_span(input.now - since), clock_of(since));
}

std::string known(const HandOverInput& input) {
  if (!input.updates.empty()) {
    const domain::Update& last = input.updates.front();
    return fmt::format("Last told at {}: {}\n", clock_of(last.at), one_line(last.conditions, 600));
  }
  const std::string impact = one_line(input.incident.impact, 600);
  return impact.empty() ? "Nobody was told anything yet, and no impact is recorded.\n" : fmt::format("Impact: {}\n", impact);
}

std::vector<std::string> open_tasks(const HandOverInput& input) {
  std::vector<std::string> lines;
  for (const domain::Task& task : input.tasks) {
    if (!task.is_open()) continue;
    std::string line = one_line(task.title, 160);
    std::string about = task.owner.empty() ? "nobody yet" : task.owner;
    if (task.state == domain::TaskState::doing) about += ", begun";
    if (task.due_at) about += (*task.due_at < input.now ? ", was due " : ", due ") + clock_of(*task.due_at);
    lines.push_back(fmt::format("{} ({})", line, about));
  }
  return lines;
}

std::vector<std::string> open_hypotheses(const HandOverInput& input) {
  std::vector<std::string> lines;
  for (const domain::Hypothesis& one : input.hypotheses) {
    if (one.state != domain::HypothesisState::open) continue;
    const auto supports = std::count_if(one.arguments.begin(), one.arguments.end(),
                                        [](const auto& argument) { return argument.stance == domain::Stance::supports; });
    const auto against = static_cast<std::ptrdiff_t>(one.arguments.size()) - supports;
    lines.push_back(fmt::format("{} ({} for, {} against)", one_line(one.text, 160), supports, against));
  }
  return lines;
}

std::vector<std::string> firing(const HandOverInput& input) {
  std::vector<std::string> names;
  for (const domain::Alert& alert : input.alerts)
    if (alert.firing && std::find(names.begin(), names.end(), alert.name) == names.end()) names.push_back(alert.name);
  return names;
}

std::vector<std::string> updates_due(const HandOverInput& input) {
  std::vector<std::string> lines;
  for (const domain::UpdateDue& due : input.due)
    lines.push_back(fmt::format("{} {}", to_text(due.audience),
                                due.due_at <= input.now ? "overdue since " + clock_of(due.due_at) : "by " + clock_of(due.due_at)));
  return lines;
}

}  // namespace

std::string hand_over_summary(const HandOverInput& input) {
  std::string text = standing(input) + known(input);
  const auto tasks = open_tasks(input);
  text += tasks.empty() ? "No task is open.\n" : listed("Open tasks", tasks);
  text += listed("What we think", open_hypotheses(input));
  text += listed("Firing", firing(input));
  text += listed("Next update", updates_due(input));
  text.pop_back();
  return text;
}

}  // namespace debrief::features::incidents
