// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/generalise.hpp"

#include <algorithm>
#include <cstdint>

#include "logs/time/characters.hpp"

namespace debrief::logs {

namespace {

constexpr std::size_t kManyWords = 8, kNever = SIZE_MAX;

/// States and kinds are written with capitals, names of users, hosts and queues mostly are not.
bool is_capitalised(std::string_view word) {
  return is_upper(word.front());
}

/// "started", "stopping": what happened.
bool tells_event(std::string_view word) {
  return word.ends_with("ed") || word.ends_with("ing");
}

bool most(const std::vector<std::string_view>& words, bool (*is)(std::string_view)) {
  return 2 * static_cast<std::size_t>(std::count_if(words.begin(), words.end(), is)) > words.size();
}

/// The more two messages share, the fewer examples it takes to believe that they are one.
std::size_t words_needed(const Place& place) {
  if (place.words_around == 0) return kNever;
  if (place.is_first || most(place.words, is_capitalised) || most(place.words, tells_event))
    return place.words_around >= 2 ? kManyWords : 2 * kManyWords;
  return place.words_around >= 4 ? 3 : place.words_around == 1 ? kManyWords + 2 : 7 - place.words_around;
}

}  // namespace

bool is_variable_place(const Place& place) {
  if (place.words.empty()) return false;
  if (place.holds_values && place.words_around >= 2) return true;
  return place.words.size() >= words_needed(place);
}

}  // namespace debrief::logs
