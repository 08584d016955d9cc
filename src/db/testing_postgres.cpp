// SPDX-License-Identifier: Apache-2.0
#include "db/testing_postgres.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <vector>

namespace debrief::db {
namespace {

namespace fs = std::filesystem;

struct User {
  uid_t user = getuid();
  gid_t group = getgid();
};

User server_user() {
  if (getuid() != 0) return {};
  const passwd* entry = getpwnam("postgres");
  if (entry == nullptr) throw std::runtime_error("there is no user postgres to run PostgreSQL as");
  return {entry->pw_uid, entry->pw_gid};
}

/// Starts a program that ends with this process, its output in `log`.
pid_t start(const std::vector<std::string>& words, const User& user, const fs::path& log) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const std::string directory = log.parent_path();
  const pid_t child = fork();
  if (child != 0) return child;
  if (getuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(user.group) != 0 || setuid(user.user) != 0)) _exit(126);
  prctl(PR_SET_PDEATHSIG, SIGINT);  // for postgres: a fast shutdown
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (output < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0 || chdir(directory.c_str()) != 0) _exit(126);
  execv(arguments[0], arguments.data());
  _exit(127);
}

bool succeeds(pid_t process) {
  int status = 0;
  return process > 0 && waitpid(process, &status, 0) == process && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

fs::path create_directory_for(const User& user) {
  std::string name = fs::path("/tmp") / "debrief-pg-XXXXXX";  // the name of a socket may have 107 bytes
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot create " + name);
  if (chown(name.c_str(), user.user, user.group) != 0) throw std::runtime_error("cannot give away " + name);
  return name;
}

bool answers(const std::string& url) {
  for (int tries = 0; tries < 300; ++tries) {
    if (PQping(url.c_str()) == PQPING_OK) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

}  // namespace

PostgresServer::PostgresServer(const fs::path& programs) {
  const User user = server_user();
  directory_ = create_directory_for(user);
  const fs::path data = directory_ / "data", log = directory_ / "log";
  const std::vector<std::string> initdb = {programs / "initdb", "-D",        data, "-A",      "trust", "-E", "UTF8",
                                           "--locale=C.UTF-8",  "--no-sync", "-U", "postgres"};
  if (!succeeds(start(initdb, user, log))) throw std::runtime_error("initdb failed; see " + log.string());
  process_ = start({programs / "postgres", "-D", data, "-k", directory_, "-c", "listen_addresses=", "-c", "fsync=off",
                    "-c", "full_page_writes=off", "-c", "autovacuum=off"},
                   user, log);
  if (!answers(url("postgres"))) throw std::runtime_error("PostgreSQL did not start; see " + log.string());
}

PostgresServer::~PostgresServer() {
  if (process_ > 0) {
    kill(process_, SIGINT);
    int status = 0;
    waitpid(process_, &status, 0);
  }
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

fs::path PostgresServer::find_programs() {
  fs::path newest;
  int newest_version = 0;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", none)) {
    const int version = std::atoi(entry.path().filename().c_str());
    if (version <= newest_version || !fs::exists(entry.path() / "bin" / "initdb")) continue;
    newest_version = version;
    newest = entry.path() / "bin";
  }
  return newest;
}

std::string PostgresServer::url(const std::string& database) const {
  return fmt::format("postgresql:///{}?host={}&user=postgres", database, directory_.string());
}

}  // namespace debrief::db
