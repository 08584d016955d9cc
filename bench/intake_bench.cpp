// SPDX-License-Identifier: Apache-2.0
// Durable intake of alerts by the server, beside one fdatasync for each fact on the same disk.
// usage: intake_bench [SENDERS ALERTS]      (1, 16 and 256 senders, 1 and 20 alerts per webhook when not given;
// DEBRIEF_BIN names another server, DEBRIEF_BENCH_DATA another disk)
#include "alert_senders.hpp"
#include "append_reference.hpp"
#include "figures.hpp"
#include "http_call.hpp"
#include "server_process.hpp"

#include "base/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <vector>

namespace debrief::bench {
namespace {

constexpr int kRounds = 5;
constexpr double kReferenceSeconds = 0.4;
constexpr std::size_t kMostSenders = 256;

struct Round {
  double facts = 0, requests = 0, p50 = 0, p99 = 0, reference = 0, processor_micros = 0;
};

class Intake {
 public:
  explicit Intake(const std::filesystem::path& directory) : directory_(directory), server_(directory / "data") {
    HttpCall api(server_.port());
    api.sign_in();
    const auto source = api.expect("POST", "/api/v1/sources", R"({"kind":"alertmanager","name":"bench"})");
    path_ = json::text_at(json::parse(source.body).value().as_object(), "path");
  }

  void measure(std::size_t senders, std::size_t alerts) {
    std::vector<Round> rounds;
    for (int i = 0; i < kRounds; ++i) rounds.push_back(run(senders, alerts));
    const auto middle = [&](double Round::*figure) {
      std::vector<double> values;
      for (const Round& round : rounds) values.push_back(round.*figure);
      return median(values);
    };
    std::vector<double> ratios;
    for (const Round& round : rounds) ratios.push_back(round.facts / round.reference);
    const double ratio = median(ratios);
    const double p99 = middle(&Round::p99);
    const bool aimed = senders == kMostSenders && alerts == 1;
    fmt::print("{:>7} {:>6} {:>9.0f} {:>10.0f} {:>8.2f} {:>8.2f} {:>9.0f} {:>11.0f} {:>6.1f}x{}\n", senders, alerts,
               middle(&Round::facts), middle(&Round::requests), middle(&Round::p50), p99,
               middle(&Round::processor_micros), middle(&Round::reference), ratio,
               aimed ? fmt::format("   target 40x and 60 ms: {}", ratio >= 40 && p99 <= 60 ? "met" : "MISSED") : "");
    std::fflush(stdout);
  }

  /// Kills the server, starts it again, and counts. False when an acknowledged fact is missing.
  bool all_there() {
    server_.kill();
    ServerProcess again(directory_ / "data");
    HttpCall api(again.port());
    api.sign_in();
    const std::size_t found = count_fired(api);
    fmt::print("{} facts acknowledged, {} in the journal after SIGKILL and restart; {} requests refused\n",
               acknowledged_, found, refused_);
    return found >= acknowledged_ && refused_ == 0;
  }

 private:
  Round run(std::size_t senders, std::size_t alerts) {
    const double before = appends_per_second(directory_, kReferenceSeconds);
    const double processor = server_.processor_seconds();
    const Sent sent = send_alerts({server_.port(), path_, senders, alerts, next_alert_, 2});
    const double used = server_.processor_seconds() - processor;
    const double after = appends_per_second(directory_, kReferenceSeconds);
    next_alert_ += sent.requests * alerts + sent.refused * alerts;
    acknowledged_ += sent.facts;
    refused_ += sent.refused;
    const auto facts = static_cast<double>(sent.facts);
    return {facts / sent.seconds,
            static_cast<double>(sent.requests) / sent.seconds,
            quantile(sent.milliseconds, 0.5),
            quantile(sent.milliseconds, 0.99),
            (before + after) / 2,
            1e6 * used / facts};
  }

  static std::size_t count_fired(HttpCall& api) {
    std::size_t count = 0;
    for (std::int64_t after = 0;;) {
      const auto page =
          json::parse(api.expect("GET", fmt::format("/api/v1/facts?limit=1000&after={}", after)).body).value();
      const auto& items = page.as_object().at("items").as_array();
      if (items.empty()) return count;
      for (const auto& fact : items) count += json::text_at(fact.as_object(), "kind") == "alert.fired" ? 1 : 0;
      after = page.as_object().at("next").as_int64();
    }
  }

  std::filesystem::path directory_;
  ServerProcess server_;
  std::string path_;
  std::uint64_t next_alert_ = 0;
  std::size_t acknowledged_ = 0;
  std::size_t refused_ = 0;
};

int run(const std::vector<std::size_t>& senders, const std::vector<std::size_t>& alerts) {
  const auto directory = data_directory() / "intake";
  std::filesystem::remove_all(directory);
  std::filesystem::create_directories(directory);
  bool well = false;
  {
    Intake intake(directory);
    fmt::print("medians of {} rounds; the reference is one append of 4 KB and one fdatasync per fact\n", kRounds);
    fmt::print("senders alerts   facts/s requests/s   p50 ms   p99 ms  CPU us/fact reference/s  ratio\n");
    for (const std::size_t each : alerts)
      for (const std::size_t count : senders) intake.measure(count, each);
    well = intake.all_there();
  }
  std::filesystem::remove_all(directory);
  return well ? 0 : 1;
}

}  // namespace
}  // namespace debrief::bench

int main(int count, char** arguments) {
  const auto number = [&](int i) { return std::max<std::size_t>(std::strtoul(arguments[i], nullptr, 10), 1); };
  try {
    if (count == 3) return debrief::bench::run({number(1)}, {number(2)});
    return debrief::bench::run({1, 16, 256}, {1, 20});
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "intake_bench: {}\n", trouble.what());
    return 1;
  }
}
