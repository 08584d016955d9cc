// SPDX-License-Identifier: Apache-2.0
#include "search/analyse.hpp"

#include "search/tokenise.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace debrief::search {
namespace {

constexpr std::size_t kExactTermLimit = 1000;
constexpr std::size_t kExactTermsLimit = 10'000;

Result<> check(const Document& document, const Settings& settings) {
  if (document.key.empty()) return invalid("a document to index has no key");
  if (document.key.size() > kKeyLimit)
    return too_large("the key of a document to index has {} bytes; {} are allowed", document.key.size(), kKeyLimit);
  if (document.terms.size() > kExactTermsLimit)
    return too_large("document {} has {} exact terms; {} are allowed", document.key, document.terms.size(),
                     kExactTermsLimit);
  std::size_t bytes = 0;
  for (const FieldText& part : document.fields) {
    bytes += part.text.size();
    if (std::none_of(settings.fields.begin(), settings.fields.end(),
                     [&](const Field& f) { return f.name == part.field; }))
      return invalid("the index has no field \"{}\"", part.field);
  }
  if (bytes > kTextLimit)
    return too_large("document {} has {} bytes of text; {} are indexed at most", document.key, bytes, kTextLimit);
  for (const std::string& term : document.terms)
    if (term.empty() || term.size() > kExactTermLimit)
      return invalid("document {} has an exact term of {} bytes; 1 to {} are allowed", document.key, term.size(),
                     kExactTermLimit);
  return {};
}

std::size_t number_of(const Settings& settings, std::string_view field) {
  std::size_t number = 0;
  while (settings.fields[number].name != field) ++number;
  return number;
}

FieldCounts& counts_of(AnalysedDocument& document, std::string_view term) {
  const std::uint32_t number = document.terms.intern(term);
  if (number == document.counts.size()) document.counts.emplace_back();
  return document.counts[number];
}

}  // namespace

std::string exact_name(std::string_view term) {
  return "=" + std::string(term);
}

Result<> analyse(const Document& document, const Settings& settings, AnalysedDocument& result) {
  TRY(check(document, settings));
  result.terms.clear();
  result.counts.clear();
  double length = 0;
  for (const FieldText& part : document.fields) {
    const std::size_t field = number_of(settings, part.field);
    std::size_t words = 0;
    tokenise(part.text, [&](const Token& token) {
      ++counts_of(result, token.term)[field];
      ++words;
    });
    length += settings.fields[field].weight * static_cast<double>(words);
  }
  for (const std::string& term : document.terms) counts_of(result, exact_name(term))[0] = 1;
  constexpr double longest = std::numeric_limits<std::uint32_t>::max();
  result.length = static_cast<std::uint32_t>(std::min(std::round(length * 16), longest));
  return {};
}

std::vector<AnalysedTerm> analyse(const Query& query) {
  TermTable names;
  std::vector<AnalysedTerm> terms;
  const auto entry = [&](std::string_view name, std::string_view surface, bool exact) -> AnalysedTerm& {
    const std::uint32_t number = names.intern(name);
    if (number == terms.size()) terms.push_back({std::string(name), std::string(surface), exact, 0});
    return terms[number];
  };
  tokenise(std::string_view(query.text).substr(0, kTextLimit),
           [&](const Token& token) { entry(token.term, token.surface, false).count += 1; });
  for (const ExactTerm& exact : query.terms)
    if (exact.weight > 0) entry(exact_name(exact.term), exact.term, true).count += exact.weight;
  return terms;
}

}  // namespace debrief::search
