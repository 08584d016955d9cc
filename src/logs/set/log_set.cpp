// SPDX-License-Identifier: Apache-2.0
#include "logs/set/log_set.hpp"

#include "base/text.hpp"
#include "logs/set/times_anew.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace debrief::logs {
namespace {

constexpr std::size_t kFormatSample = 256;  // lines
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::size_t kMostRequestLines = 4'000'000;  // 32 bytes each

}  // namespace

LogSet::LogSet(std::filesystem::path folder, Store::Access access, const Formats& formats)
    : store_(std::move(folder), access), formats_(formats) {}

std::string LogSet::format_of(std::string_view text) const {
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < kFormatSample) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return formats_.detect(lines).name();
}

ReadReport LogSet::read_with(const ReadOptions& options, const Read& read) {
  const std::scoped_lock one_at_a_time(reading_);
  ReadReport report;
  const std::size_t before = store_.catalogue()->sources.size();
  Intake intake(store_, options.intake);
  std::string name;
  bool first = true;
  const InputReceiver receiver{[&](const InputPiece& piece) {
                                 if (first || piece.source != name) {
                                   name = piece.source;
                                   first = false;
                                   Source source;
                                   source.name = name;
                                   source.format = format_of(piece.bytes.substr(0, 256UL * 1024));
                                   if (!options.zone.empty()) {
                                     source.clock.zone = options.zone;
                                     source.clock.zone_inferred = false;
                                   }
                                   intake.begin(std::move(source), piece.modified_ns.value_or(options.known_at_ns));
                                 }
                                 intake.add(piece.bytes);
                                 return !options.go_on || options.go_on();
                               },
                               [&](const InputProblem& problem) { report.problems.push_back(problem); },
                               options.progress};
  report.summary = read(receiver);
  intake.finish();
  for (std::size_t number = before; number < store_.catalogue()->sources.size(); ++number)
    report.sources.push_back(static_cast<std::uint32_t>(number));
  return report;
}

ReadReport LogSet::read(const std::vector<std::filesystem::path>& paths, const ReadOptions& options) {
  return read_with(options,
                   [&](const InputReceiver& receiver) { return read_inputs(paths, options.limits, receiver); });
}

ReadReport LogSet::read(const std::string& name, const PullBytes& pull, std::uint64_t total,
                        const ReadOptions& options) {
  return read_with(
      options, [&](const InputReceiver& receiver) { return read_stream(name, pull, total, options.limits, receiver); });
}

void LogSet::append(const std::string& name, std::string_view lines, std::int64_t known_at_ns) {
  const std::scoped_lock one_at_a_time(reading_);
  Intake intake(store_, {1, 1, 4UL << 20, 256UL << 20});
  const auto catalogue = store_.catalogue();
  const auto known = std::find_if(catalogue->sources.begin(), catalogue->sources.end(),
                                  [&](const Source& source) { return source.name == name; });
  if (known != catalogue->sources.end()) {
    intake.resume(known->number);
  } else {
    Source source;
    source.name = name;
    source.format = format_of(lines);
    intake.begin(std::move(source), known_at_ns);
  }
  intake.add(lines);
  intake.finish();
}

bool LogSet::change_clock(std::uint32_t number, const ClockSettings& clock) {
  const std::unique_lock one_at_a_time(reading_, std::try_to_lock);
  if (!one_at_a_time) return false;
  const auto catalogue = store_.catalogue();
  Source source = catalogue->sources.at(number);
  source.clock = clock;
  store_.change_source(source, times_anew(*catalogue, store_.skeletons(), source));
  return true;
}

std::optional<Recompressed> LogSet::rewrite(const std::filesystem::path& beside, const Rewriting& wanted) {
  const std::scoped_lock one_at_a_time(reading_);
  return logs::rewrite(store_, *store_.catalogue(), beside, wanted);
}

std::shared_ptr<const Messages> LogSet::messages() {
  const auto catalogue = store_.catalogue();
  const std::scoped_lock lock(mutex_);
  if (!messages_ || messages_blocks_ != catalogue->blocks.size()) {
    messages_ = std::make_shared<const Messages>(*catalogue, store_.skeletons(), formats_);
    messages_blocks_ = catalogue->blocks.size();
  }
  return messages_;
}

Result<Search> LogSet::search(const Query& query) {
  auto line_query = TRY(to_line_query(query, messages()));
  return Search(store_.catalogue(), store_.skeletons(), std::move(line_query));
}

std::vector<FoundLine> LogSet::lines(std::uint32_t source, std::uint64_t first, std::size_t count) {
  return Search(store_.catalogue(), store_.skeletons(), {}).lines(source, first, count);
}

std::vector<RequestLine> LogSet::request_lines(Window window, Deadline deadline) {
  const auto all = messages();
  LineQuery query;
  query.from_ns = window.from_ns;
  query.until_ns = window.until_ns;
  query.deadline = deadline;
  query.admits = [&](std::uint32_t skeleton) {
    return skeleton < all->size() && find_request_id(store_.skeletons()[skeleton].example).has_value();
  };
  std::vector<RequestLine> found;
  std::mutex mutex;
  Search(store_.catalogue(), store_.skeletons(), std::move(query))
      .each_block([](std::uint32_t) { return true; },
                  [&](const std::vector<FoundLine>& lines) {
                    const std::scoped_lock lock(mutex);
                    for (const FoundLine& line : lines) {
                      const auto id = find_request_id(line.text);
                      if (!id || line.at.time_ns == kNoTime || found.size() == kMostRequestLines) continue;
                      found.push_back({line.at.time_ns, std::hash<std::string_view>{}(*id), line.at.source,
                                       all->template_of(line.skeleton)->id});
                    }
                  });
  return found;
}

std::vector<Series> LogSet::series(Window window, Deadline deadline) {
  const auto all = messages();
  const auto catalogue = store_.catalogue();
  LineQuery query;
  query.from_ns = window.from_ns;
  query.until_ns = window.until_ns;
  query.deadline = deadline;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Series> found;  // by source and template
  std::mutex mutex;
  Search(catalogue, store_.skeletons(), std::move(query)).each_block({}, [&](const std::vector<FoundLine>& lines) {
    const std::scoped_lock lock(mutex);
    for (const FoundLine& line : lines) {
      const Message* message = all->find(line.skeleton);
      if (message == nullptr || line.at.time_ns == kNoTime) continue;
      Series& series = found[{line.at.source, message->template_number}];
      ++series.per_second[line.at.time_ns / kSecond];
      series.level = std::max(series.level, static_cast<int>(message->level));
      if (series.first_ns == 0 || line.at.time_ns < series.first_ns) series.first_ns = line.at.time_ns;
    }
  });
  std::vector<Series> out;
  for (auto& [key, series] : found) {
    const Template& one = all->templates()[key.second];
    series.template_id = one.id;
    series.template_text = one.text;
    series.source = catalogue->sources[key.first].name;
    out.push_back(std::move(series));
  }
  return out;
}

}  // namespace debrief::logs
