// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/terminal.hpp"

#include <memory>

namespace debrief::cli {
namespace {

struct ImportOptions {
  std::vector<std::string> paths;
  bool dry_run = false;
};

struct SimilarOptions {
  std::string text, batch;
  std::int64_t limit = 10;
};

constexpr std::size_t kBatchFiles = 100;
constexpr std::size_t kBatchBytes = 8UL * 1024 * 1024;

struct Totals {
  std::int64_t documents = 0, taken = 0, refused = 0, titled = 0, dated = 0, entries = 0;
};

json::object file_json(const FoundFile& file, const std::string& bytes) {
  // JSON texts hold neither other encodings nor NUL here; such bytes travel as they are.
  if (is_utf8(bytes) && bytes.find('\0') == std::string::npos) return {{"name", file.name}, {"content", bytes}};
  return {{"name", file.name}, {"content_base64", to_base64(bytes)}};
}

void count(Totals& totals, const json::object& item) {
  ++totals.documents;
  if (!item.at("refused").is_null()) {
    ++totals.refused;
    return;
  }
  ++totals.taken;
  if (!item.at("title").is_null()) ++totals.titled;
  if (!item.at("date").is_null()) ++totals.dated;
  totals.entries += item.at("timeline_entries").to_number<std::int64_t>();
}

void show(const json::object& item, bool json) {
  if (json) return print(json::write(item));
  const auto text = [&](std::string_view key) { return harmless(json::text_at(item, key)); };
  if (!item.at("refused").is_null()) return print(fmt::format("refused  {}: {}", text("source"), text("refused")));
  print(fmt::format("taken    {}  {}  {}  ({} timeline entries)", text("source"),
                    text("date").empty() ? "no date" : text("date").substr(0, 10), text("title"),
                    item.at("timeline_entries").to_number<std::int64_t>()));
}

Result<> send_batch(ApiClient& api, json::array&& files, bool dry_run, bool json, Totals& totals) {
  if (files.empty()) return {};
  const auto answer =
      TRY(api.send_json("POST", "/api/v1/archive", {{"files", std::move(files)}, {"dry_run", dry_run}}));
  for (const auto& item : *json::array_at(answer, "items")) {
    count(totals, item.get_object());
    show(item.get_object(), json);
  }
  return {};
}

Result<Totals> run_import(ApiClient& api, const ImportOptions& options, bool json) {
  const auto files = TRY(find_files(options.paths));
  Progress progress("Reading the archive", files.size());
  Totals totals;
  json::array batch;
  std::size_t bytes_waiting = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto bytes = TRY(read_file(files[i].path));
    if (bytes_waiting + bytes.size() > kBatchBytes || batch.size() == kBatchFiles) {
      TRY(send_batch(api, std::exchange(batch, {}), options.dry_run, json, totals));
      bytes_waiting = 0;
    }
    bytes_waiting += bytes.size();
    batch.push_back(file_json(files[i], bytes));
    progress.step(i + 1);
  }
  TRY(send_batch(api, std::move(batch), options.dry_run, json, totals));
  api.catch_up();
  return totals;
}

Result<json::array> ask(ApiClient& api, const std::string& text, std::int64_t limit) {
  auto answer = TRY(api.send_json("POST", "/api/v1/similar", {{"text", text}, {"limit", limit}}));
  return std::move(answer.at("items").get_array());
}

Result<> run_batch(ApiClient& api, const SimilarOptions& options) {
  const std::string lines = TRY(read_file(options.batch));
  std::size_t number = 0;
  for (const std::string_view line : split_lines(lines)) {
    ++number;
    if (trim(line).empty()) continue;
    const auto query = json::parse(line);
    if (!query || !query->is_object() || json::text_at(query->get_object(), "id").empty())
      return invalid("{}, line {}: expected an object with 'id' and 'text'", options.batch, number);
    const std::string id(json::text_at(query->get_object(), "id"));
    for (const auto& match : TRY(ask(api, std::string(json::text_at(query->get_object(), "text")), options.limit)))
      print(fmt::format("{}\t{}\t{:.6f}", id, std::string(match.at("document").get_string()),
                        match.at("score").to_number<double>()));
  }
  return {};
}

void show_match(const json::object& match) {
  const auto text = [&](std::string_view key) { return harmless(json::text_at(match, key)); };
  print(fmt::format("{:>8.2f}  {}  {}  {}", match.at("score").to_number<double>(), text("key"),
                    text("occurred_at").substr(0, 10), text("title")));
  for (const auto& reason : *json::array_at(match, "reasons"))
    print(fmt::format("          {:>5.2f}  {}", reason.at("score").to_number<double>(),
                      harmless(json::text_at(reason.get_object(), "text"))));
}

int import_archive(ApiClient& api, const ImportOptions& options, bool json) {
  const auto totals = run_import(api, options, json);
  if (!totals) return report(totals.error());
  if (json)
    print(json::write(json::object{{"summary", json::object{{"documents", totals->documents},
                                                            {"taken", totals->taken},
                                                            {"refused", totals->refused},
                                                            {"with_title", totals->titled},
                                                            {"with_date", totals->dated},
                                                            {"timeline_entries", totals->entries}}}}));
  say(fmt::format("{} documents: {} taken ({} with title, {} with date, {} timeline entries), {} refused.{}",
                  totals->documents, totals->taken, totals->titled, totals->dated, totals->entries, totals->refused,
                  options.dry_run ? " Nothing was written (--dry-run)." : ""));
  return kDone;
}

int find_similar(ApiClient& api, const SimilarOptions& options, bool json) {
  api.catch_up();
  if (!options.batch.empty()) {
    const auto done = run_batch(api, options);
    return done ? kDone : report(done.error());
  }
  if (trim(options.text).empty())
    return report(invalid("there is no text to compare with")
                      .with_help("Give the text of an alert or a description, or --batch FILE."));
  const auto matches = ask(api, options.text, options.limit);
  if (!matches) return report(matches.error());
  if (json) {
    print(json::write(json::object{{"items", *matches}}));
    return kDone;
  }
  for (const auto& match : *matches) show_match(match.get_object());
  if (matches->empty())
    say("Nothing in the library resembles that. `debrief import PATH` takes postmortems that exist already.");
  return kDone;
}

}  // namespace

void add_import_command(const CommandLine& line) {
  const auto options = std::make_shared<ImportOptions>();
  CLI::App* command = add_command(&line.app, line, "import", "Take postmortems that exist already into the library",
                                  "  debrief import ./postmortems\n  debrief import export.jsonl --dry-run --json",
                                  [options](ApiClient& api, bool json) { return import_archive(api, *options, json); });
  command
      ->add_option("path", options->paths, "Folders and files: Markdown, Hugo and cState, AsciiDoc, text, JSON lines")
      ->required();
  command->add_flag("--dry-run", options->dry_run, "Report only, write nothing");
}

void add_similar_command(const CommandLine& line) {
  const auto options = std::make_shared<SimilarOptions>();
  CLI::App* command = add_command(&line.app, line, "similar", "Find past incidents that resemble a text",
                                  "  debrief similar \"connection pool exhausted after deploy\"\n  debrief similar "
                                  "--batch queries.jsonl --limit 100 > run.tsv",
                                  [options](ApiClient& api, bool json) { return find_similar(api, *options, json); });
  command->add_option("text", options->text, "An alert, an error, a description");
  command->add_option("--batch", options->batch,
                      "File of JSON lines with id and text; prints query, document and score, separated by tabs");
  command->add_option("--limit", options->limit, "At most this many a query")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
}

}  // namespace debrief::cli
