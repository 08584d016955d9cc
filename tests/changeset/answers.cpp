// SPDX-License-Identifier: Apache-2.0
// Reads one question about change sets a line, as JSON, and prints the answer as a line. compare.mjs asks.
#include "changeset/diff.hpp"
#include "changeset/rebase.hpp"
#include "changeset/utf16.hpp"

#include <cstdio>
#include <iostream>
#include <string>

namespace {

using namespace debrief;             // NOLINT(google-build-using-namespace)
using namespace debrief::changeset;  // NOLINT(google-build-using-namespace)

ChangeSet change_at(const json::object& question, std::string_view name) {
  return read_change_set(question.at(name)).value();
}

std::u16string text_at(const json::object& question, std::string_view name) {
  return to_utf16(json::text_at(question, name));
}

std::vector<Update> updates_at(const json::object& question, std::string_view name) {
  std::vector<Update> updates;
  for (const json::value& item : question.at(name).as_array()) {
    const json::object& update = item.as_object();
    updates.push_back(
        {std::string(json::text_at(update, "client")), update.at("seq").as_int64(), change_at(update, "changes")});
  }
  return updates;
}

std::string rebased(const json::object& question) {
  std::string out = "[";
  for (const Update& update : rebase_updates(updates_at(question, "updates"), updates_at(question, "over")))
    out += (out.size() > 1 ? "," : "") + to_json_text(update.changes);
  return out + "]";
}

std::string answer(const json::object& question) {
  const std::string_view ask = json::text_at(question, "ask");
  if (ask == "apply") {
    std::u16string text = text_at(question, "text");
    const ChangeSet change = change_at(question, "a");
    if (!check(change, text)) return "null";
    change.apply_to(text);
    return json::write(json::value(to_utf8(text)));
  }
  if (ask == "compose") return to_json_text(change_at(question, "a").compose(change_at(question, "b")));
  if (ask == "map")
    return to_json_text(change_at(question, "a").map(change_at(question, "b"), question.at("before").as_bool()));
  if (ask == "position") {
    const auto position = static_cast<std::size_t>(question.at("position").as_int64());
    const Side side = question.at("after").as_bool() ? Side::after : Side::before;
    return std::to_string(change_at(question, "a").map_position(position, side));
  }
  if (ask == "difference") return to_json_text(difference(text_at(question, "text"), text_at(question, "to")));
  return rebased(question);
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto question = json::parse(line);
    std::cout << (question ? answer(question->as_object()) : "null") << '\n';
  }
}
