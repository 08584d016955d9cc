// SPDX-License-Identifier: Apache-2.0
#include "cli/commands.hpp"
#include "cli/logs_commands.hpp"

#include <memory>

namespace debrief::cli {
namespace {

void add_log_paths(CLI::App* command, LogsReadOptions& options) {
  command
      ->add_option("path", options.paths,
                   "Files, folders, archives, - for standard input, or a folder made by `logs add`")
      ->required();
  command->add_option("--formats", options.formats, "Folder with log formats of your own");
  command->add_option("--zone", options.zone, "Time zone of stamps that name none; UTC by default");
}

void add_logs_search(CLI::App* logs, const CommandLine& line) {
  const auto options = std::make_shared<LogsSearchOptions>();
  CLI::App* command =
      add_command_here(logs, line, "search", "Print lines that hold a text, in the order of time across all sources",
                       "  debrief logs search 'pool exhausted' /var/log/shop\n"
                       "  debrief logs search -e 'timeout after [0-9]{4,} ms' app.tar.gz --level error\n"
                       "Exit codes: 0 lines were found, 1 none, 2 bad usage or trouble.",
                       [options](bool json) { return search_logs(*options, json); });
  command->add_option("text", options->text, "What to find; empty for all lines")->required();
  add_log_paths(command, options->read);
  command->add_flag("-w,--word", options->word, "Only as a whole word");
  command->add_flag("-e,--pattern", options->pattern, "The text is a regular expression (RE2)");
  command->add_flag("-i,--ignore-case", options->ignore_case, "Upper and lower case are one");
  command->add_flag("-c,--count", options->count, "Print how many lines there are");
  command->add_option("-n,--limit", options->limit, "Print so many lines at most")->check(CLI::NonNegativeNumber);
  command->add_option("-C,--context", options->context, "Print so many lines before and after each")
      ->check(CLI::NonNegativeNumber);
  command->add_option("--level", options->levels, "Only this level (error, warning, …); may be repeated");
  command->add_option("--template", options->templates, "Only this kind of message, by its id; may be repeated");
  command->add_option("--source", options->sources, "Only sources with this in their name; may be repeated");
  command->add_option("--field", options->fields,
                      "Only lines in which a part has this value: status=500; may be repeated");
  command->add_option("--from", options->from, "Not before this time");
  command->add_option("--until", options->until, "Before this time");
  command->add_flag("--show-secrets", options->show_secrets, "Print passwords, tokens and addresses as they are");
}

void add_logs_add(CLI::App* logs, const CommandLine& line) {
  const auto options = std::make_shared<LogsAddOptions>();
  CLI::App* command = add_command_here(logs, line, "add", "Index logs into a folder, for searches that need no reading",
                                       "  debrief logs add incident-42.logs /var/log/shop dump.tar.zst\n"
                                       "  debrief logs search exhausted incident-42.logs",
                                       [options](bool json) { return add_logs(*options, json); });
  command->add_option("store", options->store, "Folder of the index; made when it is missing")->required();
  add_log_paths(command, options->read);
}

void add_logs_templates(CLI::App* logs, const CommandLine& line) {
  const auto options = std::make_shared<LogsTemplatesOptions>();
  CLI::App* command = add_command_here(logs, line, "templates", "List the kinds of messages",
                                       "  debrief logs templates app.log\n  debrief logs templates app.log --tsv",
                                       [options](bool json) { return list_log_templates(*options, json); });
  add_log_paths(command, options->read);
  command->add_flag("--tsv", options->tsv, "For each line its template: id, tab, text");
}

void add_logs_compare(CLI::App* logs, const CommandLine& line) {
  const auto options = std::make_shared<LogsCompareOptions>();
  CLI::App* command =
      add_command_here(logs, line, "compare", "What is new, gone or more frequent in a time than before it",
                       "  debrief logs compare app.log --from 2026-11-20T09:30:00Z --until 2026-11-20T10:00:00Z",
                       [options](bool json) { return compare_logs(*options, json); });
  add_log_paths(command, options->read);
  command->add_option("--from", options->from, "When it began")->required();
  command->add_option("--until", options->until, "When it ended")->required();
  command->add_option("--baseline-from", options->baseline_from,
                      "What to compare with; the same length before it by default");
  command->add_option("--baseline-until", options->baseline_until, "Where that ends");
}

void add_logs_follow(CLI::App* logs, const CommandLine& line) {
  const auto options = std::make_shared<LogsFollowOptions>();
  CLI::App* command =
      add_command_here(logs, line, "follow", "Send what a file gains to an incident, or index it, until it is stopped",
                       "  debrief logs follow INC-42 /var/log/shop/app.log --server https://debrief.example.com\n"
                       "  debrief logs follow incident.logs /var/log/shop/app.log",
                       [options, with_api = line.with_api](bool) {
                         if (!names_incident(options->store)) return follow_log(*options);
                         return with_api([&](ApiClient& api) { return send_log(api, *options); });
                       });
  command->add_option("into", options->store, "An incident, such as INC-42, or the folder of an index")->required();
  command->add_option("file", options->file, "The file; it may be rotated")->required();
  command->add_option("--source", options->source, "What the incident's logs call it; host and path by default");
  command->add_flag("--once", options->once, "End when all that the file has was sent");
}

}  // namespace

void add_logs_commands(const CommandLine& line) {
  CLI::App* logs = add_group(line, "logs", "Search and compare logs in any form, without a server");
  add_logs_search(logs, line);
  add_logs_add(logs, line);
  add_logs_templates(logs, line);
  add_logs_compare(logs, line);
  add_logs_follow(logs, line);
  const auto store = std::make_shared<std::string>();
  add_command_here(logs, line, "recompress", "Make an index smaller that does not grow any more",
                   "  debrief logs recompress incident-42.logs", [store](bool) { return recompress_logs(*store); })
      ->add_option("store", *store, "Folder of the index")
      ->required();
  const auto format = std::make_shared<std::string>();
  add_command_here(logs, line, "check-format", "Try a log format on its own samples",
                   "  debrief logs check-format shop.toml", [format](bool) { return check_log_format(*format); })
      ->add_option("file", *format, "TOML file; docs/logs-formats.md tells its form")
      ->required();
}

}  // namespace debrief::cli
