// SPDX-License-Identifier: Apache-2.0
#include "logs/search/search.hpp"

#include "logs/search/block_matches.hpp"
#include "logs/search/line_times.hpp"
#include "logs/search/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>

namespace debrief::logs {

Search::Search(std::shared_ptr<const Catalogue> catalogue, const Skeletons& skeletons, LineQuery query,
               unsigned threads)
    : catalogue_(std::move(catalogue)),
      skeletons_(skeletons),
      query_(std::move(query)),
      threads_(threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency())) {
  const std::uint32_t known = skeletons_.size();
  admitted_.assign(known, true);
  if (query_.admits) {
    for (std::uint32_t number = 0; number < known; ++number) admitted_[number] = query_.admits(number);
    plain_admitted_ = query_.admits(kNoSkeleton);
  }
  verified_.assign(known, static_cast<bool>(query_.verify));
  plain_verified_ = static_cast<bool>(query_.verify);
  if (query_.verify && query_.must_verify) {
    for (std::uint32_t number = 0; number < known; ++number)
      verified_[number] = admitted_[number] && query_.must_verify(number);
    plain_verified_ = query_.must_verify(kNoSkeleton);
  }
  any_verified_ = plain_verified_ || std::find(verified_.begin(), verified_.end(), true) != verified_.end();
  for (const Needle& needle : query_.needles) {
    auto& places = places_.emplace_back(known);
    for (std::uint32_t number = 0; number < known; ++number)
      if (admitted_[number]) places[number] = needle.places_in(skeletons_[number]);
  }
}

bool Search::relevant(const StoredBlock& block) const {
  const BlockRecord& record = block.record;
  if (!query_.sources.empty() &&
      std::find(query_.sources.begin(), query_.sources.end(), record.source) == query_.sources.end())
    return false;
  if (record.from_ns >= query_.until_ns || record.until_ns < query_.from_ns) return false;
  const BlockSummary& summary = record.summary;
  if (query_.needles.empty()) {
    return (plain_admitted_ && summary.plain_lines != 0) ||
           std::any_of(summary.skeletons.begin(), summary.skeletons.end(),
                       [&](const SkeletonRows& rows) { return admitted_[rows.skeleton]; });
  }
  for (std::size_t i = 0; i < query_.needles.size(); ++i) {
    const Needle& needle = query_.needles[i];
    if (plain_admitted_ && needle.may_be_in_plain(summary)) return true;
    const std::vector<bool> possible = needle.possible_tests(summary);
    for (const SkeletonRows& rows : summary.skeletons) {
      const auto& places = places_[i][rows.skeleton];
      if (std::any_of(places.begin(), places.end(), [&](const NeedlePlace& place) {
            return std::all_of(place.begin(), place.end(),
                               [&](const SlotTest& test) { return possible[Needle::number_of(test)]; });
          }))
        return true;
    }
  }
  return false;
}

std::vector<const StoredBlock*> Search::relevant_blocks() const {
  std::vector<const StoredBlock*> blocks;
  for (const auto& block : catalogue_->blocks)
    if (relevant(*block)) blocks.push_back(block.get());
  return blocks;
}

namespace {

KindRows unite(KindRows a, const KindRows& b) {
  if (a.all || b.all) return {true, {}};
  std::vector<std::uint32_t> rows;
  std::set_union(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(), std::back_inserter(rows));
  a.rows = std::move(rows);
  return a;
}

}  // namespace

// Which rows of each kind of line have a needle; none where no line of the block can.
std::vector<KindRows> Search::rows_in(BlockReader& reader) const {
  std::vector<BlockMatches> matches;
  for (const Needle& needle : query_.needles) matches.emplace_back(reader, needle);
  std::vector<KindRows> rows(reader.kinds().size());
  for (std::uint32_t kind = 0; kind < rows.size(); ++kind) {
    const std::uint32_t skeleton = reader.kinds()[kind].skeleton;
    if (reader.kinds()[kind].rows == 0 || !(kind == 0 ? plain_admitted_ : admitted_[skeleton])) continue;
    rows[kind].all = query_.needles.empty();
    for (std::size_t i = 0; i < matches.size() && !rows[kind].all; ++i)
      rows[kind] = unite(std::move(rows[kind]),
                         kind == 0 ? matches[i].plain_rows() : matches[i].rows(kind, places_[i][skeleton]));
  }
  return rows;
}

// The lines of one block that meet the query, in their order.
std::vector<FoundLine> Search::find_in(const StoredBlock& block, const Wanted& wanted) const {
  if (query_.deadline && std::chrono::steady_clock::now() > *query_.deadline) throw SearchTooLong();
  const BlockRecord& record = block.record;
  const std::string payload = Store::payload(block);
  BlockReader reader(payload, skeletons_);
  const std::vector<KindRows> rows = rows_in(reader);
  std::vector<FoundLine> found;
  if (std::all_of(rows.begin(), rows.end(), [](const KindRows& kind) { return kind.none(); })) return found;

  const Source& source = catalogue_->sources[record.source];
  LineStamps stamps(source.stamps);
  LineTimes line_times(reader, record, source, stamps);
  const bool timed = wanted.times || record.from_ns < query_.from_ns || record.until_ns >= query_.until_ns;
  std::size_t matched = 0;
  for (const KindRows& of_kind : rows) matched += of_kind.rows.size();
  const bool many = matched > reader.lines() / 8 ||
                    std::any_of(rows.begin(), rows.end(), [](const KindRows& kind) { return kind.all; });
  std::vector<std::size_t> next(rows.size());
  std::string text;
  for (std::uint32_t line = 0; line < reader.lines(); ++line) {
    const LinePlace place = reader.places()[line];
    const KindRows& of_kind = rows[place.kind];
    if (!of_kind.all) {
      std::size_t& at = next[place.kind];
      if (at == of_kind.rows.size() || of_kind.rows[at] != place.row) continue;
      ++at;
    }
    FoundLine one{{kNoTime, record.source, record.first_line + line},
                  place.kind == 0 ? kNoSkeleton : reader.kinds()[place.kind].skeleton,
                  {}};
    if (timed) {
      one.at.time_ns = many ? line_times.all()[line] : line_times.at(line);
      if (one.at.time_ns < query_.from_ns || one.at.time_ns >= query_.until_ns) continue;
    }
    if (one.skeleton == kNoSkeleton ? plain_verified_ : verified_[one.skeleton]) {
      text.clear();
      reader.render(place, text);
      if (!query_.verify(one.skeleton, record.source, text)) continue;
    }
    found.push_back(std::move(one));
  }
  if (wanted.select) wanted.select(found);
  if (wanted.texts)
    for (FoundLine& one : found)
      if (wanted.texts(one.skeleton)) reader.render(reader.places()[one.at.line - record.first_line], one.text);
  return found;
}

Page Search::page(const std::optional<Position>& after, std::size_t limit, bool backwards) const {
  std::vector<const StoredBlock*> blocks = relevant_blocks();
  const auto begin_of = [&](const StoredBlock* block) {
    return backwards ? block->record.until_ns : block->record.from_ns;
  };
  std::sort(blocks.begin(), blocks.end(), [&](const StoredBlock* a, const StoredBlock* b) {
    const auto key = [&](const StoredBlock* block) {
      return std::tuple(begin_of(block), block->record.source, block->record.first_line);
    };
    return backwards ? key(b) < key(a) : key(a) < key(b);
  });
  const auto earlier = [&](const FoundLine& a, const FoundLine& b) { return backwards ? b.at < a.at : a.at < b.at; };
  // The page is among the first lines of each block.
  const auto select = [&](std::vector<FoundLine>& lines) {
    if (after)
      lines.erase(
          std::remove_if(lines.begin(), lines.end(),
                         [&](const FoundLine& line) { return !(backwards ? line.at < *after : *after < line.at); }),
          lines.end());
    std::sort(lines.begin(), lines.end(), earlier);
    if (lines.size() > limit + 1) lines.resize(limit + 1);
  };
  Page page;
  for (std::size_t first = 0; first < blocks.size();) {
    // Whatever the blocks that are left hold lies behind the lines found, once there are enough before their beginning.
    if (page.lines.size() > limit) {
      const std::int64_t bound = begin_of(blocks[first]);
      const std::int64_t last = page.lines[limit - 1].at.time_ns;
      if (backwards ? last > bound : last < bound) break;
    }
    const std::size_t wave = std::min<std::size_t>(threads_, blocks.size() - first);
    std::vector<std::vector<FoundLine>> found(wave);
    for_each_parallel(wave, threads_, [&](std::size_t i) {
      const BlockRecord& record = blocks[first + i]->record;
      if (after && (backwards ? record.from_ns > after->time_ns : record.until_ns < after->time_ns)) return;
      found[i] = find_in(*blocks[first + i], {true, [](std::uint32_t) { return true; }, select});
    });
    for (std::vector<FoundLine>& of_block : found)
      std::move(of_block.begin(), of_block.end(), std::back_inserter(page.lines));
    select(page.lines);
    first += wave;
  }
  page.more = page.lines.size() > limit;
  if (page.more) page.lines.resize(limit);
  return page;
}

std::uint64_t Search::count() const {
  const auto blocks = relevant_blocks();
  std::atomic<std::uint64_t> total{0};
  for_each_parallel(blocks.size(), threads_, [&](std::size_t i) { total += find_in(*blocks[i], {}).size(); });
  return total;
}

std::vector<std::uint64_t> Search::count_skeletons() const {
  std::vector<std::uint64_t> counts(admitted_.size());
  std::vector<const StoredBlock*> read;
  for (const StoredBlock* block : relevant_blocks()) {
    const BlockRecord& record = block->record;
    if (!query_.needles.empty() || any_verified_ || record.from_ns < query_.from_ns ||
        record.until_ns >= query_.until_ns) {
      read.push_back(block);
      continue;
    }
    for (const SkeletonRows& rows : record.summary.skeletons)
      if (admitted_[rows.skeleton]) counts[rows.skeleton] += rows.rows;
  }
  std::mutex mutex;
  for_each_parallel(read.size(), threads_, [&](std::size_t i) {
    const auto lines = find_in(*read[i], {});
    const std::scoped_lock lock(mutex);
    for (const FoundLine& line : lines)
      if (line.skeleton < counts.size()) ++counts[line.skeleton];
  });
  return counts;
}

struct Search::Counting {
  std::int64_t from_ns = 0, step_ns = 1;
  std::size_t spans = 0, groups = 1;
  const std::function<std::size_t(const FoundLine& line)>& group;
  const TextsOf& with_text;

  // Where a line is counted; absent outside of the spans.
  [[nodiscard]] std::optional<std::size_t> span_of(std::int64_t time_ns) const {
    if (time_ns == kNoTime || time_ns < from_ns) return std::nullopt;
    const auto span = static_cast<std::size_t>((time_ns - from_ns) / step_ns);
    return span < spans ? std::optional(span) : std::nullopt;
  }
  [[nodiscard]] std::size_t group_of(const FoundLine& line) const { return group ? group(line) : 0; }
  [[nodiscard]] bool needs_text(std::uint32_t skeleton) const { return group && with_text && with_text(skeleton); }
};

bool Search::every_line(const StoredBlock& block) const {
  if (!query_.needles.empty()) return false;
  const BlockSummary& summary = block.record.summary;
  return !any_verified_ ||
         ((summary.plain_lines == 0 || !plain_admitted_ || !plain_verified_) &&
          std::none_of(summary.skeletons.begin(), summary.skeletons.end(),
                       [&](const SkeletonRows& rows) { return admitted_[rows.skeleton] && verified_[rows.skeleton]; }));
}

bool Search::counts_unread(const StoredBlock& block, const Counting& asked, Histogram& part) const {
  const BlockRecord& record = block.record;
  const bool timed = record.until_ns != kNoTime;
  if (record.from_ns < query_.from_ns || record.until_ns >= query_.until_ns ||
      (timed && !record.times.divide(asked.from_ns, asked.step_ns)))
    return false;
  constexpr std::size_t left_out = SIZE_MAX;
  std::vector<std::size_t> groups;  // by kind
  std::uint64_t total = 0;
  const auto add_kind = [&](std::uint32_t skeleton, std::uint32_t rows, bool admitted) {
    if (rows == 0 || !admitted) return groups.push_back(left_out), true;
    if (asked.needs_text(skeleton)) return false;
    total += rows;
    return groups.push_back(asked.group_of({{kNoTime, record.source, 0}, skeleton, {}})), true;
  };
  if (!add_kind(kNoSkeleton, record.summary.plain_lines, plain_admitted_)) return false;
  for (const SkeletonRows& rows : record.summary.skeletons)
    if (!add_kind(rows.skeleton, rows.rows, admitted_[rows.skeleton])) return false;
  record.times.each([&](std::size_t kind, std::int64_t begins_ns, std::uint64_t lines) {
    if (kind >= groups.size()) throw Damaged("a block has counted lines of a kind that it has not");
    const auto span = asked.span_of(begins_ns);
    if (span && groups[kind] != left_out) part.counts[*span * asked.groups + groups[kind]] += lines;
  });
  part.total += total;
  return true;
}

void Search::count_times(const StoredBlock& block, const Counting& asked, Histogram& part) const {
  if (query_.deadline && std::chrono::steady_clock::now() > *query_.deadline) throw SearchTooLong();
  const BlockRecord& record = block.record;
  const std::string payload = Store::payload(block);
  BlockReader reader(payload, skeletons_);
  const Source& source = catalogue_->sources[record.source];
  LineStamps stamps(source.stamps);
  LineTimes line_times(reader, record, source, stamps);
  const std::vector<std::int64_t>& times = line_times.all();
  struct OfKind {
    bool admitted = false, with_text = false;
    std::size_t group = 0;
  };
  std::vector<OfKind> kinds;
  for (std::size_t kind = 0; kind < reader.kinds().size(); ++kind) {
    const std::uint32_t skeleton = kind == 0 ? kNoSkeleton : reader.kinds()[kind].skeleton;
    OfKind& one = kinds.emplace_back();
    one.admitted = kind == 0 ? plain_admitted_ : admitted_[skeleton];
    one.with_text = one.admitted && asked.needs_text(skeleton);
    if (one.admitted && !one.with_text) one.group = asked.group_of({{kNoTime, record.source, 0}, skeleton, {}});
  }
  const bool within = record.from_ns >= query_.from_ns && record.until_ns < query_.until_ns;
  for (std::uint32_t line = 0; line < reader.lines(); ++line) {
    const LinePlace place = reader.places()[line];
    const OfKind& kind = kinds[place.kind];
    const std::int64_t at = times[line];
    if (!kind.admitted || (!within && (at < query_.from_ns || at >= query_.until_ns))) continue;
    ++part.total;
    const auto span = asked.span_of(at);
    if (!span) continue;
    std::size_t group = kind.group;
    if (kind.with_text) {
      FoundLine one{{at, record.source, record.first_line + line},
                    place.kind == 0 ? kNoSkeleton : reader.kinds()[place.kind].skeleton,
                    {}};
      reader.render(place, one.text);
      group = asked.group_of(one);
    }
    ++part.counts[*span * asked.groups + group];
  }
}

Histogram Search::histogram(std::int64_t from_ns, std::int64_t step_ns, std::size_t spans, std::size_t groups,
                            const std::function<std::size_t(const FoundLine&)>& group, const TextsOf& with_text) const {
  const Counting asked{from_ns, step_ns, spans, groups, group, with_text};
  const Histogram none{from_ns, step_ns, std::vector<std::uint64_t>(spans * groups),
                       std::vector<std::uint64_t>(catalogue_->sources.size()), 0};
  const auto count_found = [&](const StoredBlock& block, Histogram& part) {
    for (const FoundLine& line : find_in(block, {true, with_text, {}})) {
      ++part.total;
      if (const auto span = asked.span_of(line.at.time_ns)) ++part.counts[*span * groups + asked.group_of(line)];
    }
  };
  Histogram histogram = none;
  std::mutex mutex;
  const auto blocks = relevant_blocks();
  for_each_parallel(blocks.size(), threads_, [&](std::size_t i) {
    Histogram part = none;
    if (!every_line(*blocks[i])) count_found(*blocks[i], part);
    else if (!counts_unread(*blocks[i], asked, part)) count_times(*blocks[i], asked, part);
    const std::scoped_lock lock(mutex);
    histogram.total += part.total;
    histogram.sources[blocks[i]->record.source] += part.total;
    for (std::size_t place = 0; place < part.counts.size(); ++place) histogram.counts[place] += part.counts[place];
  });
  return histogram;
}

void Search::each_block(const TextsOf& with_text, const std::function<void(const std::vector<FoundLine>&)>& see) const {
  const auto blocks = relevant_blocks();
  for_each_parallel(blocks.size(), threads_, [&](std::size_t i) { see(find_in(*blocks[i], {true, with_text, {}})); });
}

std::vector<FoundLine> Search::lines(std::uint32_t source, std::uint64_t first, std::size_t count) const {
  std::vector<FoundLine> found;
  for (const auto& block : catalogue_->blocks) {
    const BlockRecord& record = block->record;
    if (record.source != source || record.first_line + record.summary.lines <= first ||
        record.first_line >= first + count)
      continue;
    const std::string payload = Store::payload(*block);
    BlockReader reader(payload, skeletons_);
    const Source& of = catalogue_->sources[source];
    LineStamps stamps(of.stamps);
    LineTimes times(reader, record, of, stamps);
    const std::uint64_t begin = first > record.first_line ? first - record.first_line : 0;
    const std::uint64_t end = std::min<std::uint64_t>(record.summary.lines, first + count - record.first_line);
    for (auto line = static_cast<std::uint32_t>(begin); line < end; ++line) {
      const LinePlace place = reader.places()[line];
      FoundLine one{{times.at(line), source, record.first_line + line},
                    place.kind == 0 ? kNoSkeleton : reader.kinds()[place.kind].skeleton,
                    {}};
      reader.render(place, one.text);
      found.push_back(std::move(one));
    }
  }
  return found;
}

}  // namespace debrief::logs
