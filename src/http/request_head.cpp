// SPDX-License-Identifier: Apache-2.0
#include "http/request_head.hpp"

#include "base/text.hpp"
#include "http/target.hpp"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace debrief::http {
namespace {

namespace beast = boost::beast;
using beast::error_code;

constexpr std::size_t kMostFields = 100;
// Two programs that disagree on which of two counts would treat one request as two different ones.
constexpr std::array<std::string_view, 8> kSingleFields{
    "host",          "content-length", "transfer-encoding", "content-type",
    "authorization", "origin",         "sec-websocket-key", "sec-websocket-version"};

// Fills a Request straight from Beast's parser. Only heads go through it: bodies are framed by ourselves,
// because Beast merges trailers into the header fields and accepts white space in chunk headers.
class Parser final : public beast::http::basic_parser<true> {
 public:
  Parser() {
    header_limit(std::numeric_limits<std::uint32_t>::max());
    skip(true);
  }

  Request request;
  std::string target;
  std::string repeated;  // the name of a single field that came twice
  std::size_t fields = 0;
  int version = 11;

 private:
  void on_request_impl(beast::http::verb /*verb*/, beast::string_view method, beast::string_view raw_target,
                       int http_version, error_code& /*error*/) override {
    request.method.assign(method.data(), method.size());
    target.assign(raw_target.data(), raw_target.size());
    version = http_version;
  }

  void on_field_impl(beast::http::field /*field*/, beast::string_view raw_name, beast::string_view raw_value,
                     error_code& /*error*/) override {
    ++fields;
    std::string name = to_lower(std::string_view(raw_name.data(), raw_name.size()));
    const std::string_view value(raw_value.data(), raw_value.size());
    const auto [entry, added] = request.headers.try_emplace(std::move(name), value);
    if (added) return;
    if (std::find(kSingleFields.begin(), kSingleFields.end(), entry->first) != kSingleFields.end()) {
      repeated = entry->first;
    }
    entry->second += entry->first == "cookie" ? "; " : ", ";
    entry->second += value;
  }

  void on_response_impl(int /*code*/, beast::string_view /*reason*/, int /*version*/, error_code& /*error*/) override {}
  void on_header_impl(error_code& /*error*/) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/, error_code& /*error*/) override {}
  std::size_t on_body_impl(beast::string_view /*body*/, error_code& /*error*/) override { return 0; }
  void on_chunk_header_impl(std::uint64_t /*size*/, beast::string_view /*extensions*/, error_code& /*error*/) override {
  }
  std::size_t on_chunk_body_impl(std::uint64_t /*remain*/, beast::string_view /*body*/,
                                 error_code& /*error*/) override {
    return 0;
  }
  void on_finish_impl(error_code& /*error*/) override {}
};

using Checked = std::optional<Refusal>;

bool is_method(std::string_view method) {
  const auto allowed = [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; };
  return method.size() <= 20 && std::all_of(method.begin(), method.end(), allowed);
}

bool is_host(std::string_view host) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~:[]%!$&'()*+;=").find(c) != std::string_view::npos;
  };
  return !host.empty() && host.size() <= 255 && std::all_of(host.begin(), host.end(), allowed);
}

Checked check_host(const Parser& parser, const Target& target) {
  const auto host = parser.request.headers.find("host");
  const bool present = host != parser.request.headers.end();
  if (!present && parser.version == 11) return Refusal{400, "the Host header is missing"};
  if (present && !is_host(host->second)) return Refusal{400, "the Host header is not a valid host"};
  if (!target.authority.empty() && (!present || to_lower(host->second) != to_lower(target.authority))) {
    return Refusal{400, "the host of the request line is not the one of the Host header"};
  }
  return std::nullopt;
}

Checked read_framing(const Parser& parser, RequestHead& head) {
  const std::string_view length = head.request.header("content-length");
  const std::string_view coding = head.request.header("transfer-encoding");
  const bool has_length = head.request.headers.contains("content-length");
  if (head.request.headers.contains("transfer-encoding")) {
    if (has_length) return Refusal{400, "both Content-Length and Transfer-Encoding are given"};
    if (parser.version == 10) return Refusal{400, "Transfer-Encoding is not part of HTTP/1.0"};
    if (to_lower(coding) != "chunked") {
      return Refusal{501, "the transfer coding is not supported", "Send the body with Content-Length or as chunked."};
    }
    head.chunked = true;
  }
  if (!has_length) return std::nullopt;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (length.empty() || length.size() > 18 || !std::all_of(length.begin(), length.end(), digit)) {
    return Refusal{400, "Content-Length is not a number"};
  }
  for (const char c : length) head.content_length = head.content_length * 10 + static_cast<std::uint64_t>(c - '0');
  return std::nullopt;
}

Checked read_expectation(RequestHead& head) {
  const std::string_view expected = head.request.header("expect");
  if (expected.empty() || head.http_1_0) return std::nullopt;
  if (to_lower(expected) != "100-continue") return Refusal{417, "only the expectation 100-continue is supported"};
  head.expects_continue = true;
  return std::nullopt;
}

Refusal refusal_of(const error_code& error) {
  if (error == beast::http::error::bad_version) {
    return {505, "the request line does not end in HTTP/1.1 or HTTP/1.0"};
  }
  return {400, "the head of the request is malformed: " + error.message()};
}

bool asks_for_socket(const RequestHead& head, bool upgrade) {
  return upgrade && !head.http_1_0 && head.request.method == "GET" &&
         to_lower(head.request.header("upgrade")) == "websocket";
}

}  // namespace

std::variant<RequestHead, Refusal> parse_head(std::string_view text) {
  Parser parser;
  error_code error;
  const std::size_t used = parser.put(boost::asio::const_buffer(text.data(), text.size()), error);
  if (error) return refusal_of(error);
  if (used != text.size() || !parser.is_header_done()) return Refusal{400, "the head of the request is malformed"};
  if (parser.fields > kMostFields) return Refusal{431, "there are more than 100 header fields"};
  if (!parser.repeated.empty()) return Refusal{400, "the header " + parser.repeated + " is given twice"};
  if (!is_method(parser.request.method)) return Refusal{400, "the method is malformed"};

  Result<Target> target = parse_target(parser.target);
  if (!target) return Refusal{400, target.error().message};
  if (Checked refused = check_host(parser, *target)) return *std::move(refused);

  RequestHead head;
  head.request = std::move(parser.request);
  head.request.path = std::move(target->path);
  head.request.query = std::move(target->query);
  head.http_1_0 = parser.version == 10;
  head.keep_alive = parser.keep_alive();
  if (Checked refused = read_framing(parser, head)) return *std::move(refused);
  if (Checked refused = read_expectation(head)) return *std::move(refused);
  head.wants_socket = asks_for_socket(head, parser.upgrade());
  return head;
}

}  // namespace debrief::http
