// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <string>

#include "../figures.hpp"
#include "figure_line.hpp"
#include "measured.hpp"
#include "recognise.hpp"
#include "sections.hpp"

namespace debrief::bench {
namespace {

std::vector<std::string> command(std::vector<std::string> arguments, const Files& files) {
  for (const auto& file : files) arguments.push_back(file);
  return arguments;
}

/// Lines and stamped lines of each file, one behind another.
Measured recognise_in_child(const Files& files, unsigned threads) {
  return in_child([&] {
    std::vector<double> values;
    for (const Recognised& one : recognise(files, threads)) {
      values.push_back(static_cast<double>(one.lines));
      values.push_back(static_cast<double>(one.stamped));
    }
    return values;
  });
}

void print_stamps(const Files& files, const std::vector<double>& counts) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    const double lines = counts[2 * i], stamped = counts[2 * i + 1];
    print_figure("lines with a stamp, " + files[i].stem().string(), 100 * stamped / lines,
                 {Bound::at_least, 99.9, " %"}, fmt::format("{:.0f} of {:.0f}", stamped, lines));
  }
}

double total_lines(const std::vector<double>& counts) {
  double lines = 0;
  for (std::size_t i = 0; i < counts.size(); i += 2) lines += counts[i];
  return lines;
}

/// Those of which lnav indexes lines: it passes over formats that it does not know, which is fast.
Files known_to_lnav(const Files& files) {
  Files known;
  for (const auto& file : files) {
    const Command counting = run_command(
        {"lnav", "-n", "-q", "-c", ";SELECT count(*) FROM all_logs", "-c", ":write-csv-to -", file.string()});
    const std::size_t value = counting.output.find('\n');
    if (value != std::string::npos && std::atoll(counting.output.c_str() + value) > 0) known.push_back(file);
  }
  return known;
}

void compare_with_lnav(const Files& files) {
  const std::string what = "as fast as lnav's indexing";
  if (!is_installed("lnav")) return print_without(what, "skipped: lnav is not installed");
  const Files known = known_to_lnav(files);
  if (known.empty()) return print_without(what, "skipped: lnav knows the format of none");
  const double megabytes = static_cast<double>(bytes_of(known)) * 1e-6;
  std::vector<double> ours, lnav, ratio;
  for (int run = 0; run < kRuns; ++run) {
    const Command indexing = run_command(command({"lnav", "-n", "-q", "-c", ";SELECT count(*) FROM all_logs"}, known));
    lnav.push_back(indexing.usage.processor);
    ours.push_back(recognise_in_child(known, 1).usage.processor);
    ratio.push_back(lnav.back() / ours.back());
  }
  print_figure(what, median(ratio), {Bound::at_least, 10, "x"},
               fmt::format("{:.0f} MB/s, lnav {:.0f} MB/s in the {} of {} files whose format it knows",
                           megabytes / median(ours), megabytes / median(lnav), known.size(), files.size()));
}

}  // namespace

void measure_recognition(const Files& files) {
  const double megabytes = static_cast<double>(bytes_of(files)) * 1e-6;
  std::vector<double> ours, over_wc, wc, speedup, wall_1, wall_2, extra;
  std::vector<double> counts;
  for (int run = 0; run < kRuns; ++run) {
    const Command reference = run_command(command({"wc", "-l"}, files));
    const Measured one = recognise_in_child(files, 1), two = recognise_in_child(files, 2);
    counts = one.values;
    ours.push_back(one.usage.processor);
    wc.push_back(reference.usage.processor);
    over_wc.push_back(one.usage.processor / reference.usage.processor);
    wall_1.push_back(one.usage.wall);
    wall_2.push_back(two.usage.wall);
    speedup.push_back(one.usage.wall / two.usage.wall);
    extra.push_back(two.usage.processor / one.usage.processor);
  }
  fmt::print("Recognise: {:.0f} MB, {:.0f} lines\n", megabytes, total_lines(counts));
  print_figure("processor time over that of wc -l", median(over_wc), {Bound::at_most, 5, "x"},
               fmt::format("{:.0f} MB/s, wc -l {:.0f} MB/s", megabytes / median(ours), megabytes / median(wc)));
  print_figure(
      "2 threads over 1, wall", median(speedup), {Bound::at_least, 1.9, "x"},
      fmt::format("{:.2f} s, {:.2f} s; of processor time {:.2f}x", median(wall_1), median(wall_2), median(extra)));
  compare_with_lnav(files);
  print_stamps(files, counts);
}

}  // namespace debrief::bench
