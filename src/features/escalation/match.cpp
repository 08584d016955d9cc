// SPDX-License-Identifier: Apache-2.0
#include "features/escalation/match.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

namespace debrief::features::escalation {
namespace {

using domain::Kind;

constexpr std::size_t kMostServices = 50;

RE2::Options expression_options() {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  return options;
}

// The ids of the ranks are fixed, "sev1" is the worst: their order is that of their texts.
bool is_rank(std::string_view id) { return id.size() == 4 && id.starts_with("sev") && id[3] >= '1' && id[3] <= '5'; }

std::optional<std::string> severity_reason(const std::string& least, const Subject& subject) {
  if (!subject.severity || !is_rank(*subject.severity) || *subject.severity > least) return std::nullopt;
  return fmt::format("severity is {}", subject.severity_name);
}

std::optional<std::string> service_reason(const std::vector<std::string>& services, const Subject& subject) {
  for (const std::string& concerned : subject.services)
    for (const std::string& wanted : services)
      if (to_lower(wanted) == to_lower(concerned)) return fmt::format("service {} is concerned", concerned);
  return std::nullopt;
}

std::optional<std::string> words_reason(const std::string& words, const Subject& subject) {
  const RE2 expression(words, expression_options());
  const std::string text = (subject.title + "\n" + subject.summary).substr(0, kWordsSearched);
  re2::StringPiece found;
  if (!expression.ok() || !expression.Match(text, 0, text.size(), RE2::UNANCHORED, &found, 1)) return std::nullopt;
  const std::string said = to_utf8(trim(std::string_view(found.data(), found.size())));
  return said.empty() ? std::string("its words match") : fmt::format("it says “{}”", shorten(said, 60));
}

bool is_of_kind(const std::vector<Kind>& kinds, Kind kind) {
  if (kinds.empty()) return kind == Kind::normal;
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

Result<std::vector<Kind>> read_kinds(json::Fields& in) {
  std::vector<Kind> kinds;
  const auto named = TRY(in.texts("kinds", 10));
  for (const std::string& name : named) {
    const auto kind = domain::kind_from(name);
    if (!kind || *kind == Kind::backfilled)
      return invalid("there is no kind '{}' of incidents that run", shorten(name, 60)).at(in.path_of("kinds"));
    if (std::find(kinds.begin(), kinds.end(), *kind) == kinds.end()) kinds.push_back(*kind);
  }
  return kinds;
}

}  // namespace

Result<Match> read_match(const json::value* document, const std::string& path) {
  Match match;
  if (document == nullptr || document->is_null()) return match;
  auto in = TRY(json::Fields::of(*document, path));
  match.severity = TRY(in.optional_text("severity", 60));
  const auto services = TRY(in.texts("services", kMostServices));
  match.kinds = TRY(read_kinds(in));
  match.words = std::string(trim(TRY(in.optional_text("words", kLongestWords)).value_or("")));
  TRY(in.done());
  if (match.severity && match.severity->empty()) match.severity.reset();
  if (match.severity && !is_rank(*match.severity))
    return invalid("there is no severity '{}'", shorten(*match.severity, 60)).at(in.path_of("severity")).with_help("Use one of sev1 to sev5.");
  for (const std::string& service : services) {
    const std::string name(trim(service));
    if (name.empty() || name.size() > 200) return invalid("'services' are names of services").at(in.path_of("services"));
    match.services.push_back(name);
  }
  const RE2 expression(match.words, expression_options());
  if (!expression.ok())
    return invalid("'{}' is no regular expression: {}", shorten(match.words, 60), expression.error())
        .at(in.path_of("words"))
        .with_help("Use RE2 syntax, such as `payment|refund`; write \\. for a dot.");
  return match;
}

json::object to_json(const Match& match) {
  json::array services, kinds;
  for (const auto& service : match.services) services.emplace_back(service);
  for (const Kind kind : match.kinds) kinds.emplace_back(domain::to_text(kind));
  return {{"severity", json::or_null(match.severity)},
          {"services", std::move(services)},
          {"kinds", std::move(kinds)},
          {"words", match.words}};
}

std::string head_of(const Subject& subject) {
  std::string head;
  if (subject.kind == Kind::drill) head = "Drill, ";
  if (subject.kind == Kind::near_miss) head = "Near miss, ";
  if (subject.severity) head += subject.severity_name + ", ";
  return head + domain::incident_key(subject.number);
}

std::optional<std::string> reason_of(const Match& match, const Subject& subject) {
  if (!is_of_kind(match.kinds, subject.kind)) return std::nullopt;
  std::vector<std::string> reasons;
  const auto add = [&](std::optional<std::string> reason) {
    if (reason) reasons.push_back(*std::move(reason));
    return reason.has_value();
  };
  if (match.severity && !add(severity_reason(*match.severity, subject))) return std::nullopt;
  if (!match.services.empty() && !add(service_reason(match.services, subject))) return std::nullopt;
  if (!match.words.empty() && !add(words_reason(match.words, subject))) return std::nullopt;
  if (reasons.empty()) return "every incident is meant";
  if (reasons.size() == 1) return reasons.front();
  std::string text = reasons.front();
  for (std::size_t i = 1; i < reasons.size(); ++i) text += (i + 1 == reasons.size() ? " and " : ", ") + reasons[i];
  return text;
}

}  // namespace debrief::features::escalation
