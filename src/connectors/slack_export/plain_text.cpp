// SPDX-License-Identifier: Apache-2.0
#include "connectors/slack_export/slack_export.hpp"

#include <array>
#include <utility>

namespace debrief::connectors::slack_export {
namespace {

constexpr std::array<std::pair<std::string_view, char>, 3> kEntities{{{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}}};

void append_unescaped(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool replaced = false;
    for (const auto& [entity, character] : kEntities) {
      if (!text.substr(i).starts_with(entity)) continue;
      out += character;
      i += entity.size() - 1;
      replaced = true;
      break;
    }
    if (!replaced) out += text[i];
  }
}

std::string name_of(const std::map<std::string, std::string, std::less<>>& names, std::string_view id,
                    std::string_view label) {
  const auto found = names.find(id);
  if (found != names.end()) return found->second;
  return std::string(label.empty() ? id : label);
}

// "!here", "!subteam^S1|@oncall", "!date^1392734382^{date}|February 18"
std::string special(std::string_view command, std::string_view label) {
  if (!label.empty()) return std::string(label);
  const std::string_view name = command.substr(0, command.find('^'));
  return "@" + std::string(name);
}

// Longer labels are not looked for in their address: the time for that grows with both lengths.
constexpr std::size_t kLabelLimit = 1000;

std::string link(std::string_view address, std::string_view label) {
  if (address.starts_with("mailto:") || address.starts_with("tel:"))
    return std::string(label.empty() ? address.substr(address.find(':') + 1) : label);
  const bool repeats = label.size() <= kLabelLimit && address.find(label) != std::string_view::npos;
  if (repeats) return std::string(address);
  return std::string(label) + " (" + std::string(address) + ")";
}

std::string reference(std::string_view inside, const Workspace& workspace) {
  const std::size_t bar = inside.find('|');
  const std::string_view target = inside.substr(0, bar);
  const std::string_view label = bar == std::string_view::npos ? std::string_view{} : inside.substr(bar + 1);
  if (target.starts_with('@')) return "@" + name_of(workspace.people, target.substr(1), label);
  if (target.starts_with('#')) return "#" + name_of(workspace.channels, target.substr(1), label);
  if (target.starts_with('!')) return special(target.substr(1), label);
  return link(target, label);
}

}  // namespace

std::string plain_text(std::string_view markup, const Workspace& workspace) {
  std::string text;
  text.reserve(markup.size());
  while (!markup.empty()) {
    const std::size_t open = markup.find('<');
    append_unescaped(text, markup.substr(0, open));
    if (open == std::string_view::npos) break;
    const std::size_t close = markup.find_first_of("<>\n", open + 1);
    const bool is_reference = close != std::string_view::npos && markup[close] == '>' && close > open + 1;
    if (!is_reference) {
      text += '<';
      markup.remove_prefix(open + 1);
      continue;
    }
    const std::string_view inside = markup.substr(open + 1, close - open - 1);
    append_unescaped(text, reference(inside, workspace));
    markup.remove_prefix(close + 1);
  }
  return text;
}

}  // namespace debrief::connectors::slack_export
