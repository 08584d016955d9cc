// SPDX-License-Identifier: Apache-2.0
#include "logs/mine/label_lines.hpp"

#include <unordered_map>

#include "logs/mine/template_miner.hpp"

namespace debrief::logs {

LabelledLines label_lines(std::span<const std::string_view> lines,
                          const std::function<std::string_view(std::string_view)>& body) {
  TemplateMiner miner;
  LabelledLines result;
  result.template_of.reserve(lines.size());
  for (const std::string_view line : lines) result.template_of.push_back(miner.add(body(line)));
  const std::vector<Template> mined = miner.finish();
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  for (std::uint32_t& number : result.template_of) {
    const Template& of_line = mined[number];
    const auto [found, added] = numbers.try_emplace(of_line.id, static_cast<std::uint32_t>(result.templates.size()));
    if (added) result.templates.push_back(of_line);
    number = found->second;
  }
  return result;
}

LabelledLines label_lines(std::span<const std::string_view> lines, const Formats& formats) {
  const Format& format = formats.detect(lines);
  return label_lines(lines, [&](std::string_view line) {
    auto parsed = format.parse(line);
    if (!parsed) parsed = formats.generic().parse(line);
    return parsed ? line.substr(parsed->body.begin, parsed->body.length) : line;
  });
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
