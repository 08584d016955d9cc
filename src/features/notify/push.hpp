// SPDX-License-Identifier: Apache-2.0
// Browsers that take pushes, and the server's own keys for them.
#pragma once

#include "features/notify/notify.hpp"
#include "features/notify/web_push.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::notify {

inline constexpr std::size_t kMostBrowsers = 20;  // of one person

struct Subscription {
  std::string id;
  std::string user_id;
  std::string address;
  BrowserKeys keys;
  std::string browser;  ///< as the person knows it
};

/// The server's keys: made when they are first asked for, the private one sealed.
KeyPair server_keys(db::Connection& db, const Ports& ports);

/// In the place of what this browser had before. Errors: invalid (no https address, no keys), conflict (too many).
Result<> subscribe(journal::Transaction& tx, const Ports& ports, Subscription wanted);
/// Of the person; nothing happens when there is no such browser.
void unsubscribe(db::Connection& db, const std::string& user_id, const std::string& id);

struct KnownBrowser {
  std::string id;
  std::string browser;
  std::string hash;  ///< SHA-256 of its address, by which a browser finds itself
  Instant created_at;
  std::optional<Instant> succeeded_at;
};
std::vector<KnownBrowser> list_browsers(db::Connection& db, const std::string& user_id);

}  // namespace debrief::features::notify
