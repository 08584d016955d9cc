// SPDX-License-Identifier: Apache-2.0
#include "search/stop_words.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace debrief::search {
namespace {

// Function words only. Words of direction and state ("off", "over", "under", "not", "no", "down")
// stay searchable: they tell technical texts apart.
constexpr std::string_view kWords[] = {
    "a", "about", "after", "again", "against", "all", "also", "although", "am", "an", "and", "any", "are", "arent",
    "as", "at", "be", "because", "been", "before", "being", "between", "both", "but", "by", "can", "cannot", "cant",
    "could", "couldnt", "did", "didnt", "do", "does", "doesnt", "doing", "dont", "during", "each", "eg", "either",
    "else", "etc", "ever", "every", "for", "from", "further", "get", "gets", "got", "had", "hadnt", "has", "hasnt",
    "have", "havent", "having", "he", "her", "here", "hers", "herself", "hes", "him", "himself", "his", "how",
    "however", "i", "ie", "if", "im", "in", "into", "is", "isnt", "it", "its", "itself", "ive", "just", "let",
    "lets", "like", "many", "may", "me", "might", "more", "most", "much", "must", "my", "myself", "neither", "nor",
    "of", "on", "once", "only", "onto", "or", "other", "our", "ours", "ourselves", "quite", "rather", "really",
    "same", "shall", "she", "shes", "should", "shouldnt", "since", "so", "some", "such", "than", "that", "thats",
    "the", "their", "theirs", "them", "themselves", "then", "there", "theres", "these", "they", "theyre", "theyve",
    "this", "those", "though", "through", "thus", "to", "too", "toward", "towards", "until", "upon", "very", "via",
    "was", "wasnt", "we", "were", "werent", "weve", "what", "whats", "when", "where", "whether", "which", "while",
    "who", "whom", "whose", "why", "will", "with", "within", "without", "wont", "would", "wouldnt", "yes", "yet",
    "you", "your", "youre", "yours", "yourself", "yourselves", "youve"};

constexpr std::size_t kLongest = 10;

// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo), 32 bits.
constexpr std::uint32_t hash(std::string_view word) {
  std::uint32_t value = 2166136261U;
  for (const char c : word) value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
  return value;
}

// Open addressing, four times as many slots as words; an empty view is a free slot.
constexpr std::size_t kSlots = 1024;
static_assert(std::size(kWords) * 4 < kSlots);

constexpr std::array<std::string_view, kSlots> kTable = [] {
  std::array<std::string_view, kSlots> table{};
  for (const std::string_view word : kWords) {
    std::size_t slot = hash(word) % kSlots;
    while (!table[slot].empty()) slot = (slot + 1) % kSlots;
    table[slot] = word;
  }
  return table;
}();

}  // namespace

bool is_stop_word(std::string_view word) {
  if (word.empty() || word.size() > kLongest) return false;
  for (std::size_t slot = hash(word) % kSlots; !kTable[slot].empty(); slot = (slot + 1) % kSlots)
    if (kTable[slot] == word) return true;
  return false;
}

}  // namespace debrief::search
