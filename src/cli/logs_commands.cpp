// SPDX-License-Identifier: Apache-2.0
#include "cli/logs_commands.hpp"

#include "base/ids.hpp"
#include "base/json.hpp"
#include "base/nanoseconds.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "cli/files.hpp"
#include "cli/opened_logs.hpp"
#include "cli/terminal.hpp"
#include "logs/mine/template_miner.hpp"
#include "logs/secrets/secrets.hpp"
#include "logs/set/recompress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace debrief::cli {
namespace {

using logs::FoundLine;
using logs::kNoTime;

constexpr std::size_t kPage = 10'000;
constexpr int kNoneFound = 1;
constexpr std::size_t kPrinted = 1UL << 20;  // bytes at once
// Equal addresses look equal within one run, and nobody can try addresses on what was printed.
const std::string& mask_key() {
  static const std::string key = new_secret("");
  return key;
}

Result<std::int64_t> moment(const std::string& text, const std::string& option) {
  const auto at = parse_rfc3339(text);
  if (!at) return invalid("'{}' is no time", text).at(option).with_help("Write it like 2026-11-23T10:42:00Z.");
  return to_nanoseconds(*at);
}

Result<logs::Query> query_of(const LogsSearchOptions& options, const logs::Catalogue& catalogue) {
  logs::Query query;
  query.text = options.text;
  query.match = options.pattern ? logs::Match::pattern : options.word ? logs::Match::word : logs::Match::substring;
  query.ignore_case = options.ignore_case;
  query.masked = false;
  for (const std::string& name : options.levels) {
    const auto level = logs::level_named(name);
    if (level == logs::Level::unknown && name != "unknown")
      return invalid("there is no level '{}'", name).at("--level");
    query.levels.push_back(level);
  }
  for (const std::string& text : options.templates) {
    const auto id = logs::read_id(text);
    if (!id) return invalid("'{}' is no id of a template", text).at("--template");
    query.templates.push_back(*id);
  }
  for (const std::string& part : options.sources) {
    const std::size_t before = query.sources.size();
    for (const auto& source : catalogue.sources)
      if (source.name.find(part) != std::string::npos) query.sources.push_back(source.number);
    if (query.sources.size() == before) return invalid("no source has '{}' in its name", part).at("--source");
  }
  for (const std::string& text : options.fields) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos) return invalid("'{}' is not name=value", text).at("--field");
    query.fields.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  if (!options.from.empty()) query.from_ns = TRY(moment(options.from, "--from"));
  if (!options.until.empty()) query.until_ns = TRY(moment(options.until, "--until"));
  return query;
}

class LinePrinter {
 public:
  LinePrinter(logs::LogSet& set, bool show_secrets, bool as_json)
      : catalogue_(set.catalogue()), messages_(set.messages()), show_(show_secrets), json_(as_json) {}

  void print_line(const FoundLine& line) const {
    const std::string text = show_ ? line.text : logs::mask(line.text, mask_key());
    const std::string& source = catalogue_->sources[line.at.source].name;
    if (!json_)
      return print(catalogue_->sources.size() == 1
                       ? harmless(text)
                       : fmt::format("{}:{}: {}", harmless(source), line.at.line + 1, harmless(text)));
    const auto* one = messages_->template_of(line.skeleton);
    print(json::write(
        json::object{{"source", source},
                     {"line", line.at.line + 1},
                     {"time", line.at.time_ns == kNoTime ? json::value(nullptr)
                                                         : json::value(to_rfc3339(Instant{line.at.time_ns / 1000}))},
                     {"level", logs::name_of(messages_->level_of(line.skeleton, line.at.source, line.text))},
                     {"template", one == nullptr ? json::value(nullptr) : json::value(logs::id_text(one->id))},
                     {"text", to_utf8(text)}}));
  }

 private:
  std::shared_ptr<const logs::Catalogue> catalogue_;
  std::shared_ptr<const logs::Messages> messages_;
  bool show_, json_;
};

void print_with_context(logs::LogSet& set, const LinePrinter& printer, const FoundLine& line, std::int64_t context,
                        std::map<std::uint32_t, std::uint64_t>& printed) {
  const std::uint64_t around = static_cast<std::uint64_t>(context);
  std::uint64_t first = line.at.line > around ? line.at.line - around : 0;
  auto& next = printed[line.at.source];
  first = std::max(first, next);
  if (next != 0 && first > next) print("--");
  for (const FoundLine& one : set.lines(line.at.source, first, line.at.line + around + 1 - first))
    printer.print_line(one);
  next = std::max(next, line.at.line + around + 1);
}

Result<std::uint64_t> search(const LogsSearchOptions& options, bool as_json) {
  const auto opened = TRY(OpenedLogs::open(options.read));
  logs::LogSet& set = opened->set();
  const auto found = TRY(set.search(TRY(query_of(options, *set.catalogue()))));
  if (options.count) {
    const std::uint64_t count = found.count();
    print(std::to_string(count));
    return count;
  }
  const LinePrinter printer(set, options.show_secrets, as_json);
  std::map<std::uint32_t, std::uint64_t> printed;
  std::uint64_t lines = 0;
  std::optional<logs::Position> after;
  for (;;) {
    const auto page = found.page(
        after,
        options.limit == 0 ? kPage : std::min<std::size_t>(kPage, static_cast<std::size_t>(options.limit) - lines));
    for (const FoundLine& line : page.lines) {
      if (options.context == 0) printer.print_line(line);
      else print_with_context(set, printer, line, options.context, printed);
    }
    lines += page.lines.size();
    if (!page.more || (options.limit != 0 && lines >= static_cast<std::uint64_t>(options.limit))) return lines;
    after = page.lines.back().at;
  }
}

// Names the template of each line of each source, in the order of the lines.
Result<int> print_line_templates(const LogsReadOptions& options) {
  const auto formats = TRY(load_formats(options.formats));
  logs::TemplateMiner miner;
  std::vector<std::uint32_t> kinds;
  const logs::Format* format = nullptr;
  std::string source, line;
  const auto take_line = [&](std::string_view text) {
    if (text.ends_with('\r')) text.remove_suffix(1);
    auto parsed = format->parse(text);
    if (!parsed) parsed = formats.generic().parse(text);
    kinds.push_back(miner.add(parsed ? text.substr(parsed->body.begin, parsed->body.length) : text));
  };
  const auto take = [&](const logs::InputPiece& piece) {
    if (piece.source != source || format == nullptr) {
      if (!line.empty()) take_line(std::exchange(line, {}));
      source = piece.source;
      std::vector<std::string_view> sample;
      for (const std::string_view one : split_lines(piece.bytes.substr(0, 256UL * 1024))) sample.push_back(one);
      format = &formats.detect(sample);
    }
    for (std::string_view rest = piece.bytes; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      line += rest.substr(0, end);
      if (end == std::string_view::npos) break;
      take_line(std::exchange(line, {}));
      rest.remove_prefix(end + 1);
    }
    return true;
  };
  const logs::InputReceiver receiver{take, [](const logs::InputProblem& problem) {
                                       say(harmless(problem.source) + ": " + harmless(problem.message));
                                     }};
  logs::read_inputs({options.paths.begin(), options.paths.end()}, {}, receiver);
  if (!line.empty()) take_line(line);
  const auto templates = miner.finish();
  std::string out;
  for (const std::uint32_t kind : kinds) {
    out += fmt::format("{}\t{}\n", logs::id_text(templates[kind].id), harmless(templates[kind].text));
    if (out.size() < kPrinted) continue;
    print_bytes(out);
    out.clear();
  }
  print_bytes(out);
  return kDone;
}

Result<int> print_templates(const LogsReadOptions& options, bool as_json) {
  const auto opened = TRY(OpenedLogs::open(options));
  const auto messages = opened->set().messages();
  std::vector<std::uint64_t> lines(messages->templates().size());
  std::vector<logs::Level> levels(lines.size());
  for (std::uint32_t skeleton = 0; skeleton < messages->size(); ++skeleton) {
    const auto& message = *messages->find(skeleton);
    lines[message.template_number] += message.lines;
    levels[message.template_number] = std::max(levels[message.template_number], message.level);
  }
  std::vector<std::size_t> order(lines.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return lines[a] > lines[b]; });
  for (const std::size_t i : order) {
    const auto& one = messages->templates()[i];
    const std::string text = logs::mask(one.text, mask_key());
    if (as_json)
      print(json::write(json::object{{"id", logs::id_text(one.id)},
                                     {"lines", lines[i]},
                                     {"level", logs::name_of(levels[i])},
                                     {"text", to_utf8(text)}}));
    else
      print(fmt::format("{}  {:>10}  {:<8}  {}", logs::id_text(one.id), lines[i], logs::name_of(levels[i]),
                        harmless(text)));
  }
  return kDone;
}

Result<int> compare(const LogsCompareOptions& options, bool as_json) {
  const logs::Window window{TRY(moment(options.from, "--from")), TRY(moment(options.until, "--until"))};
  if (window.from_ns >= window.until_ns) return invalid("the window ends before it begins").at("--until");
  logs::Window baseline{window.from_ns - (window.until_ns - window.from_ns), window.from_ns};
  if (!options.baseline_from.empty()) baseline.from_ns = TRY(moment(options.baseline_from, "--baseline-from"));
  if (!options.baseline_until.empty()) baseline.until_ns = TRY(moment(options.baseline_until, "--baseline-until"));
  const auto opened = TRY(OpenedLogs::open(options.read));
  const auto now = opened->set().series(window);
  const auto then = opened->set().series(baseline);
  const std::array baselines{logs::Baseline{"the time before", baseline, then}};
  for (const auto& finding : logs::compare_windows(now, window, baselines)) {
    const std::string why = logs::mask(finding.why, mask_key());
    if (as_json)
      print(json::write(
          json::object{{"kind", logs::name_of(finding.kind)},
                       {"score", finding.score},
                       {"text", to_utf8(why)},
                       {"source", finding.source},
                       {"template", finding.template_id == 0 ? json::value(nullptr)
                                                             : json::value(logs::id_text(finding.template_id))},
                       {"from", to_rfc3339(Instant{finding.from_ns / 1000})},
                       {"until", to_rfc3339(Instant{finding.until_ns / 1000})}}));
    else print(fmt::format("{:6.1f}  {:<16}  {}", finding.score, logs::name_of(finding.kind), harmless(why)));
  }
  return kDone;
}

Result<int> add(const LogsAddOptions& options, bool as_json) {
  const auto formats = TRY(load_formats(options.read.formats));
  for (const std::string& path : options.read.paths)
    if (path != "-" && !std::filesystem::exists(path)) return invalid("there is no file or folder {}", path);
  logs::LogSet set(options.store, logs::Store::Access::write, formats);
  const auto report = read_with_progress(set, options.read);
  const auto catalogue = set.catalogue();
  for (const std::uint32_t number : report.sources) {
    const auto& source = catalogue->sources[number];
    std::uint64_t lines = 0;
    for (const auto& block : catalogue->blocks)
      if (block->record.source == number) lines += block->record.summary.lines;
    if (as_json) print(json::write(json::object{{"source", source.name}, {"format", source.format}, {"lines", lines}}));
    else print(fmt::format("{}\t{}\t{} lines", harmless(source.name), source.format, lines));
  }
  if (!report.sources.empty())
    say(fmt::format("{:.1f} MB of text take {:.1f} MB.", static_cast<double>(catalogue->raw_bytes()) / 1e6,
                    static_cast<double>(catalogue->stored_bytes()) / 1e6));
  return report.problems.empty() ? kDone : kFailed;
}

}  // namespace

int add_logs(const LogsAddOptions& options, bool json) {
  const auto code = add(options, json);
  return code ? *code : report(code.error());
}

int search_logs(const LogsSearchOptions& options, bool json) {
  const auto found = search(options, json);
  if (!found) return report(found.error());
  return *found == 0 ? kNoneFound : kDone;
}

int list_log_templates(const LogsTemplatesOptions& options, bool json) {
  const auto code = options.tsv ? print_line_templates(options.read) : print_templates(options.read, json);
  return code ? *code : report(code.error());
}

int compare_logs(const LogsCompareOptions& options, bool json) {
  const auto code = compare(options, json);
  return code ? *code : report(code.error());
}

int recompress_logs(const std::string& store) {
  if (!std::filesystem::exists(std::filesystem::path(store) / "index"))
    return report(invalid("{} is no folder made by `logs add`", store));
  std::optional<Progress> bar;
  logs::Rewriting wanted;
  wanted.progress = [&](std::uint64_t done, std::uint64_t total) {
    if (!bar) bar.emplace("Compressing again (MB)", total / 1'000'000);
    bar->step(done / 1'000'000);
  };
  const auto sizes = logs::recompress(store, wanted);
  bar.reset();
  say(fmt::format("{:.1f} MB became {:.1f} MB.", static_cast<double>(sizes.before) / 1e6,
                  static_cast<double>(sizes.after) / 1e6));
  return kDone;
}

int check_log_format(const std::string& file) {
  const auto toml = read_file(file);
  if (!toml) return report(toml.error());
  const auto checked = logs::check_format(*toml);
  if (!checked) return report(checked.error());
  for (const std::string& failure : checked->failures) say(harmless(failure));
  print(fmt::format("{}: {} samples, {} failed", harmless(checked->name), checked->samples, checked->failures.size()));
  return checked->failures.empty() ? kDone : kRemarked;
}

}  // namespace debrief::cli
