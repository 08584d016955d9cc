// SPDX-License-Identifier: Apache-2.0
#include "connectors/slack_export/slack_export.hpp"

#include "base/json.hpp"
#include "base/text.hpp"
#include "connectors/decode_text.hpp"
#include "connectors/unread.hpp"

#include <algorithm>
#include <array>

namespace debrief::connectors::slack_export {
namespace {

constexpr std::array<std::string_view, 6> kDirectories{"users.json",  "org_users.json", "channels.json",
                                                       "groups.json", "dms.json",       "mpims.json"};

std::string_view base_name(std::string_view path) {
  return path.substr(path.find_last_of('/') + 1);
}

std::string name_of_person(const json::object& person) {
  const json::object* profile = json::object_at(person, "profile");
  if (profile != nullptr) {
    for (const char* key : {"display_name", "real_name"})
      if (const auto name = trim(json::text_at(*profile, key)); !name.empty()) return std::string(name);
  }
  for (const char* key : {"real_name", "name"})
    if (const auto name = trim(json::text_at(person, key)); !name.empty()) return std::string(name);
  return std::string(json::text_at(person, "id"));
}

void add_conversation(Workspace& workspace, const json::object& conversation) {
  const std::string_view id = json::text_at(conversation, "id");
  const std::string_view name = json::text_at(conversation, "name");
  std::string members;
  if (const json::array* list = json::array_at(conversation, "members")) {
    for (const json::value& member : *list) {
      if (!member.is_string()) continue;
      members += (members.empty() ? "" : ", ") + std::string("<@") + member.get_string().c_str() + ">";
    }
  }
  for (const std::string_view folder : {id, name})
    if (!folder.empty()) workspace.conversations.insert_or_assign(std::string(folder), members);
}

}  // namespace

bool is_directory(std::string_view name) {
  return std::find(kDirectories.begin(), kDirectories.end(), name) != kDirectories.end();
}

bool is_day(std::string_view path) {
  const std::string_view name = base_name(path);
  constexpr std::string_view form = "dddd-dd-dd.json";
  if (name.size() != form.size() || name.size() == path.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = name[i] >= '0' && name[i] <= '9';
    if (form[i] == 'd' ? !digit : name[i] != form[i]) return false;
  }
  return true;
}

std::vector<domain::Unread> add_directory(Workspace& workspace, std::string_view path, std::string_view bytes) {
  const std::string_view name = base_name(path);
  const auto decoded = decode_text(bytes);
  const auto document = decoded ? json::parse(decoded->text) : Result<json::value>(invalid("the content is binary"));
  if (!document) return {unread_file(path, document.error().message + "; ids keep standing for names", bytes)};
  if (!document->is_array()) return {unread_file(path, "a list was expected; ids keep standing for names", bytes)};
  const bool people = name == "users.json" || name == "org_users.json";
  const bool direct = name == "dms.json" || name == "mpims.json";
  for (const json::value& element : document->get_array()) {
    if (!element.is_object()) continue;
    const json::object& object = element.get_object();
    const std::string id(json::text_at(object, "id"));
    if (people && !id.empty()) workspace.people.insert_or_assign(id, name_of_person(object));
    if (direct) add_conversation(workspace, object);
    if (!people && !direct && !id.empty())
      workspace.channels.insert_or_assign(id, std::string(json::text_at(object, "name")));
  }
  return {};
}

void name_conversations(Workspace& workspace) {
  for (auto& [folder, members] : workspace.conversations) members = plain_text(members, workspace);
}

}  // namespace debrief::connectors::slack_export
