// SPDX-License-Identifier: Apache-2.0
// The words of many texts, by number, so that texts can be compared in little memory; and which of them say something
// of an incident.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace debrief::features::lessons {

/// A number for each word; 0 stands where words are not neighbours, as at the end of a line.
using WordNumber = std::uint32_t;
inline constexpr WordNumber kBreak = 0;

class Words {
 public:
  /// What is known of people: words of their names name no pattern.
  void add_person(std::string_view name);

  /// Each line's words in their order, a kBreak behind it. Of a text, lines that begin with a time are left out: they
  /// tell what happened when, and by whom. People that a line names as author, lead or the like are remembered.
  [[nodiscard]] std::vector<WordNumber> read(std::string_view text, std::size_t limit);

  [[nodiscard]] const std::string& surface(WordNumber word) const { return entries_[word].surface; }
  /// Neither a number nor a date, nor an identifier with three digits or more, nor part of a person's name.
  [[nodiscard]] bool can_name(WordNumber word) const { return entries_[word].can_name && !people_.contains(word); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string surface;  // as it is mostly written, in lower case
    std::uint32_t lead = 0;
    bool can_name = false;
  };

  WordNumber number_of(std::string_view term, std::string_view surface);
  void read_line(std::string_view line, std::vector<WordNumber>& words);

  std::unordered_map<std::string, WordNumber> numbers_;
  std::vector<Entry> entries_{{"", 0, false}};
  std::unordered_set<WordNumber> people_;
};

/// Passages that stand word for word in many texts, such as those that a status page puts in each of its messages.
class Boilerplate {
 public:
  /// Counts a text's passages; all texts come before the first question.
  void add(const std::vector<WordNumber>& text);
  /// The words that a text has at least `times` times outside of what at least `many` texts say in the same words; each
  /// once, ascending.
  [[nodiscard]] std::vector<WordNumber> own_words(const std::vector<WordNumber>& text, std::size_t many,
                                                  std::size_t times = 1) const;

 private:
  std::vector<std::uint16_t> texts_with_ = std::vector<std::uint16_t>(std::size_t{1} << 22);  // by hash of the passage
};

}  // namespace debrief::features::lessons
