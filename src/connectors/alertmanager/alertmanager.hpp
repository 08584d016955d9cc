// SPDX-License-Identifier: Apache-2.0
// Notifications of Prometheus Alertmanager (webhook format, version "4") and of senders that speak the same,
// Grafana among them. Pure; safe from any thread. Unknown fields are ignored.
#pragma once

#include "base/json.hpp"
#include "base/result.hpp"
#include "domain/evidence.hpp"
#include "domain/signal.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::connectors::alertmanager {

/// One alert of a notification that could not be understood.
struct UnreadableAlert {
  std::size_t position = 0;  ///< counted from 1
  std::string reason;
  std::string excerpt;  ///< its JSON, at most 200 bytes
};

struct Notification {
  std::vector<domain::Signal> signals;      ///< in the order of the payload
  std::vector<std::size_t> positions;       ///< of each signal in the payload, counted from 1
  std::vector<UnreadableAlert> unreadable;  ///< the other alerts
  std::string group_key;
  std::map<std::string, std::string> group_labels;
  std::map<std::string, std::string> common_annotations;
  std::string receiver;
  std::int64_t truncated_alerts = 0;  ///< how many the sender left out
  std::string external_url;
  std::vector<std::string> remarks;  ///< what was assumed or shortened, in words
};

inline constexpr std::size_t kAlertLimit = 10'000;
inline constexpr std::size_t kLabelLimit = 256;          ///< labels or annotations of one alert
inline constexpr std::size_t kLabelNameLimit = 1'000;    ///< bytes
inline constexpr std::size_t kLabelValueLimit = 16'000;  ///< bytes; longer ones are cut, with a remark

/// Reads one notification. An alert is firing when its status says so; an `endsAt` of year 1 means that it has
/// no end. A missing fingerprint is computed (see compute_fingerprint). Errors: invalid (not JSON, no list of
/// alerts), unsupported (another version of the format, named), too_large.
[[nodiscard]] Result<Notification> translate(std::string_view body);
[[nodiscard]] Result<Notification> translate_json(const json::value& body);

/// Identity of an alert by its labels: SHA-256 over name, 0xFF, value, 0xFF of each label in the order of their
/// names; the first 16 hexadecimal digits.
[[nodiscard]] std::string compute_fingerprint(const std::map<std::string, std::string>& labels);

/// A file of captured notifications (one document, an array, or one per line) as evidence: an `alert` at each
/// start and an `alert_resolved` at each end, each once however often it was told.
[[nodiscard]] domain::Reading read(std::string_view bytes, const domain::ReadContext& context);

/// Confidence that a file holds such notifications; see Connector::recognise.
[[nodiscard]] int recognise(std::string_view name, std::string_view head);

}  // namespace debrief::connectors::alertmanager
