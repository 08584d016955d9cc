// SPDX-License-Identifier: Apache-2.0
// The words of status pages: pages with components, and what is shown on them.
#pragma once

#include "base/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::features::status {

/// How a component is, in the order of weight.
enum class Health { operational, maintenance, degraded, partial_outage, major_outage };
[[nodiscard]] std::string_view to_text(Health health);
[[nodiscard]] std::optional<Health> health_from(std::string_view text);
/// "Works", "Partial outage": for readers.
[[nodiscard]] std::string_view name_of(Health health);

/// How far an incident is, for customers; the last three are those of planned maintenance.
enum class Stage { investigating, identified, monitoring, resolved, scheduled, in_progress, completed };
[[nodiscard]] std::string_view to_text(Stage stage);
[[nodiscard]] std::optional<Stage> stage_from(std::string_view text);
[[nodiscard]] std::string_view name_of(Stage stage);
[[nodiscard]] constexpr bool ends(Stage stage) { return stage == Stage::resolved || stage == Stage::completed; }
[[nodiscard]] constexpr bool of_maintenance(Stage stage) { return stage >= Stage::scheduled; }

/// A part of the product under the name that customers know.
struct Component {
  std::string id;
  std::string group;                  ///< may be empty
  std::string name;
  std::string description;
  std::vector<std::string> services;  ///< names of the catalogue; never shown to readers
};

struct Page {
  std::string id;
  std::string slug;
  std::string name;
  std::string intro;                  ///< Markdown
  bool is_private = false;            ///< for people who are signed in
  std::string zone = "UTC";           ///< IANA name; its days are the days of the history
  std::vector<Component> components;  ///< in the order of the page
  Instant since;                      ///< what was before is not known
  std::string saved_by;
  Instant saved_at;
  std::int64_t version = 1;
  std::int64_t changes = 1;           ///< grows with everything that readers could see
  Instant changed_at;

  [[nodiscard]] const Component* find_component(std::string_view component) const;
};

/// A component that something is the matter with. The name is that of the time of the post.
struct Affected {
  std::string component;
  std::string name;
  Health health = Health::operational;
};

struct Post {
  std::string id;
  Stage stage = Stage::investigating;
  std::string text;                   ///< Markdown
  Instant at;
  std::vector<Affected> affected;     ///< from then on; what is not named works again
  std::string by;                     ///< never shown to readers
  Instant recorded_at;
  std::optional<Instant> corrected_at;
  std::int64_t version = 1;
};

/// An incident or a planned maintenance as a page shows it.
struct Entry {
  std::string id;
  std::string page;
  std::optional<std::int64_t> incident;  ///< never shown to readers
  bool maintenance = false;
  std::string title;
  bool shown = true;
  std::optional<Instant> starts_at;      ///< planned, of maintenance
  std::optional<Instant> ends_at;
  std::string created_by;
  Instant created_at;
  std::int64_t version = 1;
  std::vector<Post> posts;               ///< at least one, in the order of their times
};

}  // namespace debrief::features::status
