// SPDX-License-Identifier: Apache-2.0
#include "features/deliveries/self.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "domain/events.hpp"
#include "features/deliveries/sign.hpp"

namespace debrief::features::deliveries {
namespace {

constexpr std::size_t kLongestName = 100;
constexpr Micros kOldKeyLasts = std::chrono::hours(24);

Result<std::string> name_from(std::string_view text) {
  const std::string name(trim(text));
  if (name.empty())
    return invalid("the endpoint needs a name").at("/name").with_help("Say who listens, such as \"Status desk\".");
  if (name.size() > kLongestName) return invalid("the name is longer than {} bytes", kLongestName).at("/name");
  return name;
}

Result<Added> insert_new(journal::Transaction& tx, const Ports& ports, const domain::EndpointWanted& wanted,
                         const Wants& wants) {
  const auto kind = endpoint_kind_from(wanted.kind);
  if (!kind)
    return invalid("there is no kind '{}'", shorten(wanted.kind, 60))
        .at("/kind")
        .with_help("Use webhook, slack or mattermost.");
  const auto address = TRY(read_address(wanted.address, ports.allowed));
  TRY(check(wants));
  Added added;
  if (*kind == EndpointKind::webhook) {
    added.secret = wanted.secret.empty() ? new_signing_key() : wanted.secret;
    TRY(check_signing_key(added.secret));
  } else if (!wanted.secret.empty()) {
    return invalid("a chat has no signing key: its address is the secret").at("/secret");
  }
  Endpoint& endpoint = added.endpoint;
  endpoint.id = new_id(tx.now());
  endpoint.owner = wanted.owner;
  endpoint.kind = *kind;
  endpoint.name = TRY(name_from(wanted.name));
  endpoint.host = address.host;
  endpoint.wants = wants;
  endpoint.created_by = tx.origin().actor;
  endpoint.created_at = tx.now();
  const std::string secret = added.secret.empty() ? "" : ports.seal(added.secret, secret_context(endpoint.id));
  store::insert_endpoint(tx.db, endpoint, {ports.seal(address.url, address_context(endpoint.id)), secret, ""});
  append_saved(tx, endpoint);
  return added;
}

Result<Endpoint> get_own(db::Connection& db, const domain::Principal& who, const std::string& id) {
  TRY(domain::require(who, domain::Action::administer));
  auto endpoint = store::find_endpoint(db, id);
  if (!endpoint) return not_found("there is no such endpoint");
  return std::move(*endpoint);
}

}  // namespace

void append_saved(journal::Transaction& tx, const Endpoint& endpoint) {
  json::array events;
  for (const auto& event : endpoint.wants.events) events.emplace_back(event);
  tx.append({domain::kServerChain,
             std::string(domain::events::kEndpointSaved),
             tx.now(),
             {{"id", endpoint.id},
              {"kind", to_text(endpoint.kind)},
              {"name", endpoint.name},
              {"host", endpoint.host},
              {"events", std::move(events)},
              {"private", endpoint.wants.private_incidents},
              {"state", to_text(endpoint.state)}}});
}

Result<std::string> add_endpoint(journal::Transaction& tx, const Ports& ports, const domain::EndpointWanted& wanted) {
  // It is told by its owner only.
  return TRY(insert_new(tx, ports, wanted, {})).endpoint.id;
}

void remove_endpoint(journal::Transaction& tx, const std::string& id) {
  const auto endpoint = store::find_endpoint(tx.db, id);
  if (!endpoint || !store::remove_endpoint(tx.db, id, tx.now())) return;
  store::settle_waiting(tx.db, id, store::DeliveryState::dropped, "the endpoint was removed", tx.now());
  tx.append({domain::kServerChain,
             std::string(domain::events::kEndpointRemoved),
             tx.now(),
             {{"id", id}, {"name", endpoint->name}}});
}

Result<Added> add(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                  const domain::EndpointWanted& wanted, const Wants& wants) {
  TRY(domain::require(who, domain::Action::administer));
  return insert_new(tx, ports, wanted, wants);
}

Result<Endpoint> change(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                        const std::string& id, const Change& change) {
  Endpoint endpoint = TRY(get_own(tx.db, who, id));
  if (change.name) endpoint.name = TRY(name_from(*change.name));
  if (change.wants) {
    if (!endpoint.owner.empty()) return conflict("what '{}' is told is decided where it was set up", endpoint.name);
    TRY(check(*change.wants));
    endpoint.wants = *change.wants;
  }
  if (change.address) {
    const auto address = TRY(read_address(*change.address, ports.allowed));
    auto sealed = store::find_sealed(tx.db, id).value_or(store::Sealed{});
    sealed.address = ports.seal(address.url, address_context(id));
    store::update_sealed(tx.db, id, sealed);
    endpoint.host = address.host;
  }
  const bool was_on = endpoint.state == EndpointState::on;
  if (change.on && *change.on != was_on) {
    endpoint.state = *change.on ? EndpointState::on : EndpointState::off;
    endpoint.reason = *change.on ? "" : "switched off by " + tx.origin().actor;
    endpoint.failing_since.reset();
    endpoint.slow = false;
    if (!*change.on)
      store::settle_waiting(tx.db, id, store::DeliveryState::given_up, "the endpoint was switched off", tx.now());
  }
  store::update_endpoint(tx.db, endpoint);
  ++endpoint.version;
  append_saved(tx, endpoint);
  return endpoint;
}

Result<Added> rotate(journal::Transaction& tx, const Ports& ports, const domain::Principal& who,
                     const std::string& id) {
  Added added{TRY(get_own(tx.db, who, id)), new_signing_key()};
  if (added.endpoint.kind != EndpointKind::webhook)
    return conflict("'{}' is a chat, which has no signing key", added.endpoint.name);
  auto sealed = store::find_sealed(tx.db, id).value_or(store::Sealed{});
  sealed.old_secret = std::move(sealed.secret);
  sealed.secret = ports.seal(added.secret, secret_context(id));
  store::update_sealed(tx.db, id, sealed);
  added.endpoint.old_secret_until = tx.now() + kOldKeyLasts;
  store::update_endpoint(tx.db, added.endpoint);
  ++added.endpoint.version;
  append_saved(tx, added.endpoint);
  return added;
}

Result<> remove(journal::Transaction& tx, const domain::Principal& who, const std::string& id) {
  TRY(get_own(tx.db, who, id));
  remove_endpoint(tx, id);
  return {};
}

}  // namespace debrief::features::deliveries
