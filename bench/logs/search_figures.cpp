// SPDX-License-Identifier: Apache-2.0
#include <ctime>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

#include "../figures.hpp"
#include "figure_line.hpp"
#include "logs/set/log_set.hpp"
#include "measured.hpp"
#include "sections.hpp"

namespace debrief::bench {
namespace {

enum class Aim { five_milliseconds, half_of_rg, twice_rg };

struct Asked {
  std::string text;
  Aim aim = Aim::twice_rg;
  bool pattern = false;
};

const std::vector<Asked>& questions() {
  static const std::vector<Asked> kAll{
      {"zqx-unique-HDFS", Aim::five_milliseconds},
      {"zqx-unique-BGL", Aim::five_milliseconds},
      {"nosuchtoken99", Aim::five_milliseconds},
      {"nosuchword", Aim::five_milliseconds},
      {"ndl7f3a9c", Aim::half_of_rg},
      {"7f3a9"},
      {"1128820"},
      {"99887"},
      {"4242"},
      {"exhausted"},
      {"idle=0 waiting=42"},
      {"src: /10.250"},
      {"blk_-16"},
      {"size 67108864"},
      {"INFO dfs.DataNode"},
      {"ERROR|FATAL|panic", Aim::twice_rg, true},
      {"waiting=[0-9]{4}", Aim::twice_rg, true},
      {"refused.*attempt=1[0-9]{3}$", Aim::twice_rg, true},
      {"[0-9]{2}:[0-9]{2}:[0-9]{2}", Aim::twice_rg, true},
  };
  return kAll;
}

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Sum of the counts that rg -c prints, a line for each file.
std::uint64_t counted(const std::string& output) {
  std::istringstream in(output);
  std::uint64_t sum = 0;
  for (std::uint64_t count = 0; in >> count;) sum += count;
  return sum;
}

Command ripgrep(const Asked& asked, const Files& files) {
  std::vector<std::string> arguments{"rg", "--no-config", "--text", "--no-filename", "-c"};
  if (!asked.pattern) arguments.emplace_back("-F");
  arguments.insert(arguments.end(), {"-e", asked.text});
  for (const auto& file : files) arguments.push_back(file);
  return run_command(arguments, 1);
}

struct Answer {
  std::uint64_t lines = 0;
  double wall = 0;
  double processor = 0;
};
Answer count_lines(logs::LogSet& set, const Asked& asked) {
  logs::Query query;
  query.text = asked.text;
  query.match = asked.pattern ? logs::Match::pattern : logs::Match::substring;
  query.ignore_case = false;
  query.masked = false;  // rg does not mask either, and counts must be the same
  Answer answer;
  const double begin = now_seconds(), processor = processor_seconds();
  auto search = set.search(query);
  if (!search) throw std::runtime_error(search.error().message);
  answer.lines = search->count();
  answer.wall = now_seconds() - begin;
  answer.processor = processor_seconds() - processor;
  return answer;
}

void print_answer(const Asked& asked, double wall, double over_rg, const std::string& details) {
  const std::string what = (asked.pattern ? "/" + asked.text + "/" : asked.text);
  switch (asked.aim) {
    case Aim::five_milliseconds: return print_figure(what, wall * 1e3, {Bound::at_most, 5, " ms"}, details);
    case Aim::half_of_rg: return print_figure(what, over_rg, {Bound::at_most, 0.5, "x rg"}, details);
    case Aim::twice_rg: return print_figure(what, over_rg, {Bound::at_most, 2, "x rg"}, details);
  }
}

/// Returns whether both found the same number of lines.
bool measure_one(logs::LogSet& set, const Asked& asked, const Files& files) {
  std::vector<double> wall, processor, rg_wall, over_rg, processor_over_rg;
  std::uint64_t lines = 0;
  (void)count_lines(set, asked);
  for (int run = 0; run < kRuns; ++run) {
    const Command reference = ripgrep(asked, files);
    const Answer answer = count_lines(set, asked);
    lines = answer.lines;
    if (const std::uint64_t expected = counted(reference.output); expected != lines) {
      print_without(asked.text, fmt::format("WRONG: {} lines, rg finds {}", lines, expected));
      return false;
    }
    wall.push_back(answer.wall);
    processor.push_back(answer.processor);
    rg_wall.push_back(reference.usage.wall);
    over_rg.push_back(answer.wall / reference.usage.wall);
    processor_over_rg.push_back(answer.processor / reference.usage.processor);
  }
  print_answer(asked, median(wall), median(over_rg),
               fmt::format("{} lines, {:.1f} ms, rg {:.0f} ms; of processor time {:.2f}x rg", lines, median(wall) * 1e3,
                           median(rg_wall) * 1e3, median(processor_over_rg)));
  return true;
}

double open_seconds(const std::filesystem::path& folder) {
  std::vector<double> all;
  for (int run = 0; run < kRuns; ++run) {
    const double begin = now_seconds();
    const logs::Store store(folder, logs::Store::Access::read);
    all.push_back(now_seconds() - begin);
  }
  return median(all);
}

}  // namespace

void measure_search(const Files& files) {
  const double megabytes = static_cast<double>(bytes_of(files)) * 1e-6;
  fmt::print("Search: {:.0f} MB, all processors\n", megabytes);
  const std::filesystem::path folder = log_data_folder() / "search-store";
  std::filesystem::remove_all(folder);
  fill_store(folder, files, 0);
  print_figure("open the store", open_seconds(folder) * 1e3, {Bound::at_most, 50, " ms"});
  const bool has_rg = is_installed("rg");
  if (!has_rg) print_without("texts and patterns", "skipped: rg is not installed");
  bool right = true;
  if (has_rg) {
    const logs::Formats formats = logs::Formats::load(std::nullopt).value();
    logs::LogSet set(folder, logs::Store::Access::read, formats);
    for (const Asked& asked : questions()) right &= measure_one(set, asked, files);
  }
  std::filesystem::remove_all(folder);
  if (!right) throw std::runtime_error("a search does not find what rg finds");
}

}  // namespace debrief::bench
