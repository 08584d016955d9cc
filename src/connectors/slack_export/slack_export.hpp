// SPDX-License-Identifier: Apache-2.0
// Exports of a Slack workspace: a zip or folder with users.json, channels.json (groups.json, dms.json,
// mpims.json, org_users.json) and, for each channel, a folder with one file of messages a day. Pure; safe from
// any thread.
#pragma once

#include "domain/evidence.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors::slack_export {

/// Who and what the ids in messages stand for.
struct Workspace {
  std::map<std::string, std::string, std::less<>> people;         ///< id: name
  std::map<std::string, std::string, std::less<>> channels;       ///< id: name without "#"
  std::map<std::string, std::string, std::less<>> conversations;  ///< folder of a direct message: who took part
};

/// True for "users.json" and the other files about the workspace itself; `name` is without folders.
[[nodiscard]] bool is_directory(std::string_view name);

/// True for "<channel>/2024-01-31.json", with any folders before it.
[[nodiscard]] bool is_day(std::string_view path);

/// Takes up one such file. What it cannot read is returned.
[[nodiscard]] std::vector<domain::Unread> add_directory(Workspace& workspace, std::string_view path,
                                                        std::string_view bytes);

/// Resolves references to people among the conversations. Call once, after all directories are added.
void name_conversations(Workspace& workspace);

/// Slack's markup as plain text: "<@U2>" is "@name", "<#C1|inc>" "#inc", "<http://x|label>" "label (http://x)",
/// "&lt;" "<". Ids that are not known stay as they are.
[[nodiscard]] std::string plain_text(std::string_view markup, const Workspace& workspace);

/// The messages of one day as entries of kind `message`, in the order of the file. A message with a pin or with
/// one of the reactions pushpin, round_pushpin, fire, rotating_light, star or key is a key moment. Messages
/// about people who join or leave are left out and counted in `unread`.
[[nodiscard]] domain::Reading read_day(std::string_view bytes, const domain::ReadContext& context,
                                       const Workspace& workspace);

/// As read_day, of a file that comes by itself: people and channels keep their ids.
[[nodiscard]] domain::Reading read(std::string_view bytes, const domain::ReadContext& context);

/// Confidence that a file is one day of a channel; see Connector::recognise.
[[nodiscard]] int recognise(std::string_view name, std::string_view head);

}  // namespace debrief::connectors::slack_export
