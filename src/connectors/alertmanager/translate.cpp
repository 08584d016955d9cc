// SPDX-License-Identifier: Apache-2.0
#include "connectors/alertmanager/alertmanager.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace debrief::connectors::alertmanager {
namespace {

using Labels = std::map<std::string, std::string>;

// Year 1 and before 1971 stand for "never" in what Go programs send.
constexpr std::int64_t kEarliest = 365LL * 86'400'000'000LL;

void add_remark(Notification& notification, std::string remark) {
  const auto& known = notification.remarks;
  if (std::find(known.begin(), known.end(), remark) == known.end()) notification.remarks.push_back(std::move(remark));
}

// Texts as they are; numbers and booleans as their JSON. Null is absence.
Result<Labels> labels_at(const json::object& document, std::string_view key, Notification& notification) {
  Labels labels;
  const json::value* found = document.if_contains(key);
  if (found == nullptr || found->is_null()) return labels;
  if (!found->is_object()) return invalid("'{}' is not an object", key);
  if (found->get_object().size() > kLabelLimit)
    return too_large("'{}' has {} members; at most {} are read", key, found->get_object().size(), kLabelLimit);
  for (const auto& member : found->get_object()) {
    const std::string_view name = member.key();
    if (name.size() > kLabelNameLimit) return too_large("a name in '{}' is {} bytes long", key, name.size());
    const json::value& value = member.value();
    if (value.is_object() || value.is_array()) return invalid("'{}' in '{}' is not a text", name, key);
    if (value.is_null()) continue;
    std::string text = value.is_string() ? std::string(json::text_at(found->get_object(), name)) : json::write(value);
    if (text.size() > kLabelValueLimit) {
      text = shorten(text, kLabelValueLimit);
      add_remark(notification, "the value of '" + std::string(name) + "' was longer than 16,000 bytes and was cut");
    }
    labels.emplace(name, std::move(text));
  }
  return labels;
}

// Absent for null, "" and the year 1.
Result<std::optional<Instant>> time_at(const json::object& alert, std::string_view key) {
  const json::value* found = alert.if_contains(key);
  if (found == nullptr || found->is_null()) return std::optional<Instant>{};
  if (!found->is_string()) return invalid("'{}' is not a text", key);
  const std::string_view text = json::text_at(alert, key);
  if (text.empty()) return std::optional<Instant>{};
  const auto at = parse_rfc3339(text);
  if (!at) return invalid("'{}' is not a time: {}", key, at.error().message);
  return at->micros < kEarliest ? std::optional<Instant>{} : std::optional(*at);
}

Result<bool> is_firing(const json::object& alert, std::string_view group_status, bool has_end) {
  std::string_view status = json::text_at(alert, "status");
  if (status.empty()) status = group_status;
  if (status == "firing" || status == "alerting") return true;
  if (status == "resolved" || status == "ok") return false;
  if (status.empty()) return !has_end;
  return invalid("the status '{}' is neither firing nor resolved", shorten(status, 40));
}

Result<domain::Signal> read_alert(const json::value& document, std::string_view group_status,
                                  Notification& notification) {
  if (!document.is_object()) return invalid("the alert is not an object");
  const json::object& alert = document.get_object();
  domain::Signal signal;
  signal.labels = TRY(labels_at(alert, "labels", notification));
  signal.annotations = TRY(labels_at(alert, "annotations", notification));
  const auto starts = TRY(time_at(alert, "startsAt"));
  const auto ends = TRY(time_at(alert, "endsAt"));
  if (!starts) return invalid("'startsAt' is missing");
  signal.starts_at = *starts;
  signal.firing = TRY(is_firing(alert, group_status, ends.has_value()));
  // Alertmanager gives firing alerts an end in the future, at which it would give up on them.
  if (!signal.firing) signal.ends_at = ends;
  if (!signal.firing && !ends) return invalid("the alert is resolved, but 'endsAt' is missing");
  const auto name = signal.labels.find("alertname");
  signal.name = name != signal.labels.end() && !name->second.empty() ? name->second : "unnamed alert";
  signal.fingerprint = json::text_at(alert, "fingerprint").substr(0, kLabelNameLimit);
  if (signal.fingerprint.empty()) {
    signal.fingerprint = compute_fingerprint(signal.labels);
    add_remark(notification, "an alert came without a fingerprint: computed from its labels");
  }
  signal.url = json::text_at(alert, "generatorURL").substr(0, kLabelValueLimit);
  return signal;
}

// "4" is Alertmanager's; Grafana says "1" and names its organisation.
Result<> check_version(const json::object& body, Notification& notification) {
  const json::value* version = body.if_contains("version");
  if (version == nullptr) {
    add_remark(notification, "the notification names no version: read as version 4");
    return {};
  }
  const std::string text = version->is_string() ? std::string(json::text_at(body, "version")) : json::write(*version);
  if (text == "4" || (text == "1" && body.contains("orgId"))) return {};
  return unsupported("version '{}' of Alertmanager's notification is not understood; version 4 is", shorten(text, 40))
      .with_help("Set the receiver of Alertmanager to webhook_configs of a release from 0.4 on.")
      .at("/version");
}

void read_alerts(const json::array& alerts, std::string_view group_status, Notification& notification) {
  std::size_t position = 0;
  for (const json::value& alert : alerts) {
    ++position;
    auto signal = read_alert(alert, group_status, notification);
    if (signal) {
      notification.signals.push_back(*std::move(signal));
      notification.positions.push_back(position);
    } else {
      notification.unreadable.push_back({position, signal.error().message, shorten(json::write(alert), 197)});
    }
  }
}

}  // namespace

std::string compute_fingerprint(const Labels& labels) {
  Sha256 hash;
  for (const auto& [name, value] : labels) hash.update(name).update("\xFF").update(value).update("\xFF");
  return to_hex(hash.finish()).substr(0, 16);
}

Result<Notification> translate(std::string_view body) {
  return translate_json(TRY(json::parse(body)));
}

Result<Notification> translate_json(const json::value& document) {
  if (!document.is_object()) return invalid("the notification is not a JSON object");
  const json::object& body = document.get_object();
  Notification notification;
  TRY(check_version(body, notification));
  const json::array* alerts = json::array_at(body, "alerts");
  if (alerts == nullptr) return invalid("the notification has no list of alerts").at("/alerts");
  if (alerts->size() > kAlertLimit)
    return too_large("the notification has {} alerts; at most {} are read", alerts->size(), kAlertLimit)
        .with_help("Set max_alerts in webhook_configs.")
        .at("/alerts");
  notification.group_key = json::text_at(body, "groupKey").substr(0, kLabelValueLimit);
  notification.receiver = json::text_at(body, "receiver").substr(0, kLabelNameLimit);
  notification.external_url = json::text_at(body, "externalURL").substr(0, kLabelValueLimit);
  if (auto labels = labels_at(body, "groupLabels", notification)) notification.group_labels = *std::move(labels);
  if (auto labels = labels_at(body, "commonAnnotations", notification))
    notification.common_annotations = *std::move(labels);
  const json::value* truncated = body.if_contains("truncatedAlerts");
  if (truncated != nullptr && truncated->is_int64()) notification.truncated_alerts = truncated->get_int64();
  if (notification.truncated_alerts > 0)
    add_remark(notification, "the sender left out " + std::to_string(notification.truncated_alerts) + " alerts");
  read_alerts(*alerts, json::text_at(body, "status"), notification);
  return notification;
}

}  // namespace debrief::connectors::alertmanager
