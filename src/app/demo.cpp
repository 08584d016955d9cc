// SPDX-License-Identifier: Apache-2.0
#include "app/demo.hpp"

#include "app/application.hpp"

namespace debrief::app {

DemoAccount demo_account() { return {"demo@debrief.example", "debrief-demo"}; }

Result<> fill_demo(Application& application, Log& log) {
  db::Database& database = *application.store().database;
  if (!database.read([](db::Connection& db) { return features::access::setup_needed(db); })) return {};
  const DemoAccount account = demo_account();
  const journal::Origin origin{"Debrief", "", "demo"};
  const std::string hash = features::access::hash_password(account.password);
  TRY(application.store().journal->write(origin, [&](journal::Transaction& tx) -> Result<features::access::User> {
    return features::access::create_user(tx, {"Demo", account.email, account.password, domain::AccessRole::administrator}, hash);
  }));
  log.info("demo world filled");
  return {};
}

}  // namespace debrief::app
