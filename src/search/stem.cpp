// SPDX-License-Identifier: Apache-2.0
#include "search/stem.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace debrief::search {
namespace {

// In here 'Y' is a y that acts as a consonant.
bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

bool is_any_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// The word under work, with the start of its regions R1 and R2 as the algorithm defines them.
struct Word {
  std::string& text;
  std::size_t r1 = 0;
  std::size_t r2 = 0;

  [[nodiscard]] bool ends_with(std::string_view suffix) const { return std::string_view(text).ends_with(suffix); }
  void drop(std::size_t count) { text.resize(text.size() - count); }
  void replace(std::size_t count, std::string_view by) {
    drop(count);
    text += by;
  }
};

std::size_t region_after(std::string_view word, std::size_t from) {
  for (std::size_t i = from + 1; i < word.size(); ++i)
    if (is_vowel(word[i - 1]) && !is_vowel(word[i])) return i + 1;
  return word.size();
}

std::size_t first_region(std::string_view word) {
  for (const std::string_view prefix : {"gener", "commun", "arsen"})
    if (word.starts_with(prefix)) return prefix.size();
  return region_after(word, 0);
}

bool has_vowel(std::string_view part) { return std::any_of(part.begin(), part.end(), is_vowel); }

// Whether the part ends in a short syllable.
bool ends_short(std::string_view part) {
  const std::size_t n = part.size();
  if (n < 2 || is_vowel(part[n - 1]) || !is_vowel(part[n - 2])) return false;
  if (n == 2) return true;
  return !is_vowel(part[n - 3]) && !is_any_of(part[n - 1], "wxY");
}

bool is_short(const Word& word) { return word.r1 >= word.text.size() && ends_short(word.text); }

void mark_consonant_y(std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == 'y' && (i == 0 || is_vowel(text[i - 1]))) text[i] = 'Y';
}

void strip_plural(Word& word) {
  if (word.ends_with("sses")) {
    word.drop(2);
  } else if (word.ends_with("ied") || word.ends_with("ies")) {
    word.drop(word.text.size() > 4 ? 2 : 1);
  } else if (word.ends_with("s") && !word.ends_with("us") && !word.ends_with("ss")) {
    const std::string_view before(word.text.data(), word.text.size() - 2);
    if (has_vowel(before)) word.drop(1);
  }
}

void repair_after_strip(Word& word) {
  static constexpr std::string_view doubles[] = {"bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"};
  if (word.ends_with("at") || word.ends_with("bl") || word.ends_with("iz")) {
    word.text += 'e';
  } else if (std::any_of(std::begin(doubles), std::end(doubles), [&](auto pair) { return word.ends_with(pair); })) {
    word.drop(1);
  } else if (is_short(word)) {
    word.text += 'e';
  }
}

void strip_past_and_gerund(Word& word) {
  for (const std::string_view suffix : {"eedly", "eed"}) {
    if (!word.ends_with(suffix)) continue;
    if (word.text.size() - suffix.size() >= word.r1) word.replace(suffix.size(), "ee");
    return;
  }
  for (const std::string_view suffix : {"ingly", "edly", "ing", "ed"}) {
    if (!word.ends_with(suffix)) continue;
    if (!has_vowel(std::string_view(word.text).substr(0, word.text.size() - suffix.size()))) return;
    word.drop(suffix.size());
    repair_after_strip(word);
    return;
  }
}

void soften_final_y(Word& word) {
  const std::size_t n = word.text.size();
  if (n > 2 && (word.text[n - 1] == 'y' || word.text[n - 1] == 'Y') && !is_vowel(word.text[n - 2]))
    word.text[n - 1] = 'i';
}

struct Rule {
  std::string_view suffix, replacement;
  std::string_view after = {};  // when not empty, one of these letters must precede
  bool in_r2 = false;
};

// In each table a suffix stands before every shorter suffix that it ends with: the longest match decides.
constexpr Rule kStep2[] = {
    {"ization", "ize"}, {"ational", "ate"}, {"fulness", "ful"}, {"ousness", "ous"}, {"iveness", "ive"},
    {"tional", "tion"}, {"biliti", "ble"},  {"lessli", "less"}, {"entli", "ent"},   {"ation", "ate"},
    {"alism", "al"},    {"aliti", "al"},    {"ousli", "ous"},   {"iviti", "ive"},   {"fulli", "ful"},
    {"enci", "ence"},   {"anci", "ance"},   {"abli", "able"},   {"izer", "ize"},    {"ator", "ate"},
    {"alli", "al"},     {"bli", "ble"},     {"ogi", "og", "l"}, {"li", "", "cdeghkmnrt"}};

constexpr Rule kStep3[] = {{"ational", "ate"}, {"tional", "tion"}, {"alize", "al"},
                           {"icate", "ic"},    {"iciti", "ic"},    {"ative", "", {}, true},
                           {"ical", "ic"},     {"ness", ""},       {"ful", ""}};

constexpr Rule kStep4[] = {{"ement", ""}, {"ance", ""}, {"ence", ""}, {"able", ""}, {"ible", ""}, {"ment", ""},
                           {"ant", ""},   {"ent", ""},  {"ism", ""},  {"ate", ""},  {"iti", ""},  {"ous", ""},
                           {"ive", ""},   {"ize", ""},  {"ion", "", "st"}, {"al", ""}, {"er", ""}, {"ic", ""}};

template <std::size_t N>
void apply(Word& word, const Rule (&rules)[N], std::size_t region) {
  const char last = word.text.back();
  for (const Rule& rule : rules) {
    if (rule.suffix.back() != last || !word.ends_with(rule.suffix)) continue;
    const std::size_t start = word.text.size() - rule.suffix.size();
    const bool preceded = rule.after.empty() || (start > 0 && is_any_of(word.text[start - 1], rule.after));
    if (start >= region && preceded && (!rule.in_r2 || start >= word.r2))
      word.replace(rule.suffix.size(), rule.replacement);
    return;
  }
}

void strip_final_e_or_l(Word& word) {
  const std::size_t start = word.text.size() - 1;
  if (word.ends_with("e")) {
    if (start >= word.r2 || (start >= word.r1 && !ends_short(std::string_view(word.text).substr(0, start))))
      word.drop(1);
  } else if (word.ends_with("ll") && start >= word.r2) {
    word.drop(1);
  }
}

struct Exception {
  std::string_view word, stem;
};

constexpr Exception kExceptions[] = {
    {"skis", "ski"},   {"skies", "sky"},   {"dying", "die"}, {"lying", "lie"},     {"tying", "tie"}, {"idly", "idl"},
    {"gently", "gentl"}, {"ugly", "ugli"}, {"early", "earli"}, {"only", "onli"}, {"singly", "singl"},
    {"sky", "sky"},    {"news", "news"},   {"howe", "howe"}, {"atlas", "atlas"}, {"cosmos", "cosmos"},
    {"bias", "bias"},  {"andes", "andes"}};

constexpr std::string_view kDoneAfterPlural[] = {"inning",  "outing",  "canning", "herring",
                                                 "earring", "proceed", "exceed",  "succeed"};

}  // namespace

void stem(std::string& text) {
  if (text.size() <= 2) return;
  if (text.size() <= 6) {
    const auto* found = std::find_if(std::begin(kExceptions), std::end(kExceptions),
                                     [&](const Exception& exception) { return exception.word == text; });
    if (found != std::end(kExceptions)) {
      text = found->stem;
      return;
    }
  }
  mark_consonant_y(text);
  Word word{text};
  word.r1 = first_region(text);
  word.r2 = region_after(text, word.r1);
  strip_plural(word);
  if (std::find(std::begin(kDoneAfterPlural), std::end(kDoneAfterPlural), text) != std::end(kDoneAfterPlural)) return;
  strip_past_and_gerund(word);
  soften_final_y(word);
  apply(word, kStep2, word.r1);
  apply(word, kStep3, word.r1);
  apply(word, kStep4, word.r2);
  strip_final_e_or_l(word);
  std::replace(text.begin(), text.end(), 'Y', 'y');
}

}  // namespace debrief::search
