// SPDX-License-Identifier: Apache-2.0
#include "http/client.hpp"

#include "http/curl.hpp"

#include "base/text.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <string_view>

namespace debrief::http {
namespace {

struct FreeEasy {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using HeaderList = std::unique_ptr<curl_slist, FreeList>;

// What the callbacks of one transfer work on.
struct Transfer {
  const ClientRequest& request;
  Response response;
  std::size_t sent = 0;
  bool too_large = false;
  bool refused = false;
};

std::size_t receive_body(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  const std::size_t length = size * count;
  if (transfer.response.body.size() + length > transfer.request.response_limit) {
    transfer.too_large = true;
    return 0;
  }
  transfer.response.body.append(bytes, length);
  return length;
}

std::size_t receive_header(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& headers = static_cast<Transfer*>(context)->response.headers;
  const std::string_view line(bytes, size * count);
  const std::size_t colon = line.find(':');
  // A status line begins each response: those of "100 Continue" and of proxies come before the last.
  if (line.starts_with("HTTP/")) {
    headers.clear();
  } else if (colon != std::string_view::npos) {
    headers.emplace_back(to_lower(line.substr(0, colon)), std::string(trim(line.substr(colon + 1))));
  }
  return line.size();
}

std::size_t send_body(char* space, std::size_t size, std::size_t count, void* context) {
  auto& transfer = *static_cast<Transfer*>(context);
  const std::string& body = transfer.request.body;
  const std::size_t piece = std::min(size * count, body.size() - transfer.sent);
  std::copy_n(body.data() + transfer.sent, piece, space);
  transfer.sent += piece;
  return piece;
}

// libcurl sends again from the start when a kept connection turns out to be dead.
int seek_body(void* context, curl_off_t offset, int origin) {
  auto& transfer = *static_cast<Transfer*>(context);
  if (origin != SEEK_SET || offset < 0) return CURL_SEEKFUNC_CANTSEEK;
  transfer.sent = static_cast<std::size_t>(offset);
  return CURL_SEEKFUNC_OK;
}

int report_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t sent) {
  const ClientRequest& request = static_cast<Transfer*>(context)->request;
  return request.progress(static_cast<std::uint64_t>(sent), request.body.size()) ? 0 : 1;
}

// Called with where a connection would go; there is no other way to one.
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* to) {
  auto& transfer = *static_cast<Transfer*>(context);
  std::array<char, INET6_ADDRSTRLEN> text{};
  const void* address = nullptr;
  if (to->family == AF_INET) address = &reinterpret_cast<const sockaddr_in*>(&to->addr)->sin_addr;
  if (to->family == AF_INET6) address = &reinterpret_cast<const sockaddr_in6*>(&to->addr)->sin6_addr;
  const bool known = address != nullptr && inet_ntop(to->family, address, text.data(), text.size()) != nullptr;
  if (!known || !transfer.request.may_connect(text.data())) {
    transfer.refused = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

// "host:port" of an address, for messages: paths and queries may hold secrets.
std::string host_in(const std::string& address) {
  const std::unique_ptr<CURLU, FreeUrl> url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK) return {};
  const auto part = [&](CURLUPart which, unsigned flags) {
    char* text = nullptr;
    if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return std::string();
    std::string copy = text;
    curl_free(text);
    return copy;
  };
  return part(CURLUPART_HOST, 0) + ":" + part(CURLUPART_PORT, CURLU_DEFAULT_PORT);
}

Error unreachable(const std::string& host, std::string_view why, std::string help) {
  return make_error(ErrorCode::unavailable, "cannot reach {}: {}", host, why).with_help(std::move(help));
}

Error error_of(CURLcode code, const Transfer& transfer, const char* detail) {
  const ClientRequest& request = transfer.request;
  const std::string host = host_in(request.url);
  const std::string_view why = *detail != '\0' ? detail : curl_easy_strerror(code);
  if (transfer.refused && code == CURLE_COULDNT_CONNECT)
    return unreachable(host, "its address is not on the open internet", "The operator can allow the host with --allow-outgoing.");
  if (transfer.too_large) {
    return too_large("the answer of {} has more than {} bytes", host, request.response_limit)
        .with_help("Ask for less, for example by a filter or a smaller page.");
  }
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return invalid("the address of the server is not valid: {}", why)
          .with_help("Write it as https://host or http://host:port.");
    case CURLE_ABORTED_BY_CALLBACK: return unreachable(host, "the request was cancelled", "");
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return unreachable(host, "the name is unknown", "Check the spelling of the host, and DNS.");
    case CURLE_COULDNT_CONNECT:
      return unreachable(host, why, "Check that the server runs, and that host and port are right.");
    case CURLE_OPERATION_TIMEDOUT:
      return unreachable(host, why, "Try again; if it happens again, check the network and the load of the server.");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
      return unreachable(host, why, "Check the server's certificate, and that this machine trusts who issued it.");
    default: return unreachable(host, why, "Try again; if it happens again, look into the server's log.");
  }
}

HeaderList headers_of(const ClientRequest& request) {
  HeaderList list;
  const auto add = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(list.release());
    list.reset(longer);
  };
  // A value that is empty is written with ";": with ":" libcurl would leave the header out.
  for (const auto& [name, value] : request.headers) add(fmt::format("{}{}{}", name, value.empty() ? ";" : ": ", value));
  // Waiting for "100 Continue" costs a second with servers that do not know it.
  add("Expect:");
  return list;
}

Result<> check_headers(const ClientRequest& request) {
  for (const auto& [name, value] : request.headers) {
    const bool splits = (name + value).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
    if (splits || name.empty()) return invalid("the header {} contains a line end", to_utf8(trim(name)));
  }
  return {};
}

}  // namespace

struct Client::State {
  std::unique_ptr<CURL, FreeEasy> handle;
  bool guarded = true;  // each connection that is kept was let through by a guard

  void set_up(const ClientRequest& request, Transfer& transfer);
  void set_up_body(const ClientRequest& request, Transfer& transfer);
};

Client::Client() : state_(std::make_unique<State>()) {
  begin_curl();
  state_->handle.reset(curl_easy_init());
  if (!state_->handle) throw std::bad_alloc();
}

Client::~Client() = default;
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;

void Client::State::set_up(const ClientRequest& request, Transfer& transfer) {
  CURL* curl = handle.get();
  curl_easy_reset(curl);  // keeps the connections
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  // As other programs that use OpenSSL do: the certificates of a house that has its own authority.
  if (const char* trusted = std::getenv("SSL_CERT_FILE"); trusted != nullptr && *trusted != '\0') curl_easy_setopt(curl, CURLOPT_CAINFO, trusted);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, receive_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
  if (request.progress) {
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, report_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
  }
  guarded = guarded && request.may_connect;
  if (request.may_connect) {
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, guarded ? 0L : 1L);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &transfer);
  }
  set_up_body(request, transfer);
}

void Client::State::set_up_body(const ClientRequest& request, Transfer& transfer) {
  CURL* curl = handle.get();
  if (request.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (!request.body.empty() || request.method == "POST" || request.method == "PUT" ||
             request.method == "PATCH") {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, send_body);
    curl_easy_setopt(curl, CURLOPT_READDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, seek_body);
    curl_easy_setopt(curl, CURLOPT_SEEKDATA, &transfer);
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

Result<Response> Client::send(const ClientRequest& request) {
  TRY(check_headers(request));
  Transfer transfer{.request = request, .response = {}};
  state_->set_up(request, transfer);
  const HeaderList headers = headers_of(request);
  std::array<char, CURL_ERROR_SIZE> detail{};
  CURL* curl = state_->handle.get();
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, detail.data());
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
  if (code != CURLE_OK) return error_of(code, transfer, detail.data());
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  transfer.response.status = static_cast<int>(status);
  return std::move(transfer.response);
}

}  // namespace debrief::http
