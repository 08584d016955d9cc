// SPDX-License-Identifier: Apache-2.0
#include "app/deliveries.hpp"

#include "app/outgoing.hpp"
#include "features/actions/store.hpp"

namespace debrief::app {
namespace {

constexpr std::chrono::seconds kDeliveryTimeout{15};
constexpr std::size_t kDeliveryAnswerLimit = 1024UL * 1024UL;

}  // namespace

features::deliveries::Ports delivery_ports_of(Store& store, const Config& config, std::string address) {
  features::deliveries::Ports ports;
  ports.list_overdue = [&database = *store.database](Instant now) {
    return database.read([&](db::Connection& db) { return features::actions::store::list_due(db, now); });
  };
  ports.send = [allowed = config.allow_outgoing](
                   const features::deliveries::Post& post) -> Result<features::deliveries::Answer> {
    auto response = TRY(exchange_guarded(post, allowed, kDeliveryTimeout, kDeliveryAnswerLimit));
    features::deliveries::Answer answer{response.status, std::move(response.body), {}};
    for (const auto& [name, value] : response.headers)
      if (name == "retry-after") answer.retry_after = value;
    return answer;
  };
  ports.seal = [key = *store.sealing_key](std::string_view text, std::string_view context) {
    return key.seal(text, context);
  };
  ports.open = [key = *store.sealing_key](std::string_view sealed, std::string_view context) {
    return key.open(sealed, context);
  };
  ports.allowed = config.allow_outgoing;
  ports.address = std::move(address);
  return ports;
}

}  // namespace debrief::app
