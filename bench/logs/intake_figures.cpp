// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>

#include "../figures.hpp"
#include "figure_line.hpp"
#include "logs/set/recompress.hpp"
#include "logs/store/intake.hpp"
#include "measured.hpp"
#include "sections.hpp"

namespace debrief::bench {
namespace {

constexpr std::size_t kReadAtOnce = 1UL << 20;

/// Of all runs.
struct Runs {
  std::vector<double> processor, over_zstd, zstd, wall_1, wall_2, speedup, extra, size_ratio, zstd_size_ratio;
  double peak_mb = 0;
};

Measured fill_in_child(const Files& files, unsigned threads) {
  const std::filesystem::path folder = log_data_folder() / "intake-store";
  std::filesystem::remove_all(folder);
  const Measured measured =
      in_child([&] { return std::vector{static_cast<double>(fill_store(folder, files, threads))}; });
  std::filesystem::remove_all(folder);
  return measured;
}

Runs run_all(const Files& files, bool two_threads) {
  const auto bytes = static_cast<double>(bytes_of(files));
  std::vector<std::string> zstd{"zstd", "-3", "--single-thread", "-q", "-f", "-c"};
  for (const auto& file : files) zstd.push_back(file);
  Runs runs;
  for (int run = 0; run < kRuns; ++run) {
    const Command reference = run_command(zstd);
    const Measured one = fill_in_child(files, 1);
    runs.zstd.push_back(reference.usage.processor);
    runs.processor.push_back(one.usage.processor);
    runs.over_zstd.push_back(reference.usage.processor / one.usage.processor);
    runs.wall_1.push_back(one.usage.wall);
    runs.size_ratio.push_back(bytes / one.values.front());
    runs.zstd_size_ratio.push_back(bytes / static_cast<double>(reference.output_bytes));
    runs.peak_mb = std::max(runs.peak_mb, one.usage.peak_mb);
    if (!two_threads) continue;
    const Measured two = fill_in_child(files, 2);
    runs.wall_2.push_back(two.usage.wall);
    runs.speedup.push_back(one.usage.wall / two.usage.wall);
    runs.extra.push_back(two.usage.processor / one.usage.processor);
    runs.peak_mb = std::max(runs.peak_mb, two.usage.peak_mb);
  }
  return runs;
}

void print_size(const Runs& runs) {
  const double ours = median(runs.size_ratio), zstd = median(runs.zstd_size_ratio);
  print_figure("size ratio with all indexes over zstd -3", ours / zstd, {Bound::at_least, 1.5, "x"},
               fmt::format("{:.2f}, zstd -3 {:.2f}", ours, zstd));
}

/// Once, since its size is the same each time.
void print_recompression(const Files& files, double zstd_size_ratio) {
  const auto bytes = static_cast<double>(bytes_of(files));
  const std::filesystem::path folder = log_data_folder() / "recompressed-store";
  std::filesystem::remove_all(folder);
  (void)in_child([&] { return std::vector{static_cast<double>(fill_store(folder, files, 0))}; });
  const Measured work = in_child([&] {
    logs::recompress(folder, {});
    return std::vector{static_cast<double>(bytes_in(folder))};
  });
  const double ratio = bytes / work.values.front();
  print_figure("the same after recompression", ratio / zstd_size_ratio, {Bound::at_least, 2.1, "x"},
               fmt::format("{:.2f}, at {:.0f} MB per second of a core, {:.0f} MB resident", ratio,
                           bytes * 1e-6 / work.usage.processor, work.usage.peak_mb));
  std::filesystem::remove_all(folder);
}

}  // namespace

std::uint64_t fill_store(const std::filesystem::path& folder, const Files& files, unsigned threads) {
  {
    logs::Store store(folder, logs::Store::Access::write);
    logs::IntakeOptions options;
    options.threads = threads;
    logs::Intake intake(store, options);
    std::string buffer(kReadAtOnce, '\0');
    for (const auto& file : files) {
      logs::Source source;
      source.name = file.filename();
      intake.begin(std::move(source), std::time(nullptr) * 1'000'000'000L);
      std::ifstream in;
      in.rdbuf()->pubsetbuf(nullptr, 0);
      in.open(file, std::ios::binary);
      while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0)
        intake.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
    }
    intake.finish();
  }
  return bytes_in(folder);
}

void measure_intake(const Files& files) {
  const double megabytes = static_cast<double>(bytes_of(files)) * 1e-6;
  fmt::print("Intake, durable, with all indexes: {:.0f} MB\n", megabytes);
  if (!is_installed("zstd")) return print_without("all of it", "skipped: zstd is not installed");
  const Runs runs = run_all(files, true);
  print_figure("MB per second of a core", megabytes / median(runs.processor), {Bound::at_least, 350, ""},
               fmt::format("zstd -3 {:.0f} MB/s", megabytes / median(runs.zstd)));
  print_figure("speed over zstd -3, processor time", median(runs.over_zstd), {Bound::at_least, 0.85, "x"});
  print_figure("2 threads over 1, wall", median(runs.speedup), {Bound::at_least, 1.9, "x"},
               fmt::format("{:.2f} s, {:.2f} s; of processor time {:.2f}x", median(runs.wall_1), median(runs.wall_2),
                           median(runs.extra)));
  print_figure("largest resident size, of all runs", runs.peak_mb, {Bound::at_most, 200, " MB"});
  print_size(runs);
  print_recompression(files, median(runs.zstd_size_ratio));
}

void measure_json(const Files& files) {
  const double megabytes = static_cast<double>(bytes_of(files)) * 1e-6;
  fmt::print("Intake of JSON lines: {:.0f} MB\n", megabytes);
  if (!is_installed("zstd")) return print_without("all of it", "skipped: zstd is not installed");
  const Runs runs = run_all(files, false);
  print_figure("MB per second of a core", megabytes / median(runs.processor), {Bound::at_least, 300, ""},
               fmt::format("{:.2f}x zstd -3, {:.0f} MB/s", median(runs.over_zstd), megabytes / median(runs.zstd)));
  print_size(runs);
}

}  // namespace debrief::bench
