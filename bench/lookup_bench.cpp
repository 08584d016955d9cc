// SPDX-License-Identifier: Apache-2.0
// Searching everything while somebody types, beside plain FTS5, ranked without a bound, on the same texts.
// usage: lookup_bench [DOCUMENTS]      (100000 when none are given)
#include "figures.hpp"
#include "search_corpus.hpp"
#include "search_fts5.hpp"

#include "features/lookup/text_index.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <sstream>

namespace debrief::bench {
namespace {

using namespace features::lookup;

constexpr std::size_t kPeople = 60;  // each types two words, letter by letter
constexpr double kTargetMilliseconds = 30;
constexpr std::size_t kPerIncident = 20;

std::vector<std::string> words_of(const std::string& text, std::size_t most) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; words.size() < most && in >> word;)
    if (word.size() >= 4) words.push_back(word);
  return words;
}

std::vector<ZipfDocument> fill(TextIndex& index, std::size_t count) {
  ZipfCorpus corpus(11);
  std::vector<ZipfDocument> all;
  const double start = now_seconds();
  for (std::size_t done = 0; done < count; done += kPerIncident) {
    std::vector<Document> documents;
    for (std::size_t i = done; i < done + kPerIncident; ++i) {
      all.push_back(corpus.document());
      documents.push_back({"entry:" + std::to_string(i), Kind::entry, all.back().title, all.back().text, "/", {}});
    }
    const auto number = static_cast<std::int64_t>(done / kPerIncident + 1);
    index.put({"incident:" + std::to_string(number), number, "sev2", {"checkout"}}, documents);
  }
  fmt::print("{} documents indexed in {:.0f} s: {:.0f} a second\n", count, now_seconds() - start,
             static_cast<double>(count) / (now_seconds() - start));
  return all;
}

void print(std::string_view what, const std::vector<double>& times, bool judged) {
  const double p95 = quantile(times, 0.95);
  fmt::print("  {:<44} p50 {:>6.2f} ms   p95 {:>6.2f} ms{}\n", what, quantile(times, 0.5), p95,
             !judged                      ? ""
             : p95 <= kTargetMilliseconds ? " (target 30: met)"
                                          : " (target 30: MISSED)");
}

double milliseconds(const std::function<void()>& work) {
  const double start = now_seconds();
  work();
  return 1000 * (now_seconds() - start);
}

void measure(std::size_t count) {
  const auto folder = std::filesystem::temp_directory_path() / "debrief-lookup-bench";
  std::filesystem::remove_all(folder);
  TextIndex index(folder / "search");
  const auto documents = fill(index, count);
  Fts5 plain;
  plain.put(documents);
  static_cast<void>(index.find(parse("warming up").value(), {}, 20));
  std::vector<double> typed, mistyped, reference;
  for (std::size_t person = 0; person < kPeople; ++person) {
    const auto words = words_of(documents[person * (count / kPeople)].text, 2);
    if (words.size() < 2) continue;
    const std::string query = words[0] + " " + words[1];
    for (std::size_t letters = 2; letters <= query.size(); ++letters)
      typed.push_back(milliseconds([&] {
        static_cast<void>(
            index.find(parse(query.substr(0, letters)).value(), Hidden{50, 100}, 20));
      }));
    std::string wrong = words[0] + "q" + words[1];
    std::swap(wrong[1], wrong[2]);
    mistyped.push_back(milliseconds([&] { static_cast<void>(index.find(parse(wrong).value(), {}, 20)); }));
    reference.push_back(milliseconds([&] { static_cast<void>(plain.search(words)); }));
  }
  print(fmt::format("each of {} strokes", typed.size()), typed, true);
  print("two words with an error, nothing found", mistyped, false);
  print("reference: plain FTS5, either of two words", reference, false);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace debrief::bench

int main(int count, char** arguments) {
  try {
    debrief::bench::measure(count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 100'000);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "lookup_bench: {}\n", trouble.what());
    return 1;
  }
  return 0;
}
