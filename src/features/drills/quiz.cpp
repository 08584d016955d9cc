// SPDX-License-Identifier: Apache-2.0
#include "features/drills/quiz.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <map>
#include <random>

namespace debrief::features::drills {
namespace {

constexpr std::size_t kMostClues = 4;
constexpr std::size_t kLongestClue = 240;

bool holds(const std::vector<std::int64_t>& numbers, std::int64_t number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

/// How often each incident stood among the choices and was not the right one.
using Used = std::map<std::int64_t, int>;
constexpr int kOften = 2;

// What stands among the choices each time is soon known to be wrong: those that resemble the right one come first, but not
// for ever, and then those that were used least.
std::vector<std::int64_t> choices_for(std::int64_t right, const std::vector<store::Past>& past,
                                      const std::vector<std::int64_t>& similar, Used& used, std::mt19937_64& random) {
  std::vector<std::int64_t> choices{right};
  const auto add = [&](std::int64_t number) {
    if (static_cast<std::int64_t>(choices.size()) == kChoices || holds(choices, number)) return;
    choices.push_back(number);
    ++used[number];
  };
  for (const std::int64_t number : similar)
    if (used[number] < kOften && std::any_of(past.begin(), past.end(), [&](const auto& one) { return one.incident == number; }))
      add(number);
  std::vector<std::int64_t> others;
  for (const auto& one : past) others.push_back(one.incident);
  std::shuffle(others.begin(), others.end(), random);
  std::stable_sort(others.begin(), others.end(), [&](std::int64_t a, std::int64_t b) { return used[a] < used[b]; });
  for (const std::int64_t number : others) add(number);
  std::shuffle(choices.begin(), choices.end(), random);
  return choices;
}

}  // namespace

std::vector<Question> draw_questions(const std::vector<store::Past>& past, const std::string& service,
                                     const std::vector<std::int64_t>& met,
                                     const std::function<std::vector<std::int64_t>(std::int64_t)>& similar,
                                     std::uint64_t seed) {
  std::vector<Question> questions;
  if (static_cast<std::int64_t>(past.size()) < kChoices) return questions;
  std::mt19937_64 random(seed);
  Used used;
  std::vector<std::int64_t> candidates;
  for (const auto& one : past)
    if (service.empty() || std::find(one.services.begin(), one.services.end(), service) != one.services.end())
      candidates.push_back(one.incident);
  std::shuffle(candidates.begin(), candidates.end(), random);
  std::stable_partition(candidates.begin(), candidates.end(), [&](std::int64_t number) { return !holds(met, number); });
  for (const std::int64_t number : candidates) {
    if (static_cast<std::int64_t>(questions.size()) == kQuestions) break;
    Question question;
    question.place = static_cast<std::int64_t>(questions.size()) + 1;
    question.incident = number;
    question.choices = choices_for(number, past, similar(number), used, random);
    questions.push_back(std::move(question));
  }
  return questions;
}

std::vector<std::string> clues_of(const domain::Incident& incident, const std::vector<domain::TimelineEntry>& entries) {
  std::vector<std::string> clues;
  const auto window = window_of(incident, entries);
  if (window) {
    const Instant soon = window->from + (window->until - window->from) / 3;
    for (const auto& entry : replay_until(incident, entries, soon).shown)
      if (clues.size() < kMostClues) clues.push_back(shorten(entry.text, kLongestClue));
  }
  if (clues.empty() && !incident.impact.empty()) clues.push_back(shorten(incident.impact, kLongestClue));
  if (clues.empty() && !incident.summary.empty()) clues.push_back(shorten(incident.summary, kLongestClue));
  return clues;
}

}  // namespace debrief::features::drills
