// SPDX-License-Identifier: Apache-2.0
#include "search/stop_words.hpp"

#include <algorithm>
#include <iterator>

namespace debrief::search {
namespace {

// Function words only, and sorted. Words of direction and state ("off", "over", "under", "not", "no", "down")
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
static_assert(std::is_sorted(std::begin(kWords), std::end(kWords)));

constexpr std::size_t kLongest = 10;

}  // namespace

bool is_stop_word(std::string_view word) {
  return word.size() <= kLongest && std::binary_search(std::begin(kWords), std::end(kWords), word);
}

}  // namespace debrief::search
