// SPDX-License-Identifier: Apache-2.0
// What can be set from outside: flags, then environment, then file (cli/ reads them in this order).
#pragma once

#include "base/log.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace debrief::app {

struct Config {
  std::filesystem::path data;   ///< directory for the embedded database, originals and the index
  std::string database;         ///< "postgresql://…"; empty for the embedded database in `data`
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  std::size_t workers = 300;    ///< requests answered at once; most wait for the disk together
  std::string public_url;       ///< how browsers reach the server, when that is through a proxy; empty otherwise
  std::vector<std::string> trusted_proxies;  ///< addresses or blocks whose X-Forwarded-For is believed
  bool demo = false;
  std::string mail_server;      ///< "smtp://host:port" or "smtps://host"; empty: no mail is sent
  std::string mail_from;        ///< "Debrief <debrief@example.com>"
  std::string mail_user;
  std::string mail_password;
  std::string machine_url;      ///< of an OpenAI-compatible server, without /v1/…; empty: no text is machine-written
  std::string machine_model;
  std::string machine_key;
  std::string mirror;           ///< repository that published postmortems are written to; empty: none
  std::string mirror_branch = "main";
  std::string mirror_user = "git";  ///< beside the token, for https
  std::string mirror_token;
  std::filesystem::path mirror_key; ///< private key for ssh; empty: the agent's
  std::filesystem::path mirror_authority;  ///< certificates that vouch for an https mirror; empty: the system's
  std::int64_t mirror_minutes = 5;  ///< between two looks at the branch
  std::vector<std::string> allow_outgoing;  ///< hosts that trackers may have on private networks
  std::string secret_key;           ///< hexadecimal, seals secrets in the database; empty: the file secret.key in `data`
  LogLevel log_level = LogLevel::info;
};

/// $XDG_DATA_HOME/debrief, or ~/.local/share/debrief.
[[nodiscard]] std::filesystem::path default_data_directory();

}  // namespace debrief::app
