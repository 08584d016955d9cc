// SPDX-License-Identifier: Apache-2.0
// How commands reach a Debrief: a server over HTTP, or the data directory itself.
#pragma once

#include "app/config.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "http/message.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace debrief::cli {

/// A request to the API. `query` is not encoded yet.
struct ApiRequest {
  std::string method = "GET";
  std::string path;
  std::map<std::string, std::string> query = {};
  std::string body = {};
  std::map<std::string, std::string> headers = {};
};

/// Whether the same request may succeed later.
[[nodiscard]] inline bool may_pass(const Error& error) {
  return error.code == ErrorCode::unavailable || error.code == ErrorCode::rate_limited ||
         error.code == ErrorCode::conflict;
}

class ApiClient {
 public:
  virtual ~ApiClient() = default;

  /// The answer when it is a success; an answer of status 400 and more becomes an Error with its detail and
  /// help.
  [[nodiscard]] Result<http::Response> send(const ApiRequest& request);
  /// The same for JSON.
  [[nodiscard]] Result<json::object> get(const std::string& path, std::map<std::string, std::string> query = {});
  [[nodiscard]] Result<json::object> send_json(const std::string& method, const std::string& path, const json::object& body);

  /// Makes sure that what was just recorded can be recognised.
  virtual void catch_up() {}

 protected:
  [[nodiscard]] virtual Result<http::Response> exchange(const ApiRequest& request) = 0;
};

struct Target {
  app::Config config;  ///< for the data directory
  std::string server;  ///< "http://…"; empty for the data directory
  std::string token;   ///< for the server
};

/// Errors: conflict when another process has the data directory, unauthenticated without a token.
[[nodiscard]] Result<std::unique_ptr<ApiClient>> connect(const Target& target);

}  // namespace debrief::cli
