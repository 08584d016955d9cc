// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"
#include "base/text.hpp"
#include "cli/client.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <unistd.h>
#include <algorithm>

#include <memory>

namespace debrief::cli {
namespace {

struct SearchOptions {
  std::vector<std::string> words;
  std::int64_t limit = 20;
};

// What was found stands out on a terminal, and is plain text elsewhere.
std::string text_of(const json::object& hit, std::string_view key, bool marked) {
  std::string text;
  const json::array* pieces = json::array_at(hit, key);
  if (pieces == nullptr) return text;
  for (const json::value& piece : *pieces) {
    const std::string plain = harmless(json::text_at(piece.get_object(), "text"));
    const bool is_hit = marked && piece.at("hit").as_bool();
    text += is_hit ? "\x1b[1m" + plain + "\x1b[0m" : plain;
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

void show_hit(const json::object& hit, bool marked) {
  const auto text = [&](std::string_view key) { return harmless(json::text_at(hit, key)); };
  print(fmt::format("{:<10}  {:<8}  {}  {}", text("kind"), text("key"), text("at").substr(0, 10),
                    text_of(hit, "title", marked)));
  if (const std::string excerpt = text_of(hit, "excerpt", marked); !trim(excerpt).empty())
    print("            " + excerpt);
  print("            " + text("target"));
}

// A word of the shell that holds blanks is a phrase, unless it is written as one already.
std::string query_of(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) {
    if (!query.empty()) query += ' ';
    const bool phrase = words.size() > 1 && word.find(' ') != std::string::npos && word.find('"') == std::string::npos;
    query += phrase ? '"' + word + '"' : word;
  }
  // Behind a blank the last word is finished: who types at a prompt does not type on.
  return query + ' ';
}

int search_everything(ApiClient& api, const SearchOptions& options, bool json) {
  api.catch_up();
  const auto answer =
      api.get("/api/v1/search", {{"q", query_of(options.words)}, {"limit", std::to_string(options.limit)}});
  if (!answer) return report(answer.error());
  const json::array& items = *json::array_at(*answer, "items");
  if (json) {
    print(json::write(*answer));
    return items.empty() ? 1 : kDone;
  }
  if (const auto corrected = json::text_at(*answer, "corrected"); !corrected.empty())
    say(fmt::format("Nothing has those words. Found instead: {}", harmless(corrected)));
  for (const json::value& item : items) show_hit(item.get_object(), ::isatty(STDOUT_FILENO) == 1);
  if (items.empty()) say("Nothing was found. `debrief similar` finds what resembles a text.");
  const auto total = answer->at("total").as_int64();
  if (total > static_cast<std::int64_t>(items.size()))
    say(fmt::format("{} of {} shown; --limit shows more.", items.size(), total));
  return items.empty() ? 1 : kDone;
}

}  // namespace

void add_search_command(const CommandLine& line) {
  const auto options = std::make_shared<SearchOptions>();
  CLI::App* command =
      add_command(&line.app, line, "search",
                  "Find anything by words: incidents, timelines, evidence, postmortems, actions, runbooks",
                  "  debrief search pool exhausted\n  debrief search kind:action service:checkout certificate\n  "
                  "debrief search '\"closed by peer\"' after:2026-03 -retry --json",
                  [options](ApiClient& api, bool json) { return search_everything(api, *options, json); });
  command
      ->add_option(
          "words", options->words,
          "Words and operators: \"in this order\", -without, one OR other, kind: service: severity: in: after: before:")
      ->required();
  command->add_option("--limit", options->limit, "At most this many")->check(CLI::Range(1, 50))->capture_default_str();
}

}  // namespace debrief::cli
