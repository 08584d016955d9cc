// SPDX-License-Identifier: Apache-2.0
// How long the linter takes for 100 KB of prose, beside rendering the same text as HTML. The text is made of the
// labelled samples, which get many more remarks than ordinary postmortems.
// usage: lint_bench [FILE…]      (tests/lint/samples when none are given)
#include "figures.hpp"

#include "base/markdown.hpp"
#include "lint/lint.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace debrief::bench {
namespace {

constexpr std::size_t kBytes = 100 << 10;
constexpr int kRounds = 50;
constexpr double kTargetMilliseconds = 20;

std::vector<std::filesystem::path> sample_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(DEBRIEF_BENCH_LINT_SAMPLES))
    if (entry.path().extension() == ".md") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_of(const std::vector<std::filesystem::path>& files) {
  std::string text;
  while (text.size() < kBytes) {
    const std::size_t before = text.size();
    for (const auto& file : files) {
      std::ifstream in(file);
      text.append(std::istreambuf_iterator<char>(in), {});
      text += "\n\n";
    }
    if (text.size() < before + 100) throw std::runtime_error("the files hold no text");
  }
  text.resize(kBytes);
  return text;
}

template <class Work>
double milliseconds(const Work& work) {
  const double start = now_seconds();
  work();
  return 1000 * (now_seconds() - start);
}

void measure(const std::string& text) {
  const lint::Language* language = nullptr;
  const double load = milliseconds([&] { language = lint::find_language("en"); });
  std::size_t remarks = 0;
  const auto once = [&] { remarks = lint::lint(text, *language).size(); };
  const double first = milliseconds(once);
  std::vector<double> times, html;
  for (int i = 0; i < kRounds; ++i) {
    times.push_back(milliseconds(once));
    html.push_back(milliseconds([&] { static_cast<void>(render_html(text)); }));
  }
  const double time = median(times);
  fmt::print("{} KB, {} remarks, median of {} rounds\n", text.size() >> 10U, remarks, kRounds);
  fmt::print("  lint   p50 {:>6.2f} ms (target {:.0f}: {})   p99 {:>6.2f} ms   HTML {:.2f} ms, ratio {:.1f}\n", time,
             kTargetMilliseconds, time <= kTargetMilliseconds ? "met" : "MISSED", quantile(times, 0.99), median(html),
             time / median(html));
  fmt::print("  once in a process: reading the rules {:.0f} ms, and {:.0f} ms for the first text\n", load, first);
}

}  // namespace
}  // namespace debrief::bench

int main(int count, char** arguments) {
  try {
    std::vector<std::filesystem::path> files(arguments + 1, arguments + count);
    if (files.empty()) files = debrief::bench::sample_files();
    debrief::bench::measure(debrief::bench::text_of(files));
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "lint_bench: {}\n", trouble.what());
    return 1;
  }
}
