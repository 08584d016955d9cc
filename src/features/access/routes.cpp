// SPDX-License-Identifier: Apache-2.0
#include "features/access/routes_desk.hpp"

namespace debrief::features::access {

std::vector<Route> routes(journal::Journal& journal, RoutesConfig config, Ports ports) {
  const Desk desk{journal, SignInLimiter(journal.database()), std::move(config), ports, std::make_shared<oidc::Directory>(ports)};
  std::vector<Route> table;
  add_sign_in_routes(table, desk);
  add_people_routes(table, desk);
  add_invitation_routes(table, desk);
  add_profile_routes(table, desk);
  add_second_factor_routes(table, desk);
  add_token_routes(table, desk);
  add_team_routes(table, desk);
  add_provider_routes(table, desk);
  add_oidc_routes(table, desk);
  add_audit_routes(table, desk);
  return table;
}

}  // namespace debrief::features::access
