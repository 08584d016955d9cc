// SPDX-License-Identifier: Apache-2.0
#include "features/actions/access.hpp"

namespace debrief::features::actions {

std::string token_context(const std::string& id) {
  return "tracker/" + id + "/token";
}
std::string secret_context(const std::string& id) {
  return "tracker/" + id + "/hook";
}

Result<Reach> reach(db::Database& database, const Ports& ports, const std::string& id) {
  const auto found = database.read([&](db::Connection& db) { return store::find_tracker(db, id); });
  const auto sealed = database.read([&](db::Connection& db) { return store::find_sealed(db, id); });
  if (!found || !sealed) return not_found("there is no such tracker").with_help("It may have been removed.");
  const auto kind = ports.trackers.find(found->kind);
  if (kind == ports.trackers.end())
    return conflict("this program does not know trackers of the kind '{}'", found->kind);
  const auto token = ports.open(sealed->token, token_context(id));
  if (!token)
    return conflict("the token of {} cannot be unsealed: the key of the server is another", found->name)
        .with_help("Bring back the file secret.key, or remove the tracker and add it again.");
  return Reach{*found, &kind->second, {found->address, found->project, found->account, *token}};
}

Result<std::string> ask(const Ports& ports, const Reach& tracker, const domain::TrackerCall& call) {
  TrackerAnswer answer = TRY(ports.send(call));
  if (answer.status >= 200 && answer.status < 300) return std::move(answer.body);
  // What it says is not repeated: it may quote what was sent.
  if (answer.status == 404 || answer.status == 410)
    return not_found("{} knows no such issue, or does not show it to this token", tracker.entry.name)
        .with_help("Check project and rights of the token.");
  const std::string help = answer.status == 401 || answer.status == 403
                               ? "Its token may have ended, or may not do this."
                           : answer.status == 429 ? "It asks for fewer requests. Try again later."
                                                  : "Look at the page of the tracker, and try again.";
  return make_error(ErrorCode::unavailable, "{} answered with status {}", tracker.entry.name, answer.status)
      .with_help(help);
}

}  // namespace debrief::features::actions
