// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/list_templates.hpp"

#include "logs/mine/templates.hpp"
#include "logs/secrets/secrets.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace debrief::features::evidence::logs {
namespace {

constexpr std::size_t kMost = 1000;

}  // namespace

std::vector<domain::LogTemplate> list_templates(const IncidentLogs& logs, const std::string& mask_key) {
  const auto messages = logs.set->messages();
  std::map<std::uint64_t, domain::LogTemplate> by_id;
  for (std::uint32_t i = 0; i < messages->size(); ++i) {
    const auto* message = messages->find(i);
    const auto* mined = messages->template_of(i);
    if (message == nullptr || mined == nullptr || message->lines == 0) continue;
    auto& entry = by_id[mined->id];
    if (entry.id.empty()) {
      entry.id = debrief::logs::id_text(mined->id);
      entry.text = debrief::logs::mask(mined->text, mask_key);
    }
    entry.lines += message->lines;
    entry.trouble = entry.trouble || (!message->level_varies && message->level >= debrief::logs::Level::warning);
  }
  std::vector<domain::LogTemplate> all;
  for (auto& [id, entry] : by_id) all.push_back(std::move(entry));
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::tuple(!a.trouble, a.lines, std::string_view(a.id)) <
           std::tuple(!b.trouble, b.lines, std::string_view(b.id));
  });
  if (all.size() > kMost) all.resize(kMost);
  return all;
}

}  // namespace debrief::features::evidence::logs
