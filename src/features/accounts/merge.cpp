// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/merge.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/accounts/prompts.hpp"

#include <algorithm>
#include <array>

namespace debrief::features::accounts {
namespace {

constexpr std::string_view kNamed = "Account of ";
constexpr std::string_view kByRole = "Account: ";

std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : trim(name)) {
    if (std::string_view("\\`*_[]<>|~#&").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

std::string quoted(std::string_view text) {
  std::string out;
  for (const std::string_view line : split_lines(trim(text)))
    out.append(line.empty() ? ">" : "> ").append(line) += '\n';
  return out;
}

std::string heading_of(const domain::Account& account, const std::optional<std::string>& pseudonym) {
  std::string heading = "### ";
  if (pseudonym) return heading.append(kByRole) + escaped(*pseudonym);
  heading.append(kNamed).append(escaped(account.person));
  if (!account.role.empty()) heading += " (" + escaped(account.role) + ")";
  return heading;
}

std::string origin_of(const domain::Account& account, const Attribution& attribution) {
  std::string origin = account.given_at ? "Given " + to_minutes(*account.given_at) + " UTC" : "Given";
  if (attribution.written_down_by)
    origin += attribution.pseudonym ? ", written down by somebody else"
                                    : ", written down by " + escaped(*attribution.written_down_by);
  return "*" + origin + ".*";
}

bool keeps_place_for(std::string_view title, std::string_view person) {
  if (!title.starts_with(kNamed)) return false;
  title.remove_prefix(kNamed.size());
  return title == person || (title.starts_with(person) && title.substr(person.size()).starts_with(" ("));
}

/// The nearest section above that holds this one.
const Section* holder_of(const std::vector<Section>& sections, std::size_t index) {
  for (std::size_t i = index; i-- > 0;)
    if (sections[i].level < sections[index].level) return &sections[i];
  return nullptr;
}

}  // namespace

std::string markdown_of(const domain::Account& account, const Attribution& attribution) {
  std::string text = heading_of(account, attribution.pseudonym) + "\n\n" + origin_of(account, attribution) + "\n";
  for (const Prompt& prompt : prompts()) {
    const std::string answer = to_utf8(trim(account.*prompt.answer));
    if (answer.empty()) continue;
    text.append("\n**").append(prompt.heading) += "**\n\n";
    text += quoted(attribution.pseudonym ? without_names(answer, attribution.people) : answer);
  }
  return text;
}

std::string place_for(std::string_view document, std::string_view person) {
  static constexpr std::array<std::string_view, 4> kOthers{"responders", "roles", "people", "response"};
  const auto sections = outline(document);
  for (const Section& section : sections)
    if (keeps_place_for(section.title, trim(person))) return section.title;
  for (const Section& section : sections)
    if (const std::string lower = to_lower(section.title); lower == "accounts" || lower.ends_with(" accounts"))
      return section.title;
  for (std::size_t i = 0; i < sections.size(); ++i)
    if (sections[i].title.starts_with(kNamed) || sections[i].title.starts_with(kByRole))
      if (const Section* holder = holder_of(sections, i)) return holder->title;
  for (const Section& section : sections)
    if (std::find(kOthers.begin(), kOthers.end(), to_lower(section.title)) != kOthers.end()) return section.title;
  return "Accounts";
}

}  // namespace debrief::features::accounts
