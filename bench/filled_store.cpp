// SPDX-License-Identifier: Apache-2.0
#include "filled_store.hpp"

#include "figures.hpp"
#include "http_call.hpp"
#include "search_corpus.hpp"
#include "server_process.hpp"

#include "base/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace debrief::bench {
namespace {

constexpr std::size_t kDocumentsPerFile = 1000;
constexpr double kPatienceSeconds = 600;

std::string json_lines(ZipfCorpus& corpus, std::size_t first, std::size_t count) {
  std::string lines;
  for (std::size_t i = first; i < first + count; ++i) {
    const ZipfDocument document = corpus.document();
    lines += json::write(json::object{{"id", fmt::format("bench-{}", i)},
                                      {"title", document.title},
                                      {"date", fmt::format("20{:02}-{:02}-{:02}", 10 + i % 15, 1 + i % 12, 1 + i % 28)},
                                      {"text", document.text}}) +
             "\n";
  }
  return lines;
}

void fill(const std::filesystem::path& directory, std::size_t documents) {
  ServerProcess server(directory);
  HttpCall api(server.port());
  api.sign_in();
  ZipfCorpus corpus(42);
  const double start = now_seconds();
  for (std::size_t done = 0; done < documents; done += kDocumentsPerFile) {
    const std::size_t count = std::min(kDocumentsPerFile, documents - done);
    const json::object file{{"name", fmt::format("bench-{}.jsonl", done)},
                            {"content", json_lines(corpus, done, count)}};
    api.expect("POST", "/api/v1/archive", json::write(json::object{{"files", json::array{file}}}));
  }
  const double imported = now_seconds() - start;
  wait_for_lessons(api, documents);
  fmt::print("imported {} documents: {:.0f}/s, and learned them: {:.0f}/s\n", documents,
             static_cast<double>(documents) / imported, static_cast<double>(documents) / (now_seconds() - start));
  std::fflush(stdout);
}

}  // namespace

std::size_t known_lessons(HttpCall& api) {
  const auto answer = json::parse(api.expect("POST", "/api/v1/similar", R"({"text":"nothing"})").body).value();
  return static_cast<std::size_t>(answer.as_object().at("searched").as_int64());
}

double wait_for_lessons(HttpCall& api, std::size_t documents) {
  const double start = now_seconds();
  double progress = start;
  for (std::size_t before = 0;;) {
    const std::size_t known = known_lessons(api);
    if (known >= documents) return now_seconds() - start;
    if (known > before) progress = now_seconds();
    before = known;
    if (now_seconds() - progress > kPatienceSeconds) throw std::runtime_error("the library learns nothing any more");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

std::filesystem::path filled_store(std::size_t documents) {
  const auto directory = data_directory() / fmt::format("store-{}", documents);
  const auto complete = data_directory() / fmt::format("store-{}.complete", documents);
  if (std::filesystem::exists(complete)) return directory;
  std::filesystem::create_directories(directory);
  // What an interrupted run has imported is not imported again.
  if (documents > 0) fill(directory, documents);
  std::ofstream(complete) << "";
  return directory;
}

}  // namespace debrief::bench
