// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/template.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"

#include <optional>
#include <set>

namespace debrief::features::postmortems {
namespace {

constexpr std::string_view kFence = "---";

bool is_name(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

/// The name in a line that holds `{{^name}}` (mark '^') or `{{/name}}` (mark '/') and nothing else.
std::optional<std::string_view> marked(std::string_view line, char mark) {
  line = trim(line);
  if (line.size() < 6 || !line.starts_with("{{") || line[2] != mark || !line.ends_with("}}")) return std::nullopt;
  return line.substr(3, line.size() - 5);
}

Error broken(std::size_t line, std::string_view what) {
  return invalid("the template cannot be read: {}", what).at(fmt::format("line {}", line));
}

Result<> set_field(Template& form, std::string_view line, std::size_t number) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return broken(number, "expected `name: value`");
  const std::string_view name = trim(line.substr(0, colon));
  const std::string value(trim(line.substr(colon + 1)));
  if (name == "id") form.id = value;
  else if (name == "name") form.name = value;
  else if (name == "description") form.description = value;
  else if (name == "source") form.source = value;
  else return broken(number, "the front matter knows id, name, description and source only");
  return {};
}

/// Calls `each(name)` for every placeholder of a line. Errors: invalid when one is not closed or not a name.
template <class Each>
Result<> each_placeholder(std::string_view line, std::size_t number, const Each& each) {
  for (std::size_t at = line.find("{{"); at != std::string_view::npos; at = line.find("{{", at)) {
    const std::size_t end = line.find("}}", at);
    if (end == std::string_view::npos) return broken(number, "a placeholder is not closed");
    const std::string_view name = line.substr(at + 2, end - at - 2);
    if (!is_name(name)) return broken(number, "a placeholder's name has small letters and _ only");
    each(name);
    at = end + 2;
  }
  return {};
}

Result<> check_body(const std::vector<std::string_view>& lines, std::size_t first) {
  std::string_view open;  // name of the conditional part, empty outside of any
  for (std::size_t i = first; i < lines.size(); ++i) {
    if (const auto begun = marked(lines[i], '^')) {
      if (!open.empty() || !is_name(*begun)) return broken(i + 1, "a conditional part begins inside another one");
      open = *begun;
    } else if (const auto ended = marked(lines[i], '/')) {
      if (open.empty() || open != *ended) return broken(i + 1, "a conditional part ends that did not begin");
      open = {};
    } else {
      TRY(each_placeholder(lines[i], i + 1, [](std::string_view) {}));
    }
  }
  if (!open.empty()) return broken(lines.size(), "a conditional part does not end");
  return {};
}

std::string replace_in(std::string_view line, const std::map<std::string, std::string>& values) {
  std::string out;
  while (true) {
    const std::size_t at = line.find("{{");
    const std::size_t end = at == std::string_view::npos ? at : line.find("}}", at);
    if (end == std::string_view::npos) return out.append(line);
    out.append(line.substr(0, at));
    const auto value = values.find(std::string(line.substr(at + 2, end - at - 2)));
    if (value != values.end()) out += value->second;
    line.remove_prefix(end + 2);
  }
}

/// At most one blank line in a row, none at the ends of the text.
std::string without_gaps(const std::string& text) {
  std::string out;
  std::size_t newlines = 2;
  for (const char c : text) {
    newlines = c == '\n' ? newlines + 1 : 0;
    if (newlines <= 2) out += c;
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

}  // namespace

Result<Template> parse_template(std::string_view text) {
  const auto lines = split_lines(text);
  if (lines.empty() || lines[0] != kFence) return broken(1, "it must begin with a line ---");
  Template form;
  std::size_t line = 1;
  for (; line < lines.size() && lines[line] != kFence; ++line) TRY(set_field(form, lines[line], line + 1));
  if (line == lines.size()) return broken(line, "the front matter does not end with a line ---");
  if (!is_name(form.id) || form.name.empty() || form.description.empty() || form.source.empty())
    return broken(1, "the front matter needs id (small letters and _), name, description and source");
  TRY(check_body(lines, line + 1));
  for (std::size_t i = line + 1; i < lines.size(); ++i) form.body.append(lines[i]).append("\n");
  for (const Section& section : outline(form.body))
    if (section.level == 2) form.sections.push_back(section.title);
  return form;
}

std::vector<std::string> placeholders_of(const Template& form) {
  std::set<std::string> names;
  for (const std::string_view line : split_lines(form.body)) {
    if (const auto begun = marked(line, '^')) names.emplace(*begun);
    else if (!marked(line, '/')) (void)each_placeholder(line, 0, [&](std::string_view name) { names.emplace(name); });
  }
  return {names.begin(), names.end()};
}

std::string fill(const Template& form, const std::map<std::string, std::string>& values) {
  std::string out;
  bool skipping = false;
  for (const std::string_view line : split_lines(form.body)) {
    if (const auto begun = marked(line, '^')) {
      const auto value = values.find(std::string(*begun));
      skipping = value != values.end() && !value->second.empty();
    } else if (marked(line, '/')) {
      skipping = false;
    } else if (!skipping) {
      out.append(replace_in(line, values)).append("\n");
    }
  }
  return without_gaps(out);
}

}  // namespace debrief::features::postmortems
