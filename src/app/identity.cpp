// SPDX-License-Identifier: Apache-2.0
#include "app/identity.hpp"

#include "base/ids.hpp"
#include "http/client.hpp"
#include "http/guard.hpp"

#include <algorithm>

namespace debrief::app {
namespace {

namespace access = features::access;

constexpr std::chrono::seconds kConnectTimeout{5};
constexpr std::chrono::seconds kTimeout{15};
constexpr std::size_t kAnswerLimit = 1024UL * 1024UL;

// "host", "host:port", without what stands around it in a URL.
std::string_view authority_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = url.substr(begin + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  return authority.find('@') == std::string_view::npos ? authority : std::string_view{};
}

bool is_named(const std::vector<std::string>& allowed, std::string_view url) {
  const std::string_view authority = authority_of(url);
  const std::string_view host = authority.substr(0, authority.rfind(':'));
  return !authority.empty() &&
         std::any_of(allowed.begin(), allowed.end(), [&](const std::string& each) { return each == authority || each == host; });
}

Result<access::ProviderAnswer> fetch(const std::vector<std::string>& allowed, const access::ProviderCall& call) {
  http::ClientRequest request;
  request.method = call.method;
  request.url = call.url;
  request.headers = call.headers;
  request.body = call.body;
  request.connect_timeout = kConnectTimeout;
  request.timeout = kTimeout;
  request.response_limit = kAnswerLimit;
  request.may_connect = http::guard_for(call.url, allowed);
  http::Client client;
  http::Response response = TRY(client.send(request));
  return access::ProviderAnswer{response.status, std::move(response.body)};
}

}  // namespace

access::Ports access_ports_of(const Config& config, const SealingKey& key, const features::notify::Ports& mail) {
  access::Ports ports;
  ports.seal = [key](std::string_view text, std::string_view context) { return key.seal(text, context); };
  ports.open = [key](std::string_view sealed, std::string_view context) { return key.open(sealed, context); };
  ports.fetch = [allowed = config.allow_outgoing](const access::ProviderCall& call) { return fetch(allowed, call); };
  ports.may_be_plain = [allowed = config.allow_outgoing](std::string_view url) { return is_named(allowed, url); };
  if (mail.send)
    ports.send = [send = mail.send](const access::Letter& letter) -> Result<> {
      const Instant now = SystemClock{}.now();
      return send({new_id(now), letter.address, letter.subject, letter.text, now});
    };
  ports.address = mail.address;
  ports.public_url = config.public_url;
  while (ports.public_url.ends_with('/')) ports.public_url.pop_back();
  return ports;
}

}  // namespace debrief::app
