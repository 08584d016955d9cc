// SPDX-License-Identifier: Apache-2.0
#include "measured.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <sstream>
#include <stdexcept>

#include "../figures.hpp"

namespace debrief::bench {
namespace {

constexpr std::size_t kKeptOutput = 1UL << 20;

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

struct Pipe {
  Pipe() {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe can be made");
  }
  ~Pipe() {
    close(ends[0]);
    close_writing();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_writing() {
    if (ends[1] >= 0) close(ends[1]);
    ends[1] = -1;
  }
  std::array<int, 2> ends{-1, -1};
};

/// Calls `see(bytes, count)` until the other end is closed.
template <class See>
void read_all(int file, See&& see) {
  std::string buffer(1UL << 16, '\0');
  for (;;) {
    const ssize_t count = read(file, buffer.data(), buffer.size());
    if (count <= 0) return;
    see(buffer.data(), static_cast<std::size_t>(count));
  }
}

struct Ended {
  Usage usage;
  int code = -1;
};
Ended wait_for(pid_t process, double begin) {
  rusage used{};
  int status = 0;
  if (wait4(process, &status, 0, &used) != process) throw std::runtime_error("a process was lost");
  return {{now_seconds() - begin, seconds(used.ru_utime) + seconds(used.ru_stime),
           static_cast<double>(used.ru_maxrss) / 1024},
          WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

}  // namespace

Command run_command(const std::vector<std::string>& arguments, int also_good) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  Pipe out;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out.ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  const double begin = now_seconds();
  pid_t process = 0;
  const int failed = posix_spawnp(&process, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot start " + arguments.front());
  out.close_writing();
  Command command;
  read_all(out.ends[0], [&](const char* bytes, std::size_t count) {
    command.output_bytes += count;
    if (command.output.size() < kKeptOutput) command.output.append(bytes, count);
  });
  const Ended ended = wait_for(process, begin);
  if (ended.code != 0 && ended.code != also_good)
    throw std::runtime_error(arguments.front() + " ended with code " + std::to_string(ended.code));
  command.usage = ended.usage;
  return command;
}

bool is_installed(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');)
    if (access((folder + "/" + program).c_str(), X_OK) == 0) return true;
  return false;
}

Measured in_child(const std::function<std::vector<double>()>& work) {
  Pipe out;
  std::fflush(nullptr);
  const double begin = now_seconds();
  const pid_t process = fork();
  if (process < 0) throw std::runtime_error("no process can be made");
  if (process == 0) {
    try {
      const std::vector<double> values = work();
      const std::size_t size = values.size() * sizeof(double);
      _exit(write(out.ends[1], values.data(), size) == static_cast<ssize_t>(size) ? 0 : 1);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      _exit(1);
    }
  }
  out.close_writing();
  std::string bytes;
  read_all(out.ends[0], [&](const char* piece, std::size_t count) { bytes.append(piece, count); });
  const Ended ended = wait_for(process, begin);
  if (ended.code != 0) throw std::runtime_error("what was measured failed");
  Measured measured{ended.usage, std::vector<double>(bytes.size() / sizeof(double))};
  bytes.copy(reinterpret_cast<char*>(measured.values.data()), bytes.size());
  return measured;
}

}  // namespace debrief::bench
