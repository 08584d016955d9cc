// SPDX-License-Identifier: Apache-2.0
// What the routes of logs share.
#pragma once

#include "features/evidence/logs/log_sets.hpp"
#include "features/evidence/logs/pins.hpp"
#include "features/evidence/logs/routes.hpp"
#include "http/message.hpp"
#include "routing/route.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace debrief::features::evidence::logs {

struct Desk {
  journal::Journal& journal;
  LogSets& sets;
  Ports ports;
  std::shared_ptr<Pins> pins;
};

/// The logs of the incident in the path. Errors: not_found, forbidden, unless the caller may do `action` with it.
[[nodiscard]] Result<IncidentLogs> logs_of(const Desk& desk, const Call& call,
                                           domain::Action action = domain::Action::read);
/// A number of the path. Errors: not_found.
[[nodiscard]] Result<std::uint32_t> source_in_path(const Call& call, const LogSet& set);

/// How much there is, and of which time.
struct Extent {
  std::int64_t lines = 0, bytes = 0;
  std::int64_t from = debrief::logs::kNoTime, until = debrief::logs::kNoTime;
  void add(const debrief::logs::BlockRecord& block);
};
[[nodiscard]] json::object to_json(const debrief::logs::Source& source, const Extent& extent);

/// How an entry of the timeline names a line. A member of an archive is named, since the evidence is the archive.
[[nodiscard]] std::string locator_of(const SourceName& name, std::uint64_t line);

/// Lines of one answer as the API shows them: masked, and with the entry of the timeline that they became.
class LineTeller {
 public:
  /// Needs an incident's number in the path. All must outlive it.
  LineTeller(const Desk& desk, const Call& call, LogSet& set);
  [[nodiscard]] json::object tell(const debrief::logs::FoundLine& line) const;
  /// Position of the entry that the line became.
  [[nodiscard]] std::optional<std::int64_t> find_pin(const debrief::logs::FoundLine& line) const;

 private:
  const std::string& mask_key_;
  std::shared_ptr<const debrief::logs::Messages> messages_;
  std::shared_ptr<const debrief::logs::Catalogue> catalogue_;
  std::shared_ptr<const PinnedLines> pins_;
};

/// When a search that begins now has to be done.
[[nodiscard]] std::chrono::steady_clock::time_point search_deadline();
/// The answer; an error too_large when a search was not done in time.
[[nodiscard]] Result<http::Response> in_time(Result<http::Response> (*answer)(const Desk&, const Call&),
                                             const Desk& desk, const Call& call);

/// The routes that change something: pins, unmasking, clocks.
std::vector<Route> change_routes(const Desk& desk);
/// The routes of lines that are sent while they are written.
std::vector<Route> batch_routes(const Desk& desk);
/// The routes of masked text, whole.
std::vector<Route> text_routes(const Desk& desk);
/// The routes of kinds of messages, of findings, and of what clocks are off by.
std::vector<Route> template_routes(const Desk& desk);
std::vector<Route> finding_routes(const Desk& desk);
std::vector<Route> clock_routes(const Desk& desk);

}  // namespace debrief::features::evidence::logs
