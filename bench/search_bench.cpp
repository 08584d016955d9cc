// SPDX-License-Identifier: Apache-2.0
// Speed and size of the text retrieval engine beside SQLite FTS5 on the same texts and queries.
// usage: search_bench [DOCUMENTS…]      (10000 100000 when none are given)
#include "search/recogniser.hpp"
#include "search/stop_words.hpp"
#include "search_corpus.hpp"
#include "search_fts5.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <set>
#include <sstream>

namespace debrief::bench {
namespace {

constexpr std::size_t kQueries = 200;
constexpr std::size_t kReferenceQueries = 20;

// Time of this thread on a processor: everything here runs on one thread and in memory, so on an idle machine
// it is the time that passes, and on a busy one it still compares.
double seconds(const std::function<void()>& work) {
  const auto now = [] {
    timespec at{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) * 1e-9;
  };
  const double start = now();
  work();
  return now() - start;
}

struct Latencies {
  std::vector<double> milliseconds;

  [[nodiscard]] double at(double share) {
    std::sort(milliseconds.begin(), milliseconds.end());
    return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  }
  [[nodiscard]] double mean() const {
    double sum = 0;
    for (const double value : milliseconds) sum += value;
    return sum / static_cast<double>(milliseconds.size());
  }
};

std::vector<std::string> content_words(const std::string& query) {
  std::istringstream in(query);
  std::set<std::string> words;
  for (std::string word; in >> word;)
    if (!search::is_stop_word(word)) words.insert(word);
  return {words.begin(), words.end()};
}

search::Document document_of(const std::vector<ZipfDocument>& documents, std::size_t i) {
  return {"document-" + std::to_string(i), {{"title", documents[i].title}, {"text", documents[i].text}}, {}};
}

Latencies time_queries(const std::vector<std::string>& queries, const std::function<void(const std::string&)>& search) {
  Latencies latencies;
  for (const std::string& query : queries) latencies.milliseconds.push_back(1000 * seconds([&] { search(query); }));
  return latencies;
}

void measure_file(search::Recogniser& recogniser, const std::vector<ZipfDocument>& documents) {
  const auto file = std::filesystem::temp_directory_path() / fmt::format("search-bench-{}.index", ::getpid());
  const double save = seconds([&] { recogniser.save(file, ""); });
  search::Recogniser loaded;
  const double load = seconds([&] { (void)loaded.load(file).value(); });
  std::filesystem::remove(file);
  std::filesystem::remove(file.string() + ".meaning");
  const double replace = seconds([&] {
    for (std::size_t i = 0; i < 1000; ++i)
      (void)loaded.put({"document-" + std::to_string(i), {{"text", documents[i % documents.size()].text}}});
  });
  fmt::print("           save {:.2f} s  load {:.2f} s  replace one {:.3f} ms\n", save, load, replace);
}

// Recognition with all that it takes: words, then meaning too.
Latencies measure_recogniser(const std::vector<ZipfDocument>& documents, const std::vector<std::string>& queries) {
  search::Recogniser recogniser;
  const double build = seconds([&] {
    for (std::size_t i = 0; i < documents.size(); ++i)
      if (!recogniser.put(document_of(documents, i))) std::abort();
  });
  const auto count = static_cast<double>(documents.size());
  fmt::print("  debrief  build {:>7.0f} documents/s   {:>5.0f} bytes/document", count / build,
             static_cast<double>(recogniser.memory_bytes()) / count);
  recogniser.pack();
  fmt::print(" ({:.0f} packed)", static_cast<double>(recogniser.memory_bytes()) / count);
  Latencies words =
      time_queries(queries, [&](const std::string& query) { (void)recogniser.search_words({query}, 10, 8); });
  fmt::print("   words p50 {:.2f} ms  p99 {:.2f} ms\n", words.at(0.5), words.at(0.99));
  std::fflush(stdout);
  const double learning = seconds([&] {
    const auto each = [&](const std::function<void(const search::Document&)>& take) {
      for (std::size_t i = 0; i < documents.size(); ++i) take(document_of(documents, i));
    };
    (void)recogniser.learn(each, [] { return true; });
  });
  Latencies latencies = time_queries(queries, [&](const std::string& query) { (void)recogniser.search({query}, 10); });
  fmt::print(
      "           learn {:.1f} s from {} documents   {:.0f} bytes/document in all   words and meaning p50 {:.2f} ms  "
      "p99 {:.2f} ms\n",
      learning, recogniser.learned_from(), static_cast<double>(recogniser.memory_bytes()) / count, latencies.at(0.5),
      latencies.at(0.99));
  std::fflush(stdout);
  measure_file(recogniser, documents);
  return latencies;
}

Latencies measure_fts5(const std::vector<ZipfDocument>& documents, const std::vector<std::string>& queries) {
  Fts5 reference;
  const double build = seconds([&] { reference.put(documents); });
  const auto count = static_cast<double>(documents.size());
  Latencies latencies;
  for (std::size_t i = 0; i < kReferenceQueries; ++i) {
    const auto words = content_words(queries[i]);
    latencies.milliseconds.push_back(1000 * seconds([&] { (void)reference.search(words); }));
  }
  fmt::print(
      "  FTS5     build {:>7.0f} documents/s   {:>5.0f} bytes/document, texts included   query p50 {:.2f} ms  max "
      "{:.2f} ms\n",
      count / build, static_cast<double>(reference.bytes()) / count, latencies.at(0.5), latencies.at(1));
  return latencies;
}

void measure(std::size_t count) {
  ZipfCorpus corpus(42);
  std::vector<ZipfDocument> documents;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < count; ++i) {
    documents.push_back(corpus.document());
    bytes += documents.back().title.size() + documents.back().text.size();
  }
  std::vector<std::string> queries;
  for (std::size_t i = 0; i < kQueries; ++i) queries.push_back(corpus.query(documents[i * 7919 % count]));
  fmt::print("{} documents of {} bytes, queries of 30 to 200 words\n", count, bytes / count);
  const Latencies ours = measure_recogniser(documents, queries);
  const Latencies reference = measure_fts5(documents, queries);
  fmt::print("  mean query time, FTS5 / debrief: {:.1f}\n", reference.mean() / ours.mean());
}

}  // namespace
}  // namespace debrief::bench

int main(int count, char** arguments) {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < count; ++i) sizes.push_back(std::strtoul(arguments[i], nullptr, 10));
  if (sizes.empty()) sizes = {10'000, 100'000};
  for (const std::size_t size : sizes) debrief::bench::measure(std::max<std::size_t>(size, 100));
}
