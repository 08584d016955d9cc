// SPDX-License-Identifier: Apache-2.0
// One update told to many browsers: how soon each has it, what each costs, and how soon all are back after a restart.
// The reference is the kernel alone, which hands as many bytes to as many sockets.
// usage: feed_bench [READERS]      (2,000 when not given; DEBRIEF_BIN names another server, DEBRIEF_BENCH_DATA another
// disk)
#include "feed_readers.hpp"
#include "figures.hpp"
#include "http_call.hpp"
#include "server_process.hpp"

#include "base/json.hpp"

#include <sys/resource.h>

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <vector>

namespace debrief::bench {
namespace {

constexpr int kRounds = 30;
constexpr int kMeanwhile = 50;  // facts that are recorded while nobody is connected

void allow_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::int64_t newest_position(HttpCall& api) {
  std::int64_t after = 0;
  for (;;) {
    const auto page =
        json::parse(api.expect("GET", fmt::format("/api/v1/facts?limit=1000&after={}", after)).body).value();
    if (page.as_object().at("items").as_array().empty()) return after;
    after = page.as_object().at("next").as_int64();
  }
}

std::string update_body(int round) {
  return fmt::format(
      R"({{"audience":"internal","conditions":"A quarter of the orders fail, round {}.","actions":"The former settings are being rolled out.","needs":""}})",
      round);
}

class FanOut {
 public:
  FanOut(const std::filesystem::path& directory, std::size_t readers) : data_(directory / "data"), count_(readers) {
    server_.emplace(data_);
    HttpCall api(server_->port());
    api.sign_in();
    cookie_ = api.cookie();
    api.expect("POST", "/api/v1/incidents", R"({"title":"Checkout answers 503","severity":"sev2"})");
    position_ = newest_position(api);
  }

  void tell() {
    HttpCall api(server_->port(), cookie_);
    const double before = server_->memory().anonymous_mb;
    FeedReaders readers(server_->port(), cookie_, count_, position_ - 1);
    (void)readers.wait_for(position_);
    const double after = server_->memory().anonymous_mb;
    std::vector<double> milliseconds;
    for (int round = 0; round < kRounds; ++round) {
      const double start = now_seconds();
      api.expect("POST", "/api/v1/incidents/1/updates", update_body(round));
      for (const double moment : readers.wait_for(++position_)) milliseconds.push_back(1000 * (moment - start));
    }
    const double busy = server_->memory().anonymous_mb;
    const double reference = bare_fan_out(count_, update_body(0).size() + 300, kRounds, 0.99);
    const double p99 = quantile(milliseconds, 0.99);
    fmt::print(
        "one update to {} readers, {} times, from sending it to reading it: p50 {:.0f} ms, p99 {:.0f} ms; the kernel "
        "alone {:.1f} ms: {:.1f}x   target 250 ms: {}\n",
        count_, kRounds, quantile(milliseconds, 0.5), p99, reference, p99 / reference, p99 <= 250 ? "met" : "MISSED");
    const double each = 1024 * (std::max(after, busy) - before) / static_cast<double>(count_);
    fmt::print(
        "memory of the server for each reader: {:.1f} KB (RssAnon {:.1f} MB before, {:.1f} MB connected, {:.1f} MB "
        "afterwards)   target 40 KB: {}\n",
        each, before, after, busy, each <= 40 ? "met" : "MISSED");
    missed_ += readers.missed();
  }

  void come_back() {
    server_.reset();
    server_.emplace(data_);
    HttpCall api(server_->port(), cookie_);
    const std::int64_t before = position_;
    for (int i = 0; i < kMeanwhile; ++i) api.expect("POST", "/api/v1/incidents/1/updates", update_body(i));
    position_ = newest_position(api);
    const double start = now_seconds();
    FeedReaders readers(server_->port(), cookie_, count_, before);
    double last = start;
    for (const double moment : readers.wait_for(position_)) last = std::max(last, moment);
    missed_ += readers.missed();
    fmt::print("{} readers back after a restart, with {} facts to catch up on: {:.2f} s   target 5 s: {}\n", count_,
               position_ - before, last - start, last - start <= 5 ? "met" : "MISSED");
  }

  [[nodiscard]] std::size_t missed() const { return missed_; }

 private:
  std::filesystem::path data_;
  std::size_t count_;
  std::optional<ServerProcess> server_;
  std::string cookie_;
  std::int64_t position_ = 0;
  std::size_t missed_ = 0;
};

int run(std::size_t readers) {
  allow_descriptors();
  const auto directory = data_directory() / "feed";
  std::filesystem::remove_all(directory);
  std::filesystem::create_directories(directory);
  std::size_t missed = 0;
  {
    FanOut fan_out(directory, readers);
    fan_out.tell();
    fan_out.come_back();
    missed = fan_out.missed();
    fmt::print("facts that somebody missed or got out of order: {}   target 0: {}\n", missed,
               missed == 0 ? "met" : "MISSED");
  }
  std::filesystem::remove_all(directory);
  return missed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace debrief::bench

int main(int count, char** arguments) {
  try {
    return debrief::bench::run(count > 1 ? std::max<std::size_t>(std::strtoul(arguments[1], nullptr, 10), 1) : 2000);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "feed_bench: {}\n", trouble.what());
    return 1;
  }
}
