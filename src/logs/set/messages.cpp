// SPDX-License-Identifier: Apache-2.0
#include "logs/set/messages.hpp"

#include "logs/scan/scanner.hpp"

#include <algorithm>
#include <unordered_map>

namespace debrief::logs {
namespace {

bool in_variable(std::string line, Span part) {
  line.reserve(line.size() + Scanner::kPadding);
  bool within = false;
  Scanner().scan(line, [&](const ScannedLine& scanned) {
    for (const Slot& slot : scanned.slots)
      within = within || (slot.begin < part.begin + part.length && part.begin < slot.end);
  });
  return within;
}

}  // namespace

Messages::Messages(const Catalogue& catalogue, const Skeletons& skeletons, const Formats& formats)
    : messages_(skeletons.size()) {
  for (const Source& source : catalogue.sources) {
    const Format* format = formats.find(source.format);
    formats_.push_back(format != nullptr ? format : &formats.generic());
  }
  for (const auto& block : catalogue.blocks) {
    for (const SkeletonRows& rows : block->record.summary.skeletons) {
      if (rows.skeleton >= messages_.size()) continue;
      Message& message = messages_[rows.skeleton];
      message.lines += rows.rows;
      const std::uint32_t source = block->record.source;
      const auto at = std::lower_bound(message.sources.begin(), message.sources.end(), source);
      if (at == message.sources.end() || *at != source) message.sources.insert(at, source);
    }
  }
  std::vector<MessageForm> forms(messages_.size());
  for (std::uint32_t number = 0; number < messages_.size(); ++number) {
    Message& message = messages_[number];
    const std::string& example = skeletons[number].example;
    const Format& format = message.sources.empty() ? formats.generic() : *formats_[message.sources.front()];
    auto parsed = format.parse(example);
    if (!parsed) parsed = formats.generic().parse(example);
    forms[number] = {parsed ? example.substr(parsed->body.begin, parsed->body.length) : example,
                     std::max<std::uint64_t>(1, message.lines)};
    if (!parsed) continue;
    message.level = parsed->level;
    message.level_varies = parsed->level_text.length != 0 && in_variable(example, parsed->level_text);
  }
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  const std::vector<Template> mined = mine_templates(forms);
  for (std::uint32_t number = 0; number < messages_.size(); ++number) {
    const auto [known, added] = numbers.try_emplace(mined[number].id, static_cast<std::uint32_t>(templates_.size()));
    if (added) templates_.push_back(mined[number]);
    messages_[number].template_number = known->second;
  }
}

const Template* Messages::template_of(std::uint32_t skeleton) const {
  const Message* message = find(skeleton);
  return message == nullptr ? nullptr : &templates_[message->template_number];
}

Level Messages::level_of(std::uint32_t skeleton, std::uint32_t source, std::string_view line) const {
  const Message* message = find(skeleton);
  if (message != nullptr && !message->level_varies) return message->level;
  if (source >= formats_.size()) return Level::unknown;
  const auto parsed = formats_[source]->parse(line);
  return parsed ? parsed->level : Level::unknown;
}

}  // namespace debrief::logs
