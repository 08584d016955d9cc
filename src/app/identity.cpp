// SPDX-License-Identifier: Apache-2.0
#include "app/identity.hpp"

#include "app/outgoing.hpp"
#include "base/ids.hpp"

#include <algorithm>

namespace debrief::app {
namespace {

namespace access = features::access;

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

}  // namespace

access::Ports access_ports_of(const Config& config, const SealingKey& key, const features::notify::Ports& mail) {
  access::Ports ports;
  ports.seal = [key](std::string_view text, std::string_view context) { return key.seal(text, context); };
  ports.open = [key](std::string_view sealed, std::string_view context) { return key.open(sealed, context); };
  ports.fetch = [allowed = config.allow_outgoing](const access::ProviderCall& call) {
    return send_guarded<access::ProviderAnswer>(call, allowed, kTimeout, kAnswerLimit);
  };
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
