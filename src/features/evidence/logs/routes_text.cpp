// SPDX-License-Identifier: Apache-2.0
#include "features/evidence/logs/desk.hpp"
#include "logs/secrets/secrets.hpp"
#include "routing/request.hpp"

#include <string>

namespace debrief::features::evidence::logs {
namespace {

using domain::Action;
using http::Response;

constexpr std::int64_t kMostLines = 100'000;
constexpr std::size_t kLinesAtOnce = 1000;
constexpr std::size_t kMostText = 32UL << 20;

// Lines of a source as everybody may see them.
Result<Response> get_text(const Desk& desk, const Call& call) {
  const IncidentLogs logs = TRY(logs_of(desk, call));
  const auto source = TRY(source_in_path(call, *logs.set));
  const auto limit = static_cast<std::size_t>(TRY(limit_of(call.request, kMostLines, kMostLines)));
  const auto first = TRY(integer_of(call.request, "first")).value_or(1);
  if (first < 1) return invalid("'first' counts from 1").at("/first");
  auto next = static_cast<std::uint64_t>(first - 1);
  std::string text;
  bool more = true;
  for (std::size_t left = limit; left > 0 && more && text.size() < kMostText;) {
    const std::size_t wanted = std::min(left, kLinesAtOnce);
    const auto lines = logs.set->lines(source, next, wanted);
    for (const auto& line : lines) text += debrief::logs::mask(line.text, desk.sets.mask_key()) + '\n';
    next += lines.size();
    left -= lines.size();
    more = lines.size() == wanted;
  }
  Response response;
  response.body = std::move(text);
  response.set("Content-Type", "text/plain; charset=utf-8");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Content-Disposition", "attachment; filename=\"masked.log\"");
  if (more) response.set("Next-Line", std::to_string(next + 1));
  return response;
}

}  // namespace

std::vector<Route> text_routes(const Desk& desk) {
  return {{"GET", "/api/v1/incidents/{number}/logs/sources/{source}/text", Action::read,
           [desk](Call& call) { return get_text(desk, call); }}};
}

}  // namespace debrief::features::evidence::logs
