// SPDX-License-Identifier: Apache-2.0
#include "features/runbooks/steps.hpp"

#include "base/markdown.hpp"
#include "base/text.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <string>

namespace debrief::features::runbooks {
namespace {

using domain::RunbookStep;
using domain::StepOrigin;

constexpr std::size_t kLongestTitle = 300;
constexpr std::size_t kLongestKey = 80;
constexpr std::size_t kMostOrigins = 20;

std::size_t indent_of(std::string_view line) {
  std::size_t width = 0;
  for (const char c : line) {
    if (c == ' ') ++width;
    else if (c == '\t') width += 4 - width % 4;
    else break;
  }
  return width;
}

/// Without up to `columns` columns of white space in front.
std::string dedent(std::string_view line, std::size_t columns) {
  std::size_t width = 0;
  while (!line.empty() && width < columns && (line.front() == ' ' || line.front() == '\t')) {
    width += line.front() == '\t' ? 4 - width % 4 : 1;
    line.remove_prefix(1);
  }
  return width > columns ? std::string(width - columns, ' ') + std::string(line) : std::string(line);
}

/// The marker that begins a step.
struct Marker {
  std::size_t content = 0;  ///< the column where its text begins
  bool is_one = false;      ///< its number is 1
};

std::optional<Marker> marker_of(std::string_view line) {
  std::size_t end = 0;
  while (end < line.size() && std::isdigit(static_cast<unsigned char>(line[end])) != 0) ++end;
  const std::size_t digits = end;
  if (digits == 0 || digits > 9 || end >= line.size() || (line[end] != '.' && line[end] != ')')) return std::nullopt;
  ++end;
  if (end < line.size() && line[end] != ' ' && line[end] != '\t') return std::nullopt;
  if (trim(line.substr(end)).empty()) return std::nullopt;
  return Marker{end + 1, line.substr(0, digits) == "1"};
}

/// The characters of the fence that a line opens or closes, at least three of "`" or "~"; empty when it is none.
std::string_view fence_of(std::string_view line) {
  const std::string_view text = trim(line);
  if (text.empty() || (text.front() != '`' && text.front() != '~')) return {};
  std::size_t length = 0;
  while (length < text.size() && text[length] == text.front()) ++length;
  return length < 3 ? std::string_view() : text.substr(0, length);
}

std::optional<std::string> heading_of(std::string_view line) {
  static const RE2 kHeading(R"(^ {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$)");
  std::string text;
  if (!RE2::FullMatch({line.data(), line.size()}, kHeading, &text)) return std::nullopt;
  return std::string(trim(plain_text(text)));
}

std::vector<StepOrigin> origins_in(std::string_view markdown) {
  static const RE2 kLink(R"(\]\(/incidents/(\d{1,9})(?:/[a-z/]*)?(?:\?[^)#\s]*)?(?:#entry-(\d{1,18})|#[^)\s]*)?\))");
  re2::StringPiece rest(markdown.data(), markdown.size());
  std::vector<StepOrigin> origins;
  std::string incident;
  std::string entry;
  while (origins.size() < kMostOrigins && RE2::FindAndConsume(&rest, kLink, &incident, &entry)) {
    StepOrigin origin{std::stoll(incident), std::nullopt};
    if (!entry.empty()) origin.entry = std::stoll(entry);
    const auto same = [&](const StepOrigin& o) { return o.incident == origin.incident && o.entry == origin.entry; };
    if (std::none_of(origins.begin(), origins.end(), same)) origins.push_back(origin);
  }
  return origins;
}

std::string title_of(std::string markdown) {
  static const RE2 kSourceLink(R"(\s*\(?\[[^\]]*\]\(/incidents/\d[^)\s]*\)\)?)");
  RE2::GlobalReplace(&markdown, kSourceLink, "");
  const std::string plain = plain_text(markdown);
  for (const std::string_view line : split_lines(plain))
    if (const auto text = trim(line); !text.empty()) return shorten(text, kLongestTitle);
  return {};
}

/// Letters and digits of the title, in lower case, with "-" between words.
std::string slug_of(std::string_view title) {
  std::string slug;
  for (const char c : to_lower(title)) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) slug += c;
    else if (!slug.empty() && slug.back() != '-') slug += '-';
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  if (slug.size() > kLongestKey) slug.resize(kLongestKey);
  return to_utf8(slug.empty() ? "step" : slug);
}

/// Goes through the lines and gathers the text of steps.
class Reader {
 public:
  void take(std::string_view line) {
    if (!fence_.empty()) return take_code(line);
    const bool blank = trim(line).empty();
    if (step_ && !blank && indent_of(line) >= content_) return keep(line);
    if (const auto marker = marker_of(line); marker && (!in_paragraph_ || step_ || marker->is_one)) return begin(line, *marker);
    if (const auto heading = heading_of(line)) {
      step_ = false;
      in_paragraph_ = false;
      section_ = *heading;
      return;
    }
    if (step_ && (blank || goes_on(line))) return keep(line);
    step_ = false;
    open_fence(line);
    in_paragraph_ = !blank && fence_.empty() && line.front() != '>';
  }

  std::vector<RunbookStep> finish() {
    std::map<std::string, int> seen;
    for (RunbookStep& step : steps_) {
      while (!step.markdown.empty() && (step.markdown.back() == '\n' || step.markdown.back() == ' ')) step.markdown.pop_back();
      step.origins = origins_in(step.markdown);
      step.title = title_of(step.markdown);
      step.key = slug_of(step.title);
      if (const int count = ++seen[step.key]; count > 1) step.key += "-" + std::to_string(count);
    }
    return std::move(steps_);
  }

 private:
  void begin(std::string_view line, const Marker& marker) {
    steps_.push_back({"", section_, "", std::string(trim(line.substr(marker.content))) + "\n", {}});
    content_ = marker.content;
    step_ = true;
    in_paragraph_ = false;
    after_blank_ = false;
    open_fence(line.substr(marker.content));
  }

  void keep(std::string_view line) {
    after_blank_ = trim(line).empty();
    steps_.back().markdown += dedent(line, content_) + "\n";
    open_fence(line);
  }

  void take_code(std::string_view line) {
    if (step_) steps_.back().markdown += dedent(line, content_) + "\n";
    const std::string_view text = trim(line);
    const std::string_view end = fence_of(line);
    if (end.size() == text.size() && end.starts_with(fence_)) fence_.clear();
  }

  void open_fence(std::string_view line) { fence_ = std::string(fence_of(line)); }

  /// A line that is less indented goes on with a step's paragraph where nothing else begins.
  [[nodiscard]] bool goes_on(std::string_view line) const {
    const std::string_view text = trim(line);
    static const RE2 kBegins(R"(^(?:[-*+>|]|#{1,6}\s|```|~~~|<))");
    return !after_blank_ && !RE2::PartialMatch({text.data(), text.size()}, kBegins);
  }

  std::vector<RunbookStep> steps_;
  std::string section_;
  std::string fence_;           // open code, else empty
  std::size_t content_ = 0;     // of the step at hand
  bool step_ = false;           // within one
  bool after_blank_ = false;    // in a step
  bool in_paragraph_ = false;   // outside of steps
};

}  // namespace

std::vector<RunbookStep> read_steps(std::string_view markdown) {
  const std::string text = to_utf8(markdown);
  Reader reader;
  for (const std::string_view line : split_lines(text)) reader.take(line);
  return reader.finish();
}

}  // namespace debrief::features::runbooks
