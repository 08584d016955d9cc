// SPDX-License-Identifier: Apache-2.0
// Speed and size of the log engine beside wc, lnav, zstd and ripgrep, each run in turn with it.
//   logs_bench [FILE…]      (without files: logs made by ../shared/tools/make_large_logs.py; skipped when absent)
#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

#include "sections.hpp"

namespace debrief::bench {
namespace {

void measure_files(const Files& files) {
  measure_recognition(files);
  measure_intake(files);
  measure_search(files);
}

void measure_corpus() {
  const Files files = large_logs(1);
  if (files.empty()) {
    fmt::print("skipped: there is no ../shared/tools/make_large_logs.py ($DEBRIEF_SHARED); name log files instead\n");
    return;
  }
  measure_recognition(files);
  measure_intake(files);
  measure_json(large_json(300));
  measure_search(large_logs(2));
}

}  // namespace
}  // namespace debrief::bench

int main(int argc, char** argv) {
  try {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (argc > 1) debrief::bench::measure_files({argv + 1, argv + argc});
    else debrief::bench::measure_corpus();
    fmt::print(
        "Accuracy of templates: debrief logs templates FILE --tsv, judged by "
        "../shared/tools/score_log_templates.py\n");
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    fmt::print(stderr, "logs_bench: {}\n", error.what());
    return EXIT_FAILURE;
  }
}
