// SPDX-License-Identifier: Apache-2.0
#include "app/machine.hpp"

#include "http/client.hpp"

#include <memory>
#include <semaphore>
#include <utility>

namespace debrief::app {
namespace {

constexpr std::chrono::seconds kModelConnectTimeout{5};
constexpr std::chrono::seconds kModelTimeout{60};
constexpr std::size_t kModelAnswerLimit = 512UL * 1024UL;
constexpr std::ptrdiff_t kMostCalls = 4;

using Calls = std::counting_semaphore<kMostCalls>;

/// Gives its place back when it is gone.
class Place {
 public:
  explicit Place(Calls& calls) : calls_(calls.try_acquire() ? &calls : nullptr) {}
  ~Place() {
    if (calls_ != nullptr) calls_->release();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] bool taken() const { return calls_ != nullptr; }

 private:
  Calls* calls_;
};

std::string address_of(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url + (url.ends_with("/v1") ? "/chat/completions" : "/v1/chat/completions");
}

Result<std::string> body_of(Result<http::Response> answer) {
  if (!answer)
    return make_error(ErrorCode::unavailable, "the machine does not answer: {}", answer.error().message)
        .with_help("Check --machine-url, and whether the machine runs.");
  if (answer->status == 200) return std::move(answer->body);
  // What it says is not repeated: it may quote what was sent, and the key.
  return make_error(ErrorCode::unavailable, "the machine answered with status {}", answer->status)
      .with_help(answer->status == 401 || answer->status == 403 ? "Check DEBRIEF_MACHINE_KEY."
                                                                : "Look at the machine's own log.");
}

}  // namespace

features::machine::AskModel model_at(const Config& config) {
  if (config.machine_url.empty()) return {};
  return [url = address_of(config.machine_url), key = config.machine_key,
          calls = std::make_shared<Calls>(kMostCalls)](const std::string& body) -> Result<std::string> {
    const Place place(*calls);
    if (!place.taken())
      return make_error(ErrorCode::unavailable, "the machine is busy with {} other questions", kMostCalls)
          .with_help("Ask again in a minute.");
    http::ClientRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    if (!key.empty()) request.headers.emplace_back("Authorization", "Bearer " + key);
    request.body = body;
    request.connect_timeout = kModelConnectTimeout;
    request.timeout = kModelTimeout;
    request.response_limit = kModelAnswerLimit;
    http::Client client;
    return body_of(client.send(request));
  };
}

}  // namespace debrief::app
