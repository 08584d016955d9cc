// SPDX-License-Identifier: Apache-2.0
#include "search/recogniser.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace debrief::search {
namespace {

constexpr std::string_view kMeaningFileName = "debrief search meaning\n";
constexpr std::uint64_t kMeaningFileVersion = 1;
constexpr std::size_t kNearest = 64;  // documents that meaning alone may bring in
constexpr std::size_t kMeaningWords = 5;
constexpr std::size_t kNewDocuments = 50;  // and a tenth of what was learned from

std::filesystem::path meaning_file(std::filesystem::path file) {
  return file += ".meaning";
}

}  // namespace

Recogniser::Recogniser(Settings settings) : index_(settings), semantics_(std::move(settings)) {}

Result<> Recogniser::put(const Document& document) {
  TRY(index_.put(document));
  semantics_.put(document);
  return {};
}

bool Recogniser::erase(std::string_view key) {
  semantics_.erase(key);
  return index_.erase(key);
}

std::vector<Finding> Recogniser::search(const Query& query, std::size_t limit, std::size_t reason_limit) const {
  const auto question = semantics_.ask(query.text);
  Query asked = query;
  const auto near = semantics_.nearest(question, std::max(limit, kNearest));
  asked.also.insert(asked.also.end(), near.begin(), near.end());
  std::map<std::string, double, std::less<>> meanings;
  asked.bonus = [&](std::string_view key) {
    const double meaning = kMeaningWeight * semantics_.cosine(question, key);
    meanings.emplace(key, meaning);
    return meaning + (query.bonus ? query.bonus(key) : 0);
  };
  std::vector<Finding> findings;
  for (Hit& hit : index_.search(asked, limit, reason_limit)) {
    Finding finding;
    finding.meaning = meanings.find(hit.key)->second;
    if (reason_limit > 0) finding.meaning_words = semantics_.explain(question, hit.key, kMeaningWords).words;
    hit.bonus -= finding.meaning;
    finding.hit = std::move(hit);
    findings.push_back(std::move(finding));
  }
  return findings;
}

bool Recogniser::is_stale() const {
  const std::size_t learned = learned_from();
  const std::size_t known = std::min(size(), semantic::LearnOptions{}.documents);
  if (learned == 0) return known >= semantic::kFewestDocuments;
  return known >= learned + std::max(kNewDocuments, learned / 10);
}

bool Recogniser::learn(const semantic::EachDocument& documents, const std::function<bool()>& go_on,
                       const semantic::LearnOptions& options) {
  return semantics_.learn(documents, size(), options, go_on);
}

void Recogniser::save(const std::filesystem::path& file, std::string_view mark) const {
  index_.save(file, mark);
  write_checked_file(meaning_file(file), [&](CheckedWriter& out) {
    out.raw(kMeaningFileName);
    out.number(kMeaningFileVersion);
    out.text(mark);
    semantics_.write(out);
  });
}

Result<std::string> Recogniser::load(const std::filesystem::path& file) {
  std::string mark = TRY(index_.load(file));
  CheckedReader in(meaning_file(file));
  std::string name(kMeaningFileName.size(), '\0');
  if (in.raw(name.data(), name.size()) && name == kMeaningFileName && in.number() == kMeaningFileVersion &&
      in.text() == mark)
    (void)semantics_.read(in);
  return mark;
}

}  // namespace debrief::search
