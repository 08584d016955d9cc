// SPDX-License-Identifier: Apache-2.0
#include "connectors/alertmanager/alertmanager.hpp"
#include "connectors/csv_timeline/csv_timeline.hpp"
#include "connectors/decode_text.hpp"
#include "connectors/deploys/deploys.hpp"
#include "connectors/notes/notes.hpp"
#include "connectors/read.hpp"
#include "connectors/slack_export/slack_export.hpp"
#include "connectors/unknown_format.hpp"
#include "connectors/unread.hpp"

#include "base/text.hpp"

#include <array>

namespace debrief::connectors {
namespace {

constexpr int kSureOfTable = 60;

constexpr std::array kConnectors = std::to_array<Connector>({
    {"alertmanager", "Alertmanager notifications", alertmanager::recognise, alertmanager::read, false},
    {"slack_export", "Slack export", slack_export::recognise, slack_export::read, false},
    {"github_deployments", "GitHub deployments", deploys::recognise_github, deploys::read_github, false},
    {"cdevents", "CDEvents", deploys::recognise_cdevents, deploys::read_cdevents, false},
    {"csv_timeline", "Timeline as a table", csv_timeline::recognise, csv_timeline::read, true},
    {"notes", "Notes", notes::recognise, notes::read, true},
});

domain::Reading unknown(std::string_view name, std::string_view bytes) {
  domain::Reading reading;
  reading.unread.push_back(unread_file(name, reason_unread(name, bytes)));
  return reading;
}

}  // namespace

std::span<const Connector> connectors() {
  return kConnectors;
}

const Connector* find_connector(std::string_view name, std::string_view bytes) {
  if (bytes.empty() || is_archive(bytes) || is_system_file(name)) return nullptr;
  const auto head = decode_text(bytes.substr(0, kHeadLimit));
  if (!head) return nullptr;
  const Connector* best = nullptr;
  int confidence = 0;
  for (const Connector& connector : kConnectors) {
    const int sure = connector.recognise(name, head->text);
    if (sure <= confidence) continue;
    best = &connector;
    confidence = sure;
  }
  // Logs begin their lines with times, as notes do; what they tell is for the search, not for the timeline.
  // The same holds for a table that is only guessed at: a log has commas in its times and words.
  if (best != nullptr && (best->name == "notes" || confidence < kSureOfTable) && looks_like_log(name, head->text)) return nullptr;
  return best;
}

domain::Reading read(std::string_view bytes, const domain::ReadContext& context) {
  if (is_archive(bytes)) {
    domain::Reading reading;
    reading.unread.push_back(unread_file(context.name, "the file is an archive; its members are read one by one"));
    return reading;
  }
  const Connector* connector = find_connector(context.name, bytes);
  if (connector == nullptr) return unknown(context.name, bytes);
  domain::Reading reading = connector->read(bytes, context);
  tidy(reading, context.name);
  return reading;
}

}  // namespace debrief::connectors
