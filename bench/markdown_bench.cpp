// SPDX-License-Identifier: Apache-2.0
// Speed of rendering Markdown, and the time of a PDF of some 20 pages.
// usage: markdown_bench [FOLDER…]      (the postmortems of ../shared when none is given; skipped when absent)
#include "base/markdown.hpp"
#include "print/print.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

namespace debrief::bench {
namespace {

constexpr double kLeastSeconds = 1;
constexpr std::size_t kLargeBytes = 5'000'000;

using Texts = std::vector<std::string>;

// Processor time of this thread: everything here runs on one, and on a busy machine it still compares.
double work_seconds() {
  timespec at{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) * 1e-9;
}

Texts read_texts(const std::filesystem::path& folder) {
  Texts texts;
  std::error_code absent;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, absent)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".md") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    texts.push_back(std::move(text).str());
  }
  return texts;
}

// A postmortem of something of everything, over and over.
std::string make_text(std::size_t bytes) {
  std::string text;
  for (int i = 1; text.size() < bytes; ++i)
    text += fmt::format(
        "## Section {0}\n\nAt 10:{1:02} the *error rate* of `checkout` rose to **{1} %** [T{0}](#entry-{0}), and "
        "nobody "
        "could see why: the [dashboard](https://example.org/d/{0}) shows averages over an hour, and the alert that "
        "looks "
        "at single requests had been muted for a test on the day before.\n\n- first the pool filled up\n- then the "
        "retries multiplied the load by {1}\n\n| When | What |\n|---|---|\n| 10:{1:02} | rolled out |\n| 10:59 | "
        "rolled "
        "back |\n\n> **To write:** What did people expect?\n\n```\nERROR pool=exhausted waiting={0} max=50\n```\n\n",
        i, i % 60);
  return text;
}

void measure(std::string_view name, const Texts& texts) {
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  const auto speed = [&](const std::function<std::size_t(const std::string&)>& render) {
    std::size_t done = 0, made = 0;
    const double start = work_seconds();
    do {
      for (const std::string& text : texts) made += render(text);
      done += bytes;
    } while (work_seconds() - start < kLeastSeconds);
    if (made == 0) std::abort();
    return static_cast<double>(done) / (work_seconds() - start) / 1e6;
  };
  const double html = speed([](const std::string& text) { return render_html(text).size(); });
  const double plain = speed([](const std::string& text) { return plain_text(text).size(); });
  const double headings = speed([](const std::string& text) { return 1 + outline(text).size(); });
  fmt::print("  {:<28} {:>6} texts {:>8.2f} MB   HTML {:>6.1f} MB/s   text {:>6.1f} MB/s   outline {:>6.1f} MB/s\n",
             name, texts.size(), static_cast<double>(bytes) / 1e6, html, plain, headings);
}

std::size_t count_pages(const std::string& pdf) {
  std::size_t pages = 0;
  for (std::size_t at = pdf.find("/Type /Page "); at != std::string::npos; at = pdf.find("/Type /Page ", at + 1))
    ++pages;
  return pages;
}

void measure_pdf(std::string_view name, const std::string& markdown) {
  print::Document document;
  document.title = "Checkout returns 502";
  document.markdown = markdown;
  const double start = work_seconds();
  const auto pdf = print::print_pdf(document);
  const double seconds = work_seconds() - start;
  if (!pdf) return fmt::print("  {:<28} {} ({:.2f} s)\n", name, pdf.error().message, seconds);
  fmt::print("  {:<28} {:>6} pages {:>8.2f} MB   {:.2f} s\n", name, count_pages(*pdf),
             static_cast<double>(pdf->size()) / 1e6, seconds);
}

void run(const std::vector<std::string>& folders) {
  fmt::print("Markdown (target: at least 50 MB/s as HTML)\n");
  for (const std::string& folder : folders) {
    const Texts texts = read_texts(folder);
    if (texts.empty()) fmt::print("  {} holds no Markdown: skipped\n", folder);
    else measure(std::filesystem::path(folder).lexically_normal().filename().string(), texts);
  }
  measure("generated, 10 KB", {make_text(10'000)});
  measure("generated, 5 MB", {make_text(kLargeBytes)});
  fmt::print("PDF (target: 20 pages in at most 3 s)\n");
  measure_pdf("first of the process", make_text(24'000));
  measure_pdf("the same again", make_text(24'000));
  measure_pdf("5 MB", make_text(kLargeBytes));
}

}  // namespace
}  // namespace debrief::bench

int main(int argc, char** argv) {
  std::vector<std::string> folders(argv + 1, argv + argc);
  if (folders.empty()) {
    const char* shared = std::getenv("DEBRIEF_SHARED");
    folders.push_back((shared != nullptr ? std::string(shared) : DEBRIEF_SOURCE_DIR "/../shared") +
                      "/data/postmortems");
  }
  debrief::bench::run(folders);
}
