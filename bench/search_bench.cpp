// SPDX-License-Identifier: Apache-2.0
// Speed and size of the text retrieval engine beside SQLite FTS5 on the same texts and queries.
// usage: search_bench [DOCUMENTS…]      (10000 100000 when none are given)
#include "search/index.hpp"
#include "search/stop_words.hpp"
#include "search_corpus.hpp"
#include "search_fts5.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
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

Latencies measure_index(const std::vector<ZipfDocument>& documents, const std::vector<std::string>& queries) {
  search::Index index;
  const double build = seconds([&] {
    for (std::size_t i = 0; i < documents.size(); ++i) {
      const search::Document document{"document-" + std::to_string(i),
                                      {{"title", documents[i].title}, {"text", documents[i].text}}};
      if (!index.put(document)) std::abort();
    }
  });
  const auto count = static_cast<double>(documents.size());
  fmt::print("  debrief  build {:>7.0f} documents/s   {:>5.0f} bytes/document", count / build,
             static_cast<double>(index.memory_bytes()) / count);
  index.pack();
  fmt::print(" ({:.0f} packed)", static_cast<double>(index.memory_bytes()) / count);
  Latencies latencies;
  for (const std::string& query : queries)
    latencies.milliseconds.push_back(1000 * seconds([&] { (void)index.search({query}, 10); }));
  fmt::print("   query p50 {:.2f} ms  p99 {:.2f} ms\n", latencies.at(0.5), latencies.at(0.99));

  const auto file = std::filesystem::temp_directory_path() / fmt::format("search-bench-{}.index", ::getpid());
  const double save = seconds([&] { index.save(file, ""); });
  search::Index loaded;
  const double load = seconds([&] { (void)loaded.load(file).value(); });
  std::filesystem::remove(file);
  const double replace = seconds([&] {
    for (std::size_t i = 0; i < 1000; ++i)
      (void)index.put({"document-" + std::to_string(i), {{"text", documents[i % documents.size()].text}}});
  });
  fmt::print("           save {:.2f} s  load {:.2f} s  replace one {:.3f} ms\n", save, load, replace);
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
  const Latencies ours = measure_index(documents, queries);
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
