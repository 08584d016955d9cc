// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/patterns.hpp"

#include "base/time.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace debrief::features::lessons {
namespace {

constexpr std::int64_t kWeek = std::int64_t{7} * 24 * 3600 * 1'000'000;
constexpr std::size_t kSequencesFrom = 60;  // of so many most frequent recurrences
constexpr std::size_t kSequences = 20;

std::string ordinal(std::size_t number) {
  static constexpr std::array<const char*, 11> kNames{"",      "first",   "second", "third", "fourth", "fifth",
                                                      "sixth", "seventh", "eighth", "ninth", "tenth"};
  if (number < kNames.size()) return kNames[number];
  const std::size_t tens = number % 100;
  const char* ending = tens >= 11 && tens <= 13 ? "th"
                       : number % 10 == 1       ? "st"
                       : number % 10 == 2       ? "nd"
                       : number % 10 == 3       ? "rd"
                                                : "th";
  return std::to_string(number) + ending;
}

// How many times of `after` lie within a week behind some time of `before`, those at the same moment left out.
std::int64_t count_following(const Recurrence& before, const Recurrence& after) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < after.times.size(); ++i) {
    for (std::size_t j = 0; j < before.times.size(); ++j) {
      const std::int64_t gap = after.times[i].micros - before.times[j].micros;
      if (gap <= 0 || gap > kWeek || before.incidents[j] == after.incidents[i]) continue;
      ++count;
      break;
    }
  }
  return count;
}

// The share of the whole time that lies within a week behind one of these.
double covered(const std::vector<Instant>& times, std::int64_t from, std::int64_t until) {
  double sum = 0;
  std::int64_t reached = from;
  for (const Instant at : times) {
    const std::int64_t begin = std::max(reached, at.micros);
    const std::int64_t end = std::min(until, at.micros + kWeek);
    if (end > begin) sum += static_cast<double>(end - begin);
    reached = std::max(reached, end);
  }
  return until > from ? sum / static_cast<double>(until - from) : 0;
}

}  // namespace

std::vector<Recurrence> find_recurrences(const std::vector<Case>& cases) {
  std::vector<const Case*> order;
  for (const Case& one : cases) order.push_back(&one);
  std::sort(order.begin(), order.end(), [](const Case* a, const Case* b) {
    return std::pair(a->occurred_at.micros, a->incident) < std::pair(b->occurred_at.micros, b->incident);
  });
  std::map<std::string, Recurrence> by_term;
  for (const Case* one : order) {
    std::set<std::string> terms(one->signals.begin(), one->signals.end());
    for (const auto& trigger : one->triggers) terms.insert("trigger:" + trigger);
    for (const auto& factor : one->factors_read) terms.insert("read:" + factor);
    for (const auto& term : terms) {
      Recurrence& recurrence = by_term[term];
      recurrence.term = term;
      recurrence.incidents.push_back(one->incident);
      recurrence.times.push_back(one->occurred_at);
    }
  }
  std::vector<Recurrence> all;
  for (auto& [term, recurrence] : by_term)
    if (recurrence.incidents.size() > 1) all.push_back(std::move(recurrence));
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.incidents.size() > b.incidents.size(); });
  return all;
}

std::vector<Sequence> find_sequences(const std::vector<Recurrence>& recurrences) {
  std::vector<const Recurrence*> frequent;
  std::int64_t from = 0, until = 0;
  for (const Recurrence& one : recurrences) {
    if (one.incidents.size() < 3 || one.term.starts_with("read:") || one.term.starts_with("label:")) continue;
    if (frequent.size() == kSequencesFrom) break;
    from = frequent.empty() ? one.times.front().micros : std::min(from, one.times.front().micros);
    until = std::max(until, one.times.back().micros);
    frequent.push_back(&one);
  }
  std::vector<Sequence> sequences;
  for (const Recurrence* before : frequent) {
    const double share = covered(before->times, from, until);
    for (const Recurrence* after : frequent) {
      if (before == after) continue;
      const std::int64_t times = count_following(*before, *after);
      const double expected = share * static_cast<double>(after->times.size());
      // Three standard deviations of a Poisson count, and at least thrice.
      if (times >= 3 && static_cast<double>(times) > expected + 3 * std::sqrt(expected + 0.25))
        sequences.push_back({before->term, after->term, times, expected});
    }
  }
  std::stable_sort(sequences.begin(), sequences.end(), [](const Sequence& a, const Sequence& b) {
    return static_cast<double>(a.times) - a.expected > static_cast<double>(b.times) - b.expected;
  });
  if (sequences.size() > kSequences) sequences.resize(kSequences);
  return sequences;
}

std::string times_in_words(const std::vector<Instant>& times) {
  static constexpr std::array<const char*, 12> kMonths{"January",   "February", "March",    "April",
                                                       "May",       "June",     "July",     "August",
                                                       "September", "October",  "November", "December"};
  if (times.empty()) return {};
  const std::string first = to_rfc3339(times.front());  // 2026-03-17T…
  const auto month = static_cast<std::size_t>(std::stoi(first.substr(5, 2)));
  if (times.size() == 1) return fmt::format("once, in {} {}", kMonths.at(month - 1), first.substr(0, 4));
  return fmt::format("the {} time since {} {}", ordinal(times.size()), kMonths.at(month - 1), first.substr(0, 4));
}

}  // namespace debrief::features::lessons
