// SPDX-License-Identifier: Apache-2.0
// Links that let somebody in: to make an account, or to set a new password. A link works once, for some days; only its
// hash is kept.
#pragma once

#include "features/access/access.hpp"

namespace debrief::features::access {

struct Invitation {
  std::string id;
  std::string email;
  std::string name;
  domain::AccessRole role = domain::AccessRole::responder;
  std::optional<std::string> user_id;  ///< whose password it sets; absent: it makes an account
  std::string made_by;                 ///< name
  Instant made_at;
  Instant expires_at;
  std::string state;                   ///< open, accepted, withdrawn, expired
};

inline constexpr std::chrono::hours kInvitationLength{24 * 7};
inline constexpr std::chrono::hours kPasswordLinkLength{24};

/// Newest first.
[[nodiscard]] std::vector<Invitation> list_invitations(db::Connection& db, Instant now);
/// Fills in what is missing and returns the secret of the link. An earlier open one for the same address or account
/// is withdrawn. Errors: conflict when the address has an account, invalid.
Result<std::string> invite(journal::Transaction& tx, Invitation& invitation);
/// Errors: not_found, for all that cannot be used any more alike.
Result<Invitation> find_invitation(db::Connection& db, std::string_view secret, Instant now);
/// Uses it up: makes the account or sets the password, and returns the account. Errors: as find_invitation, conflict.
Result<User> accept_invitation(journal::Transaction& tx, std::string_view secret, const std::string& name, const std::string& password_hash);
/// Errors: not_found.
Result<> withdraw_invitation(journal::Transaction& tx, const std::string& id);

/// The link: the secret stands behind the #, which browsers send to no server.
[[nodiscard]] std::string invitation_link(const std::string& base, std::string_view secret);
[[nodiscard]] Letter invitation_letter(const Invitation& invitation, const std::string& link);

}  // namespace debrief::features::access
