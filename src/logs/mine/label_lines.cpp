// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/label_lines.hpp"

#include <unordered_map>

namespace debrief::logs {

LabelledLines label_lines(std::span<const std::string_view> lines,
                          const std::function<std::string_view(std::string_view)>& body) {
  std::vector<MessageForm> forms;
  std::vector<std::uint32_t> form_of;
  std::unordered_map<std::string_view, std::uint32_t> forms_by_body;
  for (const std::string_view line : lines) {
    const std::string_view said = body(line);
    const auto [found, added] = forms_by_body.try_emplace(said, static_cast<std::uint32_t>(forms.size()));
    if (added) forms.push_back({std::string(said), 0});
    ++forms[found->second].count;
    form_of.push_back(found->second);
  }
  const std::vector<Template> mined = mine_templates(forms);
  LabelledLines result;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  for (const std::uint32_t form : form_of) {
    const auto [found, added] =
        numbers.try_emplace(mined[form].id, static_cast<std::uint32_t>(result.templates.size()));
    if (added) result.templates.push_back(mined[form]);
    result.template_of.push_back(found->second);
  }
  return result;
}

std::string to_tsv(const LabelledLines& lines) {
  std::string text;
  for (const std::uint32_t number : lines.template_of) {
    text += id_text(lines.templates[number].id);
    text += '\t';
    text += lines.templates[number].text;
    text += '\n';
  }
  return text;
}

}  // namespace debrief::logs
