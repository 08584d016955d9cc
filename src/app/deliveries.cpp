// SPDX-License-Identifier: Apache-2.0
#include "app/deliveries.hpp"

#include "app/outgoing.hpp"
#include "features/actions/store.hpp"

#include <memory>

namespace debrief::app {
namespace {

constexpr std::chrono::seconds kDeliveryTimeout{15};
constexpr std::size_t kDeliveryAnswerLimit = 1024UL * 1024UL;

features::deliveries::Answer answer_of(http::Response response) {
  features::deliveries::Answer answer{response.status, std::move(response.body), {}};
  for (const auto& [name, value] : response.headers)
    if (name == "retry-after") answer.retry_after = value;
  return answer;
}

}  // namespace

features::deliveries::Ports delivery_ports_of(Store& store, const Config& config, std::string address) {
  features::deliveries::Ports ports;
  ports.list_overdue = [&database = *store.database](Instant now) {
    return database.read([&](db::Connection& db) { return features::actions::store::list_due(db, now); });
  };
  using features::deliveries::Answer, features::deliveries::Post;
  ports.open_line = [allowed = config.allow_outgoing] {
    return [allowed, client = std::make_shared<http::Client>()](const Post& post) -> Result<Answer> {
      return answer_of(TRY(exchange_guarded(*client, post, allowed, kDeliveryTimeout, kDeliveryAnswerLimit)));
    };
  };
  ports.send = [open_line = ports.open_line](const Post& post) { return open_line()(post); };
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
