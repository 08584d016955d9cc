// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/templates.hpp"

#include "logs/mine/template_miner.hpp"

namespace debrief::logs {

std::vector<Template> mine_templates(std::span<const MessageForm> forms) {
  TemplateMiner miner;
  std::vector<std::uint32_t> numbers;
  numbers.reserve(forms.size());
  for (const MessageForm& form : forms) numbers.push_back(miner.add(form.example, form.count));
  const std::vector<Template> templates = miner.finish();
  std::vector<Template> result;
  result.reserve(forms.size());
  for (const std::uint32_t number : numbers) result.push_back(templates[number]);
  return result;
}

}  // namespace debrief::logs
