// SPDX-License-Identifier: Apache-2.0
#include "logs/set/query.hpp"

#include "base/text.hpp"
#include "logs/secrets/secrets.hpp"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>

namespace debrief::logs {
namespace {

constexpr int kShortestAtom = 3;
constexpr std::size_t kMostAtoms = 16;
constexpr std::int64_t kPatternMemory = 32L << 20;

using Verify = std::function<bool(std::uint32_t skeleton, std::uint32_t source, std::string_view line)>;

// A word as grep -w has it: no letter, digit or underscore on either side.
std::string word_pattern(std::string_view text) {
  return "(?:^|\\W)" + RE2::QuoteMeta(std::string(text)) + "(?:\\W|$)";
}

RE2::Options options_for(const Query& query) {
  RE2::Options options;
  options.set_case_sensitive(!query.ignore_case);
  options.set_log_errors(false);
  options.set_max_mem(kPatternMemory);
  options.set_encoding(is_utf8(query.text) ? RE2::Options::EncodingUTF8 : RE2::Options::EncodingLatin1);
  return options;
}

// Texts of which a line must hold one to match; none when the pattern has no such texts.
std::vector<std::string> required_texts(const std::string& pattern, const RE2::Options& options) {
  re2::FilteredRE2 filter(kShortestAtom);
  int id = 0;
  if (filter.Add(pattern, options, &id) != RE2::NoError) return {};
  std::vector<std::string> atoms;
  filter.Compile(&atoms);
  std::vector<int> without;
  filter.AllPotentials({}, &without);
  if (!without.empty() || atoms.size() > kMostAtoms) return {};
  return atoms;
}

Result<std::shared_ptr<const RE2>> compile(const Query& query, const std::string& pattern) {
  auto compiled = std::make_shared<const RE2>(pattern, options_for(query));
  if (!compiled->ok())
    return make_error(ErrorCode::invalid, "the regular expression cannot be used: {}", compiled->error())
        .with_help("Look-around and back references are not supported; a backslash takes its meaning from a character.")
        .at("text");
  return compiled;
}

Verify matches(std::shared_ptr<const RE2> pattern) {
  return [pattern = std::move(pattern)](std::uint32_t, std::uint32_t, std::string_view line) {
    return RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), *pattern);
  };
}

bool has_fields(const Format& format, const std::vector<std::pair<std::string, std::string>>& wanted,
                std::string_view line) {
  const auto parsed = format.parse(line);
  if (!parsed) return false;
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& one) {
    return std::any_of(parsed->fields.begin(), parsed->fields.end(),
                       [&](const Field& field) { return field.name == one.first && field.value == one.second; });
  });
}

// The texts of a pattern that is nothing but "one|another": a line that has one of them matches. None for other
// patterns.
std::vector<std::string> alternatives_in(const std::string& pattern) {
  std::vector<std::string> texts;
  for (const std::string_view text : split(pattern, '|')) {
    const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
      return c >= ' ' && c < 0x7f && std::string_view("\\^$.[]()*+?{}").find(c) == std::string_view::npos;
    });
    if (!plain || texts.size() == kMostAtoms) return {};
    texts.emplace_back(text);
  }
  return texts;
}

// True of lines as they are shown that have one of the needles.
Verify has_needle(std::vector<Needle> needles) {
  return [needles = std::move(needles)](std::uint32_t, std::uint32_t, std::string_view line) {
    return std::any_of(needles.begin(), needles.end(), [&](const Needle& needle) { return needle.in(line); });
  };
}

Verify all_of(std::vector<Verify> checks) {
  if (checks.size() == 1) return std::move(checks.front());
  return [checks = std::move(checks)](std::uint32_t skeleton, std::uint32_t source, std::string_view line) {
    return std::all_of(checks.begin(), checks.end(),
                       [&](const Verify& check) { return check(skeleton, source, line); });
  };
}

// Short of what a mask would hide, the line is as it is shown.
Verify on_masked(Verify check, const std::string& key) {
  return [check = std::move(check), key](std::uint32_t skeleton, std::uint32_t source, std::string_view line) {
    const auto secrets = find_secrets(line);
    return secrets.empty() ? check(skeleton, source, line) : check(skeleton, source, mask(line, secrets, key));
  };
}

// Needles and checks for the text.
Result<> add_text(const Query& query, LineQuery& out, std::vector<Verify>& checks) {
  if (query.text.empty()) return {};
  if (query.match == Match::pattern) {
    for (const std::string& text : alternatives_in(query.text)) out.needles.emplace_back(text, query.ignore_case);
    if (!out.needles.empty()) {
      if (query.masked) checks.push_back(has_needle(out.needles));
      return {};
    }
    checks.push_back(matches(TRY(compile(query, query.text))));
    // The texts are in lower case.
    for (const std::string& text : required_texts(query.text, options_for(query))) out.needles.emplace_back(text, true);
    return {};
  }
  out.needles.emplace_back(query.text, query.ignore_case);
  if (query.match == Match::word) {
    checks.push_back(matches(TRY(compile(query, word_pattern(query.text)))));
  } else if (query.masked) {
    checks.push_back(has_needle(out.needles));
  }
  return {};
}

void add_fields(const Query& query, const std::shared_ptr<const Messages>& messages, LineQuery& out,
                std::vector<Verify>& checks) {
  if (query.fields.empty()) return;
  // The value stands in the line, unless the line writes it with escapes.
  const std::string& value = query.fields.front().second;
  if (out.needles.empty() && !value.empty() && value.find_first_of("\\\"\n\t") == std::string::npos)
    out.needles.emplace_back(value, false);
  checks.push_back([messages, fields = query.fields](std::uint32_t, std::uint32_t source, std::string_view line) {
    return has_fields(messages->format_of(source), fields, line);
  });
}

}  // namespace

Result<LineQuery> to_line_query(const Query& query, std::shared_ptr<const Messages> messages) {
  LineQuery out;
  out.sources = query.sources;
  out.from_ns = query.from_ns;
  out.until_ns = query.until_ns;
  out.deadline = query.deadline;
  std::vector<Verify> checks;
  TRY(add_text(query, out, checks));
  add_fields(query, messages, out, checks);
  if (query.masked && !checks.empty()) checks = {on_masked(all_of(std::move(checks)), query.mask_key)};
  const auto has_level = [levels = query.levels](Level level) {
    return std::find(levels.begin(), levels.end(), level) != levels.end();
  };
  // Without other checks, only lines whose level stands in a variable are looked at.
  if (checks.empty())
    out.must_verify = [messages](std::uint32_t skeleton) { return !messages->has_one_level(skeleton); };
  if (!query.levels.empty())
    checks.push_back([messages, has_level](std::uint32_t skeleton, std::uint32_t source, std::string_view line) {
      return has_level(messages->level_of(skeleton, source, line));
    });
  out.admits = [messages, has_level, levels = query.levels, templates = query.templates](std::uint32_t skeleton) {
    const Message* message = messages->find(skeleton);
    if (!levels.empty() && message != nullptr && !message->level_varies && !has_level(message->level)) return false;
    if (templates.empty()) return true;
    const Template* one = messages->template_of(skeleton);
    return one != nullptr && std::find(templates.begin(), templates.end(), one->id) != templates.end();
  };
  if (!checks.empty()) out.verify = all_of(std::move(checks));
  return out;
}

}  // namespace debrief::logs
