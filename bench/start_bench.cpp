// SPDX-License-Identifier: Apache-2.0
// How fast the server is ready and how much memory it takes, empty and with a large archive, beside the start of
// a process that does nothing.
// usage: start_bench [DOCUMENTS]      (100000 when none are given)
#include "figures.hpp"
#include "filled_store.hpp"
#include "http_call.hpp"
#include "search_corpus.hpp"
#include "server_process.hpp"

#include "base/json.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <vector>

namespace debrief::bench {
namespace {

constexpr int kWarmRounds = 5;
constexpr int kColdRounds = 3;  // dropping caches slows everything else on the machine
constexpr std::size_t kQueries = 200;
constexpr double kTargetMilliseconds = 150;
constexpr double kTargetMegabytes = 150;

// False where that needs more rights.
bool drop_file_caches() {
  ::sync();
  const int descriptor = ::open("/proc/sys/vm/drop_caches", O_WRONLY | O_CLOEXEC);
  const bool dropped = descriptor >= 0 && ::write(descriptor, "3", 1) == 1;
  if (descriptor >= 0) ::close(descriptor);
  return dropped;
}

double start_nothing() {
  const std::string command = "'" + debrief_binary() + "' --version > /dev/null";
  const double start = now_seconds();
  if (std::system(command.c_str()) != 0) throw std::runtime_error(command + " failed");
  return 1000 * (now_seconds() - start);
}

struct Start {
  double milliseconds = 0;
  Memory memory;
};

Start start_server(const std::filesystem::path& store) {
  const double start = now_seconds();
  const ServerProcess server(store);
  HttpCall(server.port()).expect("GET", "/readyz");
  return {1000 * (now_seconds() - start), server.memory()};
}

void print_starts(const char* what, const std::filesystem::path& store, bool cold) {
  std::vector<double> times, resident, anonymous, nothing;
  for (int i = 0; i < (cold ? kColdRounds : kWarmRounds); ++i) {
    if (cold && !drop_file_caches()) {
      fmt::print("  {:<22} not measured: dropping the file caches needs root\n", what);
      return;
    }
    const Start start = start_server(store);
    times.push_back(start.milliseconds);
    resident.push_back(start.memory.resident_mb);
    anonymous.push_back(start.memory.anonymous_mb);
    if (cold) drop_file_caches();
    nothing.push_back(start_nothing());
  }
  const double time = median(times);
  fmt::print(
      "  {:<22} ready in {:>6.0f} ms (target {:.0f}: {})   VmRSS {:>6.1f} MB   RssAnon {:>6.1f} MB   `--version` "
      "{:.0f} ms, ratio {:.1f}\n",
      what, time, kTargetMilliseconds, time <= kTargetMilliseconds ? "met" : "MISSED", median(resident),
      median(anonymous), median(nothing), time / median(nothing));
  std::fflush(stdout);
}

void print_memory(const char* when, const ServerProcess& server) {
  const Memory memory = server.memory();
  fmt::print("  {:<22} VmRSS {:>6.1f} MB   RssAnon {:>6.1f} MB (target {:.0f}: {})\n", when, memory.resident_mb,
             memory.anonymous_mb, kTargetMegabytes, memory.anonymous_mb <= kTargetMegabytes ? "met" : "MISSED");
}

std::string session_of(const std::filesystem::path& store) {
  const ServerProcess server(store);
  HttpCall api(server.port());
  api.sign_in();
  return api.cookie();
}

void measure_library(const std::filesystem::path& store, std::size_t documents) {
  const std::string cookie = session_of(store);
  const double start = now_seconds();
  const ServerProcess server(store);
  HttpCall api(server.port(), cookie);
  wait_for_lessons(api, documents);
  fmt::print("  the library knows all {} lessons {:.0f} ms after the start\n", documents,
             1000 * (now_seconds() - start));
  print_memory("index loaded", server);
  ZipfCorpus corpus(7);
  for (std::size_t i = 0; i < kQueries; ++i)
    api.expect("POST", "/api/v1/similar", json::write(json::object{{"text", corpus.query(corpus.document())}}));
  print_memory(fmt::format("after {} queries", kQueries).c_str(), server);
}

void measure(std::size_t documents) {
  const auto store = filled_store(documents);
  static_cast<void>(start_server(store));  // creates or migrates
  fmt::print("{} incidents, medians of {} cold and {} warm starts\n", documents, kColdRounds, kWarmRounds);
  print_starts("file caches dropped", store, true);
  print_starts("file caches warm", store, false);
  if (documents > 0) measure_library(store, documents);
}

}  // namespace
}  // namespace debrief::bench

int main(int count, char** arguments) {
  try {
    debrief::bench::measure(0);
    debrief::bench::measure(count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 100'000);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "start_bench: {}\n", trouble.what());
    return 1;
  }
}
