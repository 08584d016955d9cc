// SPDX-License-Identifier: Apache-2.0
#include "cli/client.hpp"

#include "app/local.hpp"
#include "http/client.hpp"
#include "http/target.hpp"

namespace debrief::cli {
namespace {

class LocalClient final : public ApiClient {
 public:
  explicit LocalClient(std::unique_ptr<app::LocalApplication> application) : application_(std::move(application)) {}
  void catch_up() override { application_->catch_up(); }

 protected:
  Result<http::Response> exchange(const ApiRequest& request) override {
    http::Request inner;
    inner.method = request.method;
    inner.path = request.path;
    inner.query = request.query;
    inner.headers = request.headers;
    inner.body = request.body;
    inner.peer = "127.0.0.1";
    return application_->answer(std::move(inner));
  }

 private:
  std::unique_ptr<app::LocalApplication> application_;
};

class RemoteClient final : public ApiClient {
 public:
  RemoteClient(std::string server, std::string token) : server_(std::move(server)), token_(std::move(token)) {
    while (server_.ends_with('/')) server_.pop_back();
  }

 protected:
  Result<http::Response> exchange(const ApiRequest& request) override {
    http::ClientRequest outer;
    outer.method = request.method;
    outer.url = server_ + request.path;
    char separator = '?';
    for (const auto& [name, value] : request.query) {
      outer.url += separator + http::percent_encode(name) + "=" + http::percent_encode(value);
      separator = '&';
    }
    outer.headers.emplace_back("Authorization", "Bearer " + token_);
    for (const auto& [name, value] : request.headers) outer.headers.emplace_back(name, value);
    if (!request.body.empty() && !request.headers.contains("content-type")) outer.headers.emplace_back("Content-Type", "application/json");
    outer.body = request.body;
    outer.timeout = std::chrono::minutes(10);
    return client_.send(outer);
  }

 private:
  std::string server_;
  std::string token_;
  http::Client client_;
};

ErrorCode code_of(int status) {
  switch (status) {
    case 401: return ErrorCode::unauthenticated;
    case 403: return ErrorCode::forbidden;
    case 404: return ErrorCode::not_found;
    case 409: return ErrorCode::conflict;
    case 412: return ErrorCode::precondition;
    case 413: return ErrorCode::too_large;
    case 429: return ErrorCode::rate_limited;
    default: return status >= 500 ? ErrorCode::unavailable : ErrorCode::invalid;
  }
}

Error error_of(const http::Response& response) {
  Error error{code_of(response.status), fmt::format("the server answered {}", response.status)};
  const auto problem = json::parse(response.body);
  if (!problem || !problem->is_object()) return error;
  const json::object& fields = problem->get_object();
  if (const auto detail = json::text_at(fields, "detail"); !detail.empty()) error.message = detail;
  error.help = json::text_at(fields, "help");
  error.field = json::text_at(fields, "field");
  return error;
}

}  // namespace

Result<http::Response> ApiClient::send(const ApiRequest& request) {
  auto response = TRY(exchange(request));
  if (response.status >= 400) return error_of(response);
  if (response.shared_body) response.body = *response.shared_body;
  return response;
}

Result<json::object> ApiClient::get(const std::string& path, std::map<std::string, std::string> query) {
  const auto response = TRY(send({"GET", path, std::move(query)}));
  auto document = TRY(json::parse(response.body));
  if (!document.is_object()) return invalid("the server's answer is not what this version expects");
  return std::move(document.get_object());
}

Result<json::object> ApiClient::send_json(const std::string& method, const std::string& path, const json::object& body) {
  const auto response = TRY(send({method, path, {}, json::write(body)}));
  if (response.body.empty()) return json::object{};
  auto document = TRY(json::parse(response.body));
  if (!document.is_object()) return invalid("the server's answer is not what this version expects");
  return std::move(document.get_object());
}

Result<std::unique_ptr<ApiClient>> connect(const Target& target) {
  if (target.server.empty()) return std::unique_ptr<ApiClient>(std::make_unique<LocalClient>(TRY(app::LocalApplication::open(target.config))));
  if (target.token.empty())
    return make_error(ErrorCode::unauthenticated, "{} needs an API token", target.server)
        .with_help("Create one on the page Settings and put it into the environment variable DEBRIEF_TOKEN, or its file into DEBRIEF_TOKEN_FILE.");
  return std::unique_ptr<ApiClient>(std::make_unique<RemoteClient>(target.server, target.token));
}

}  // namespace debrief::cli
