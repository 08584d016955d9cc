// SPDX-License-Identifier: Apache-2.0
// What the routes of this slice share.
#pragma once

#include "base/json.hpp"
#include "features/status/public_page.hpp"
#include "features/status/routes_cache.hpp"
#include "features/status/status.hpp"
#include "features/status/subscribers.hpp"

#include <memory>
#include <string>
#include <vector>

namespace debrief::features::status {

struct Desk {
  Desk(journal::Journal& facts, Ports given) : journal(facts), ports(std::move(given)), cache(facts) {}

  journal::Journal& journal;
  Ports ports;
  mutable RenderedPages cache;
};
using DeskPointer = std::shared_ptr<const Desk>;

/// The schemas StatusPage, StatusEntry and StatusPost of api/openapi.yaml.
[[nodiscard]] json::object page_json(const Desk& desk, db::Connection& db, const Page& page);
[[nodiscard]] json::object entry_inside_json(const Entry& entry, Instant now);

/// Everything that the page shows now.
[[nodiscard]] PublicView view_of(db::Connection& db, Page page, Instant now);
[[nodiscard]] Links links_of(const Ports& ports);

std::vector<Route> page_routes(const DeskPointer& desk);
std::vector<Route> entry_routes(const DeskPointer& desk);
std::vector<Route> subscriber_routes(const DeskPointer& desk);
std::vector<Route> public_routes(const DeskPointer& desk);

}  // namespace debrief::features::status
