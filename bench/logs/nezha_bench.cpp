// SPDX-License-Identifier: Apache-2.0
// Suspects against injected faults: for each fault, the ten minutes before it against the three minutes after it, from
// logs alone. Prints the rank of the service that was disturbed, and in how many faults it is among the first 1, 3
// and 5.
//   nezha_bench [ARCHIVE [--findings]]      (without it: that of ../shared; skipped when absent)
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <unordered_map>

#include "logs/compare/compare.hpp"
#include "logs/compare/suspects.hpp"
#include "logs/mine/label_lines.hpp"
#include "nezha_data.hpp"

namespace debrief::bench {
namespace {

constexpr std::int64_t kMinute = 60'000'000'000;

/// What follows the level, "12:00:09.447 INFO  " being before it; the whole line where there is none.
struct Message {
  std::string_view body;
  int level = 0;  // logs::Level
};
Message message_of(std::string_view line) {
  static constexpr std::pair<std::string_view, int> kLevels[] = {
      {" ERROR ", 6}, {" WARN ", 5}, {" INFO ", 3}, {" DEBUG ", 2}};
  for (const auto& [word, level] : kLevels) {
    const std::size_t at = line.substr(0, 40).find(word);
    if (at != std::string_view::npos) return {line.substr(at + word.size()), level};
  }
  return {line, 0};
}

struct Counted {
  std::vector<logs::Series> series;
  std::vector<std::string> sources;
  std::vector<logs::RequestLine> before, incident;
};

Counted count(std::span<const NezhaLine> lines, std::int64_t incident_ns) {
  std::vector<std::string_view> texts;
  for (const NezhaLine& line : lines) texts.push_back(line.text);
  const logs::LabelledLines labels =
      logs::label_lines(texts, [](std::string_view line) { return message_of(line).body; });
  Counted counted;
  std::map<std::pair<std::uint64_t, std::string>, logs::Series> series;
  std::unordered_map<std::string, std::uint32_t> sources;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const logs::Template& kind = labels.templates[labels.template_of[i]];
    logs::Series& one = series[{kind.id, lines[i].pod}];
    if (one.per_second.empty())
      one = {kind.id, kind.text, lines[i].pod, message_of(lines[i].text).level, {}, lines[i].at_ns};
    ++one.per_second[lines[i].at_ns / 1'000'000'000];
    const auto [source, added] = sources.try_emplace(lines[i].pod, static_cast<std::uint32_t>(counted.sources.size()));
    if (added) counted.sources.push_back(lines[i].pod);
    if (const auto request = logs::find_request_id(lines[i].text))
      (lines[i].at_ns < incident_ns ? counted.before : counted.incident)
          .push_back({lines[i].at_ns, std::hash<std::string_view>()(*request), source->second, kind.id});
  }
  for (auto& [key, one] : series) counted.series.push_back(std::move(one));
  return counted;
}

std::size_t rank_of(const std::vector<logs::Suspect>& suspects, const std::string& service) {
  const auto found = std::find_if(suspects.begin(), suspects.end(),
                                  [&](const logs::Suspect& suspect) { return suspect.name == service; });
  return found == suspects.end() ? 999 : static_cast<std::size_t>(found - suspects.begin()) + 1;
}

void print_share(const char* what, const std::vector<std::size_t>& ranks) {
  const auto among = [&](std::size_t first) {
    return 100.0 *
           static_cast<double>(
               std::count_if(ranks.begin(), ranks.end(), [&](std::size_t rank) { return rank <= first; })) /
           static_cast<double>(ranks.size());
  };
  fmt::print("{:22} AS@1 {:5.1f} %  AS@3 {:5.1f} %  AS@5 {:5.1f} %\n", what, among(1), among(3), among(5));
}

int run(const std::string& archive, bool print_findings) {
  const NezhaData data = read_nezha(archive);
  fmt::print("{} lines, {} faults\n", data.lines.size(), data.faults.size());
  std::vector<std::size_t> counts_only, waits_only, both;
  for (const NezhaFault& fault : data.faults) {
    const logs::Window before{fault.at_ns - 10 * kMinute, fault.at_ns},
        incident{fault.at_ns, fault.at_ns + 3 * kMinute};
    const auto earlier = [](const NezhaLine& line, std::int64_t at) { return line.at_ns < at; };
    const auto first = std::lower_bound(data.lines.begin(), data.lines.end(), before.from_ns, earlier);
    const auto last = std::lower_bound(data.lines.begin(), data.lines.end(), incident.until_ns, earlier);
    const Counted counted = count({first, last}, fault.at_ns);
    const logs::Baseline baseline{"before", before, counted.series};
    const auto findings = logs::compare_windows(counted.series, incident, {&baseline, 1});
    const auto slower = logs::find_slower_steps(counted.before, counted.incident);
    const auto service = service_of_pod(fault.pod);
    const auto rank = [&](std::span<const logs::Finding> some, const logs::SlowerSteps& steps) {
      return rank_of(logs::rank_suspects(some, steps, counted.sources, service_of_pod), service);
    };
    counts_only.push_back(rank(findings, {}));
    waits_only.push_back(rank({}, slower));
    both.push_back(rank(findings, slower));
    fmt::print("{:28} {:14} findings {:3} steps {:3}  rank by counts {:3} by waits {:3} by both {:3}\n", service,
               fault.kind, findings.size(), slower.steps.size(), counts_only.back(), waits_only.back(), both.back());
    if (!print_findings) continue;
    for (std::size_t i = 0; i < std::min<std::size_t>(findings.size(), 12); ++i)
      fmt::print("    {:6.2f} q={:.2g} {}\n", findings[i].score, findings[i].q, findings[i].why);
    const auto suspects = logs::rank_suspects(findings, slower, counted.sources, service_of_pod);
    for (std::size_t i = 0; i < std::min<std::size_t>(suspects.size(), 6); ++i)
      fmt::print("    {:.3f} = {:.3f} + {:.3f} {}\n", suspects[i].score, suspects[i].of_findings, suspects[i].of_waits,
                 suspects[i].why);
  }
  print_share("counts", counts_only);
  print_share("waits of requests", waits_only);
  print_share("both", both);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace debrief::bench

int main(int argc, char** argv) {
  const char* shared = std::getenv("DEBRIEF_SHARED");
  const std::string archive = argc > 1 ? argv[1]
                                       : std::string(shared != nullptr ? shared : DEBRIEF_SOURCE_DIR "/../shared") +
                                             "/data/nezha-2023-01-30.tar.zst";
  if (argc < 2 && !std::filesystem::exists(archive)) {
    fmt::print("skipped: there is no {}; name the archive instead\n", archive);
    return EXIT_SUCCESS;
  }
  return debrief::bench::run(archive, argc > 2 && std::string_view(argv[2]) == "--findings");
}
