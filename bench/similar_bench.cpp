// SPDX-License-Identifier: Apache-2.0
// How fast the server recognises what resembles a text (POST /api/v1/similar), beside an answer of the same server
// that does nothing.
// usage: similar_bench [DOCUMENTS…]      (10000 100000 when none are given)
#include "figures.hpp"
#include "filled_store.hpp"
#include "http_call.hpp"
#include "search_corpus.hpp"
#include "server_process.hpp"

#include "base/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <sstream>
#include <vector>

namespace debrief::bench {
namespace {

constexpr std::size_t kQueries = 500;
constexpr double kTargetMilliseconds = 20;
constexpr std::size_t kAimedDocuments = 100'000;

// 30 to 100 words, of which half are from a document of the store.
std::vector<std::string> queries(std::size_t documents) {
  ZipfCorpus corpus(42);  // the one that the store was filled with
  std::vector<ZipfDocument> known;
  for (std::size_t i = 0; i < std::min<std::size_t>(documents, kQueries); ++i) known.push_back(corpus.document());
  std::vector<std::string> texts;
  while (texts.size() < kQueries) {
    std::istringstream words(corpus.query(known[texts.size() % known.size()]));
    const std::size_t count = 30 + texts.size() % 71;
    std::string text;
    std::string word;
    for (std::size_t i = 0; i < count && words >> word; ++i) text += word + " ";
    texts.push_back(std::move(text));
  }
  return texts;
}

double milliseconds(const std::function<void()>& work) {
  const double start = now_seconds();
  work();
  return 1000 * (now_seconds() - start);
}

void measure(std::size_t documents) {
  const auto store = filled_store(documents);
  const ServerProcess server(store);
  HttpCall api(server.port());
  api.sign_in();
  wait_for_lessons(api, documents);
  std::vector<double> similar;
  std::vector<double> nothing;
  const auto texts = queries(documents);
  for (std::size_t i = 0; i < 20; ++i)
    api.expect("POST", "/api/v1/similar", json::write(json::object{{"text", texts[i]}}));
  const double processor = server.processor_seconds();
  for (const std::string& text : texts) {
    const std::string body = json::write(json::object{{"text", text}});
    similar.push_back(milliseconds([&] { api.expect("POST", "/api/v1/similar", body); }));
    nothing.push_back(milliseconds([&] { api.expect("GET", "/livez"); }));
  }
  const double used = 1000 * (server.processor_seconds() - processor) / static_cast<double>(texts.size());
  const double p99 = quantile(similar, 0.99);
  fmt::print(
      "{:>7} documents: p50 {:.2f} ms   p99 {:.2f} ms{}   CPU {:.2f} ms   /livez p50 {:.2f} ms, p99 {:.2f} ms   ratio "
      "of p50 {:.1f}\n",
      documents, median(similar), p99,
      documents >= kAimedDocuments
          ? fmt::format(" (target {:.0f}: {})", kTargetMilliseconds, p99 <= kTargetMilliseconds ? "met" : "MISSED")
          : "",
      used, median(nothing), quantile(nothing, 0.99), median(similar) / median(nothing));
  std::fflush(stdout);
}

}  // namespace
}  // namespace debrief::bench

int main(int count, char** arguments) {
  std::vector<std::size_t> sizes;
  for (int i = 1; i < count; ++i) sizes.push_back(std::max<std::size_t>(std::strtoul(arguments[i], nullptr, 10), 1));
  if (sizes.empty()) sizes = {10'000, 100'000};
  try {
    for (const std::size_t size : sizes) debrief::bench::measure(size);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "similar_bench: {}\n", trouble.what());
    return 1;
  }
}
