// SPDX-License-Identifier: Apache-2.0
#include "server_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace debrief::bench {
namespace {

std::string environment_or(const char* name, const char* fallback) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : fallback;
}

[[noreturn]] void become_server(const std::string& binary, const std::string& data, int output) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  ::dup2(output, STDOUT_FILENO);
  ::execl(binary.c_str(), binary.c_str(), "serve", "--data", data.c_str(), "--listen", "127.0.0.1:0", "--log-level",
          "warning", static_cast<char*>(nullptr));
  ::_exit(127);
}

// What the server prints up to the end of the line with its address.
std::string read_announcement(int from) {
  std::string text;
  std::array<char, 512> bytes{};
  while (text.find("listening on") == std::string::npos ||
         text.find('\n', text.find("listening on")) == std::string::npos) {
    const ssize_t count = ::read(from, bytes.data(), bytes.size());
    if (count <= 0) break;
    text.append(bytes.data(), static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace

std::string debrief_binary() {
  return environment_or("DEBRIEF_BIN", DEBRIEF_BENCH_BINARY);
}

std::filesystem::path data_directory() {
  return environment_or("DEBRIEF_BENCH_DATA", DEBRIEF_BENCH_DIRECTORY);
}

ServerProcess::ServerProcess(const std::filesystem::path& data) {
  const std::string binary = debrief_binary();
  const std::string folder = data.string();
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe to the server");
  pid_ = ::fork();
  if (pid_ == 0) become_server(binary, folder, pipe[1]);
  ::close(pipe[1]);
  const std::string said = read_announcement(pipe[0]);
  ::close(pipe[0]);
  constexpr std::string_view kBefore = "listening on http://127.0.0.1:";
  const std::size_t at = said.find(kBefore);
  if (at == std::string::npos) {
    kill();
    throw std::runtime_error(binary + " did not start on " + folder + "; its message is above");
  }
  port_ = static_cast<std::uint16_t>(std::stoul(said.substr(at + kBefore.size())));
}

ServerProcess::~ServerProcess() {
  stop();
}

void ServerProcess::end(int signal) {
  if (pid_ <= 0) return;
  ::kill(pid_, signal);
  ::waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

Memory ServerProcess::memory() const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  Memory memory;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) memory.resident_mb = std::stod(line.substr(6)) / 1024;
    if (line.starts_with("RssAnon:")) memory.anonymous_mb = std::stod(line.substr(8)) / 1024;
  }
  return memory;
}

double ServerProcess::processor_seconds() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  // The fields after the name, which ends with the last parenthesis: the 12th and 13th are user and system time.
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace debrief::bench
