// SPDX-License-Identifier: Apache-2.0
// The incident and the words that describe its course.
#pragma once

#include "base/clock.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::domain {

enum class Kind { normal, drill, backfilled, maintenance, near_miss };
enum class Phase { triage, active, post_incident, closed };
enum class Visibility { everyone, private_ };

[[nodiscard]] std::string_view to_text(Kind kind);
[[nodiscard]] std::string_view to_text(Phase phase);
[[nodiscard]] std::string_view to_text(Visibility visibility);
[[nodiscard]] std::optional<Kind> kind_from(std::string_view text);
[[nodiscard]] std::optional<Phase> phase_from(std::string_view text);
[[nodiscard]] std::optional<Visibility> visibility_from(std::string_view text);

struct MilestoneKind {
  std::string_view id;
  std::string_view name;
  std::string_view description;
};
/// A duration as the difference of two milestones, `until` - `from`.
struct MetricKind {
  std::string_view id;
  std::string_view name;
  std::string_view until;
  std::string_view from;
  [[nodiscard]] std::string formula() const { return std::string(until) + " - " + std::string(from); }
};

/// The words that no house changes, in the order in which people meet them; for the others see vocabulary.hpp.
[[nodiscard]] std::span<const MilestoneKind> milestone_kinds();
[[nodiscard]] std::span<const MetricKind> metric_kinds();
[[nodiscard]] std::span<const Kind> kinds();

struct Vocabulary;

/// Null when there is none of that id.
[[nodiscard]] const MilestoneKind* find_milestone_kind(std::string_view id);

struct Milestone {
  std::string name;
  Instant at;
  std::string set_by;
  Instant recorded_at;
  bool corrected = false;  ///< it had another value before
};

struct RoleAssignment {
  std::string id;
  std::string role;
  std::string person;
  Instant from;
  std::optional<Instant> until;
};

struct Metric {
  MetricKind kind;
  std::optional<Micros> span;  ///< absent until both milestones are known
};

struct Incident {
  std::int64_t number = 0;
  std::string title;
  std::string summary;
  std::string impact;
  Kind kind = Kind::normal;
  std::optional<std::string> severity;
  std::optional<bool> customer_impact;  ///< absent: not known
  std::optional<bool> data_loss;        ///< absent: not known
  std::string state;  ///< id of a State
  Visibility visibility = Visibility::everyone;
  std::vector<std::string> services;
  Instant declared_at;
  std::string declared_by;
  std::int64_t version = 1;  ///< grows with every change of what is shown here
  std::vector<Milestone> milestones;
  std::vector<RoleAssignment> roles;
  std::int64_t alerts_firing = 0;
  std::optional<std::string> postmortem_state;
  std::optional<std::string> source_url;  ///< where an imported one was published
  std::map<std::string, std::string> fields;  ///< what the house asks for, by the id of a FieldKind
  std::shared_ptr<const Vocabulary> vocabulary;  ///< the words in use when it was read; null: the usual ones

  [[nodiscard]] const Vocabulary& words() const;

  [[nodiscard]] Phase phase() const;
  [[nodiscard]] const Milestone* find_milestone(std::string_view name) const;
  /// Who holds the role now, or held it last; absent when nobody did.
  [[nodiscard]] const RoleAssignment* find_holder(std::string_view role) const;
};

/// "INC-42".
[[nodiscard]] std::string incident_key(std::int64_t number);

/// Every metric, with its span where both of its milestones are set.
[[nodiscard]] std::vector<Metric> metrics_of(const Incident& incident);

}  // namespace debrief::domain
