// SPDX-License-Identifier: Apache-2.0
#include "app/local.hpp"

#include "app/application.hpp"

#include <pwd.h>
#include <unistd.h>

namespace debrief::app {
namespace {

std::string person_at_this_machine() {
  const passwd* entry = getpwuid(getuid());
  return entry != nullptr && entry->pw_name != nullptr ? entry->pw_name : "local";
}

}  // namespace

struct LocalApplication::Parts {
  SystemClock clock;
  Log log{LogLevel::warning};
  std::unique_ptr<Application> application;
};

LocalApplication::LocalApplication(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
LocalApplication::~LocalApplication() = default;

Result<std::unique_ptr<LocalApplication>> LocalApplication::open(const Config& config) {
  auto parts = std::make_unique<Parts>();
  parts->application = TRY(Application::open(config, parts->clock, parts->log));
  return std::unique_ptr<LocalApplication>(new LocalApplication(std::move(parts)));
}

http::Response LocalApplication::answer(http::Request request) {
  return parts_->application->answer_as(request, {"", person_at_this_machine(), domain::AccessRole::administrator, "cli"});
}

void LocalApplication::catch_up() { parts_->application->wiring().library().catch_up(); }

}  // namespace debrief::app
