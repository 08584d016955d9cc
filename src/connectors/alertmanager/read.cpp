// SPDX-License-Identifier: Apache-2.0
#include "connectors/alertmanager/alertmanager.hpp"

#include "base/text.hpp"
#include "base/time.hpp"
#include "connectors/json_documents.hpp"
#include "connectors/severity.hpp"
#include "connectors/time_note.hpp"
#include "connectors/unread.hpp"

#include <set>
#include <tuple>

namespace debrief::connectors::alertmanager {
namespace {

using domain::ReadEntry;
using domain::Signal;

std::string text_of(const Signal& signal, const Notification& notification) {
  for (const auto* annotations : {&signal.annotations, &notification.common_annotations}) {
    for (const char* key : {"summary", "title", "description", "message"}) {
      const auto found = annotations->find(key);
      if (found != annotations->end() && !trim(found->second).empty())
        return signal.name + ": " + std::string(trim(found->second));
    }
  }
  const auto services = domain::services_of(signal.labels);
  return services.empty() ? signal.name : signal.name + " on " + services.front();
}

class Reader {
 public:
  explicit Reader(const domain::ReadContext& context) : context_(context) { reading_.format = "alertmanager"; }

  domain::Reading read(std::string_view bytes) {
    auto damaged = each_json_document(
        bytes, context_.name, [this](const json::value& payload, const std::string& locator, std::string_view text) {
          take(payload, locator, text);
        });
    reading_.unread.insert(reading_.unread.end(), damaged.begin(), damaged.end());
    return std::move(reading_);
  }

 private:
  void take(const json::value& payload, const std::string& locator, std::string_view text) {
    const auto notification = translate_json(payload);
    if (!notification) {
      auto unread = unread_file(context_.name, notification.error().message, text);
      if (!locator.empty()) unread.locator = locator;
      reading_.unread.push_back(std::move(unread));
      return;
    }
    for (const UnreadableAlert& alert : notification->unreadable)
      reading_.unread.push_back(
          unread_part(context_.name, locator_within(locator, "alert", alert.position), alert.reason, alert.excerpt));
    if (notification->truncated_alerts > 0)
      reading_.unread.push_back(unread_part(context_.name, locator.empty() ? "payload 1" : locator,
                                            "the sender left out " + std::to_string(notification->truncated_alerts) +
                                                " alerts of this notification (max_alerts)"));
    const json::array& alerts = *json::array_at(payload.get_object(), "alerts");
    for (std::size_t i = 0; i < notification->signals.size(); ++i) {
      const std::size_t position = notification->positions[i];
      add(notification->signals[i], *notification, alerts[position - 1].get_object(),
          locator_within(locator, "alert", position));
    }
  }

  void add(const Signal& signal, const Notification& notification, const json::object& alert,
           const std::string& locator) {
    ReadEntry entry;
    entry.occurred_at = signal.starts_at;
    entry.kind = "alert";
    entry.text = text_of(signal, notification);
    entry.origin = notification.receiver.empty() ? "Alertmanager" : "Alertmanager, receiver " + notification.receiver;
    entry.locator = locator;
    entry.original_time = json::text_at(alert, "startsAt");
    entry.services = domain::services_of(signal.labels);
    entry.labels = signal.labels;
    take_severity(signal);
    if (is_new(signal, true)) reading_.entries.push_back(entry);
    if (signal.firing || !is_new(signal, false)) return;
    entry.kind = "alert_resolved";
    entry.text = "Resolved: " + entry.text;
    entry.occurred_at = *signal.ends_at;
    entry.original_time = json::text_at(alert, "endsAt");
    if (*signal.ends_at < signal.starts_at)
      entry.time_note = "ends before it starts (" + to_rfc3339(signal.starts_at) + ")";
    reading_.entries.push_back(std::move(entry));
  }

  // A severity counts when it is one of ours, such as "sev2".
  void take_severity(const Signal& signal) {
    const auto severity = signal.labels.find("severity");
    if (severity == signal.labels.end()) return;
    reading_.severity = worse(std::move(reading_.severity), find_severity(severity->second));
  }

  bool is_new(const Signal& signal, bool firing) {
    return seen_.emplace(signal.fingerprint, signal.starts_at.micros, firing).second;
  }

  const domain::ReadContext& context_;
  domain::Reading reading_;
  std::set<std::tuple<std::string, std::int64_t, bool>> seen_;
};

}  // namespace

domain::Reading read(std::string_view bytes, const domain::ReadContext& context) {
  return Reader(context).read(bytes);
}

int recognise(std::string_view /*name*/, std::string_view head) {
  const auto has = [&](std::string_view key) { return head.find(key) != std::string_view::npos; };
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || (head[first] != '{' && head[first] != '[')) return 0;
  if (has("\"groupKey\"") && has("\"alerts\"")) return 95;
  if (has("\"alerts\"") && has("\"startsAt\"")) return 90;
  return has("\"alerts\"") && has("\"receiver\"") ? 70 : 0;
}

}  // namespace debrief::connectors::alertmanager
