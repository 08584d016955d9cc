// SPDX-License-Identifier: Apache-2.0
#include "cli/lint_command.hpp"

#include "cli/commands.hpp"

#include "base/json.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"
#include "lint/lint.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace debrief::cli {
namespace {

constexpr std::string_view kStandardInput = "-";

struct Text {
  std::string name;
  std::string markdown;
};

Result<std::string> read_standard_input() {
  std::string text;
  std::array<char, 65'536> part{};
  while (text.size() <= lint::kTextLimit) {
    const ssize_t count = ::read(STDIN_FILENO, part.data(), part.size());
    if (count == 0) break;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return invalid("standard input cannot be read: {}", std::strerror(errno));
    text.append(part.data(), static_cast<std::size_t>(count));
  }
  return text;
}

Result<std::vector<Text>> read_texts(const std::vector<std::string>& paths) {
  std::vector<Text> texts;
  for (const std::string& path : paths) {
    if (path == kStandardInput) {
      texts.push_back({"<stdin>", TRY(read_standard_input())});
      continue;
    }
    const bool folder = std::filesystem::is_directory(path);
    for (const FoundFile& file : TRY(find_files({path})))
      if (!folder || file.path.extension() == ".md") texts.push_back({file.path.string(), TRY(read_file(file.path))});
  }
  for (const Text& text : texts)
    if (text.markdown.size() > lint::kTextLimit)
      return too_large("{} is larger than {} bytes", text.name, lint::kTextLimit);
  if (texts.empty()) return invalid("there is no .md file below these folders");
  return texts;
}

std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

Result<const lint::Language*> get_language(const LintOptions& options) {
  const lint::Language* language = lint::find_language(options.language);
  if (language == nullptr)
    return invalid("there are no rules for the language '{}'", options.language)
        .at("--language")
        .with_help("These exist: " + listed(lint::language_ids()) + ".");
  std::vector<std::string> names;
  for (const lint::Rule& rule : language->rules) names.push_back(rule.id);
  for (const std::string& rule : options.rules)
    if (language->find_rule(rule) == nullptr)
      return invalid("there is no rule '{}'", rule).at("--rule").with_help("These exist: " + listed(names) + ".");
  return language;
}

/// Escape sequences, where somebody looks on.
struct Style {
  const char *place = "", *question = "", *plain = "";

  static Style of_output() {
    const char* refused = std::getenv("NO_COLOR");
    if (::isatty(STDOUT_FILENO) != 1 || (refused != nullptr && *refused != '\0')) return {};
    return {"\033[1m", "\033[36m", "\033[0m"};
  }
};

void print_remark(const Text& text, const lint::Remark& remark, const Style& style) {
  print(fmt::format("{}{}:{}:{}:{} {} [{}]\n    {}{}{}", style.place, harmless(text.name), remark.line, remark.column,
                    style.plain, harmless(remark.message), remark.rule, style.question, harmless(remark.question),
                    style.plain));
}

void print_json(const Text& text, const lint::Remark& remark) {
  print(json::write(json::object{{"rule", remark.rule},
                                 {"line", remark.line},
                                 {"column", remark.column},
                                 {"length", remark.length},
                                 {"message", remark.message},
                                 {"question", remark.question},
                                 {"file", text.name}}));
}

std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

int lint(const LintOptions& options, bool json) {
  const auto language = get_language(options);
  if (!language) return report(language.error());
  const auto texts = read_texts(options.paths);
  if (!texts) return report(texts.error());
  const Style style = Style::of_output();
  std::size_t count = 0;
  for (const Text& text : *texts)
    for (const lint::Remark& remark : lint::lint(text.markdown, **language, {options.rules})) {
      if (json) print_json(text, remark);
      else print_remark(text, remark, style);
      ++count;
    }
  if (!json) say(counted(count, "remark") + " in " + counted(texts->size(), "file"));
  return count == 0 ? kDone : kRemarked;
}

void add_lint_command(const CommandLine& line) {
  const auto options = std::make_shared<LintOptions>();
  CLI::App* command = add_command_here(
      &line.app, line, "lint", "Look for blame, vague actions and unsupported claims in Markdown",
      "  debrief lint INC-42.md\n  debrief lint docs/postmortems --json | jq -r .rule | sort | uniq -c\n"
      "  debrief postmortem export INC-42 | debrief lint - --rule counterfactual --rule person-as-cause\n"
      "Exit codes: 0 no remarks, 1 remarks, 2 bad usage or trouble.",
      [options](bool json) { return lint(*options, json); });
  command->add_option("file", options->paths, "Markdown files, folders, or - for standard input")->required();
  command->add_option("--rule", options->rules, "Only this rule; may be repeated");
  command->add_option("--language", options->language, "Language of the text")->capture_default_str();
}

}  // namespace debrief::cli
