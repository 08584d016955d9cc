// SPDX-License-Identifier: Apache-2.0
#include "search/index.hpp"

#include "search/analyse.hpp"
#include "search/complete.hpp"
#include "search/counted.hpp"
#include "search/evaluate.hpp"
#include "search/explain.hpp"
#include "search/fair_lock.hpp"
#include "search/fresh_segment.hpp"
#include "search/index_file.hpp"
#include "search/merge.hpp"
#include "search/merge_plan.hpp"
#include "search/select_terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <set>
#include <stdexcept>
#include <utility>

namespace debrief::search {
namespace {

constexpr std::size_t kFreshBytesLimit = std::size_t{64} << 20;

void check(const Settings& settings) {
  if (settings.fields.empty() || settings.fields.size() > kFieldLimit)
    throw std::invalid_argument("a search index has 1 to 7 fields");
  for (const Field& field : settings.fields)
    if (!std::isfinite(field.weight) || field.weight < 0)
      throw std::invalid_argument("the weight of search field " + field.name + " is not a number from 0");
}

std::string describe(const Settings& settings) {
  std::string text;
  for (const Field& field : settings.fields) text += fmt::format("{}={}\n", field.name, field.weight);
  return text;
}

// Who is found at all: what the query says, but no hidden document. Keeps a reference to the query.
BestDocuments::Admits admission(const Query& query) {
  if (query.hidden.empty()) return query.admits;
  return [&query, hidden = std::set<std::string_view>(query.hidden.begin(), query.hidden.end())](std::string_view key) {
    return !hidden.contains(key) && (!query.admits || query.admits(key));
  };
}

}  // namespace

// `writing` is held by whoever changes the index, for as long as it takes; `lock` guards what searches see,
// and is taken for writing only for moments. A holder of `writing` may therefore read without `lock`.
struct Index::State {
  explicit State(Settings given) : settings(std::move(given)), weights(settings.fields) {}

  struct Place {
    Tombstones* erased;
    const Segment* segment;
    DocumentNumber document;
  };

  const Settings settings;
  const FieldWeights weights;
  mutable std::mutex writing;
  mutable FairLock lock;
  AnalysedDocument analysed;  // scratch of the writer
  std::vector<PackedPart> parts;
  std::unique_ptr<FreshSegment> fresh = std::make_unique<FreshSegment>();
  Tombstones fresh_erased;
  CorpusFigures corpus;

  [[nodiscard]] std::vector<LiveView> views() const {
    std::vector<LiveView> all;
    for (const PackedPart& part : parts) all.push_back({part.segment.get(), &part.erased});
    if (fresh->documents() > 0) all.push_back({fresh.get(), &fresh_erased});
    return all;
  }

  [[nodiscard]] std::optional<Place> find(std::string_view key) {
    if (const auto document = fresh->find_key(key); document && !fresh_erased.has(*document))
      return Place{&fresh_erased, fresh.get(), *document};
    for (PackedPart& part : parts)
      if (const auto document = part.segment->find_key(key); document && !part.erased.has(*document))
        return Place{&part.erased, part.segment.get(), *document};
    return std::nullopt;
  }

  void erase(const Place& place) {
    place.erased->add(place.document);
    --corpus.documents;
    corpus.total_length -= place.segment->lengths()[place.document];
  }

  // Packs the fresh segment. The caller holds `writing`.
  void seal() {
    if (fresh->documents() == 0) return;
    auto packed = search::pack(*fresh, fresh_erased);
    auto empty = std::make_unique<FreshSegment>();
    const auto guard = lock.write();
    if (packed->documents() > 0) parts.push_back({std::move(packed), {}});
    fresh.swap(empty);
    fresh_erased = {};
  }

  void merge_parts(const std::vector<std::size_t>& positions) {
    std::vector<MergeSource> sources;
    for (const std::size_t i : positions) sources.push_back({parts[i].segment.get(), &parts[i].erased});
    auto merged = search::merge(sources);
    std::vector<PackedPart> remaining;
    for (std::size_t i = 0; i < parts.size(); ++i)
      if (!std::binary_search(positions.begin(), positions.end(), i)) remaining.push_back(parts[i]);
    if (merged->documents() > 0) remaining.push_back({std::move(merged), {}});
    const auto guard = lock.write();
    parts.swap(remaining);
  }

  [[nodiscard]] std::vector<SegmentSize> sizes() const {
    std::vector<SegmentSize> all;
    for (const PackedPart& part : parts)
      all.push_back({part.segment->documents(), part.erased.count(), part.segment->memory_bytes()});
    return all;
  }

  // By segment, ascending.
  [[nodiscard]] std::vector<std::vector<DocumentNumber>> places_of(const std::vector<std::string>& keys,
                                                                   std::span<const LiveView> views) {
    std::vector<std::vector<DocumentNumber>> places(views.size());
    for (const std::string& key : keys) {
      const auto place = find(key);
      if (place) places[view_of(*place, views)].push_back(place->document);
    }
    for (auto& some : places) {
      std::sort(some.begin(), some.end());
      some.erase(std::unique(some.begin(), some.end()), some.end());
    }
    return places;
  }

  [[nodiscard]] static std::size_t view_of(const Place& place, std::span<const LiveView> views) {
    const auto view =
        std::find_if(views.begin(), views.end(), [&](const LiveView& v) { return v.segment == place.segment; });
    return static_cast<std::size_t>(view - views.begin());
  }

  // Adds the documents that the query names, what terms contribute that did not find documents, and the bonus.
  void reconsider(std::vector<ScoredDocument>& found, const Query& query, const BestDocuments::Admits& admits,
                  std::span<const LiveView> views,
                  std::span<const RankedTerm> terms, std::size_t finding, const Ranking& ranking) {
    std::vector<ScoredDocument> also;
    for (const std::string& key : query.also) {
      const auto place = find(key);
      if (!place || (admits && !admits(key))) continue;
      const std::size_t segment = view_of(*place, views);
      const auto same = [&](const ScoredDocument& d) { return d.segment == segment && d.document == place->document; };
      if (std::none_of(found.begin(), found.end(), same) && std::none_of(also.begin(), also.end(), same))
        also.push_back({0, place->segment->key(place->document), segment, place->document});
    }
    complete(also, views, terms, ranking);
    complete(found, views, terms.subspan(finding), ranking);
    found.insert(found.end(), also.begin(), also.end());
    for (ScoredDocument& document : found) {
      if (query.bonus) document.bonus = query.bonus(document.key);
      document.score += document.bonus;
    }
    std::erase_if(found, [](const ScoredDocument& document) { return document.score <= 0; });
    std::sort(found.begin(), found.end(), is_better);
  }

  // Keeps the segments few and clean. The caller holds `writing`.
  void maintain() {
    if (fresh->documents() >= settings.seal_after || fresh->postings_bytes() > kFreshBytesLimit) seal();
    for (auto plan = plan_merge(sizes(), settings.seal_after); !plan.empty();
         plan = plan_merge(sizes(), settings.seal_after))
      merge_parts(plan);
  }
};

Index::Index(Settings settings) {
  check(settings);
  state_ = std::make_unique<State>(std::move(settings));
}

Index::~Index() = default;

Result<> Index::put(const Document& document) {
  State& state = *state_;
  const std::lock_guard writing(state.writing);
  TRY(analyse(document, state.settings, state.analysed));
  {
    const auto before = state.find(document.key);
    const auto guard = state.lock.write();
    if (before) state.erase(*before);
    state.fresh->add(document.key, state.analysed);
    ++state.corpus.documents;
    state.corpus.total_length += state.analysed.length;
  }
  state.maintain();
  return {};
}

bool Index::erase(std::string_view key) {
  State& state = *state_;
  const std::lock_guard writing(state.writing);
  const auto place = state.find(key);
  if (!place) return false;
  {
    const auto guard = state.lock.write();
    state.erase(*place);
  }
  state.maintain();
  return true;
}

bool Index::contains(std::string_view key) const {
  const auto guard = state_->lock.read();
  return state_->find(key).has_value();
}

std::vector<Hit> Index::search(const Query& query, std::size_t limit, std::size_t reason_limit) const {
  State& state = *state_;
  auto analysed = analyse(query);
  const auto guard = state.lock.read();
  const auto views = state.views();
  const Ranking ranking(state.weights, state.corpus);
  const auto terms = select_terms(std::move(analysed), views, ranking);
  const std::size_t finding = count_finding(terms);
  const bool complete_at_once = finding == terms.size() && query.also.empty() && !query.bonus;
  const std::size_t wanted = complete_at_once ? limit : std::max(limit, kConsidered);
  const auto admits = admission(query);
  BestDocuments best(std::min<std::size_t>(wanted, state.corpus.documents), admits);
  evaluate(views, std::span(terms).first(finding), ranking, best);
  auto found = std::move(best).sorted();
  if (!complete_at_once) state.reconsider(found, query, admits, views, terms, finding, ranking);
  if (found.size() > limit) found.resize(limit);
  Counted counted(state.corpus.documents, state.places_of(query.hidden, views));
  std::vector<Hit> hits;
  for (const ScoredDocument& document : found) {
    hits.push_back(explain(document, *views[document.segment].segment, terms, ranking, state.settings.fields, counted,
                           reason_limit));
  }
  return hits;
}

std::size_t Index::size() const {
  const auto guard = state_->lock.read();
  return state_->corpus.documents;
}

std::size_t Index::memory_bytes() const {
  const auto guard = state_->lock.read();
  std::size_t bytes = state_->fresh->memory_bytes() + state_->fresh_erased.memory_bytes();
  for (const PackedPart& part : state_->parts) bytes += part.segment->memory_bytes() + part.erased.memory_bytes();
  return bytes;
}

void Index::pack() {
  State& state = *state_;
  const std::lock_guard writing(state.writing);
  state.seal();
  const auto plan = plan_pack(state.sizes());
  if (!plan.empty()) state.merge_parts(plan);
}

void Index::save(const std::filesystem::path& file, std::string_view mark) const {
  SavedIndex saved;
  {
    const std::lock_guard writing(state_->writing);
    state_->seal();
    saved = {describe(state_->settings), std::string(mark), state_->parts};
  }
  write_index_file(file, saved);
}

Result<std::string> Index::load(const std::filesystem::path& file) {
  SavedIndex saved = TRY(read_index_file(file, describe(state_->settings)));
  CorpusFigures corpus;
  for (const PackedPart& part : saved.parts)
    for (DocumentNumber document = 0; document < part.segment->documents(); ++document) {
      if (part.erased.has(document)) continue;
      ++corpus.documents;
      corpus.total_length += part.segment->lengths()[document];
    }
  State& state = *state_;
  const std::lock_guard writing(state.writing);
  auto fresh = std::make_unique<FreshSegment>();
  {
    const auto guard = state.lock.write();
    state.parts.swap(saved.parts);
    state.fresh.swap(fresh);
    state.fresh_erased = {};
    state.corpus = corpus;
  }
  return std::move(saved.mark);
}

}  // namespace debrief::search
