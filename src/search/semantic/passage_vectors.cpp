// SPDX-License-Identifier: Apache-2.0
#include "search/semantic/passage_vectors.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

namespace debrief::search::semantic {
namespace {

constexpr std::size_t kPassagesInCluster = 2048;
constexpr std::size_t kClustersLimit = 256;
constexpr std::size_t kLearnedFrom = 64;  // passages for each cluster
constexpr std::size_t kAhead = 8;         // passages

// The passages of a cluster lie all over the memory, and waiting for each is most of a search.
void fetch([[maybe_unused]] const std::int8_t* codes, [[maybe_unused]] std::size_t count) {
#ifdef __GNUC__
  constexpr std::size_t line = 64;
  for (std::size_t at = 0; at < count; at += line) __builtin_prefetch(codes + at);
  __builtin_prefetch(codes + count - 1);
#endif
}

}  // namespace

void PassageVectors::add(std::string_view key, std::span<const float> vectors) {
  const auto document = static_cast<std::uint32_t>(keys_.size());
  keys_.emplace_back(key);
  first_.push_back(kNone);
  slots_[keys_.back()] = document;
  for (std::size_t at = 0; at < vectors.size(); at += dimensions_) {
    const auto vector = vectors.subspan(at, dimensions_);
    const auto passage = static_cast<std::uint32_t>(owners_.size());
    codes_.resize(codes_.size() + dimensions_);
    scales_.push_back(encode(vector, codes_.data() + std::size_t{passage} * dimensions_));
    owners_.push_back(document);
    next_.push_back(std::exchange(first_[document], passage));
    lists_[clusters_.count() == 1 ? 0 : clusters_.nearest(vector)].push_back(passage);
  }
}

void PassageVectors::erase(std::string_view key) {
  const auto found = slots_.find(key);
  if (found == slots_.end()) return;
  const std::uint32_t document = found->second;
  for (std::uint32_t passage = first_[document]; passage != kNone; passage = next_[passage]) owners_[passage] = kNone;
  slots_.erase(found);
  first_[document] = kNone;
}

std::vector<float> PassageVectors::decode(std::uint32_t passage) const {
  std::vector<float> vector(dimensions_);
  for (std::size_t i = 0; i < dimensions_; ++i) vector[i] = scales_[passage] * static_cast<float>(codes_of(passage)[i]);
  return vector;
}

void PassageVectors::group() {
  const std::size_t count = std::min(kClustersLimit, owners_.size() / kPassagesInCluster);
  if (count < 2) return;
  std::vector<float> sample;
  const std::size_t sampled = std::min(owners_.size(), count * kLearnedFrom);
  for (std::size_t i = 0; i < sampled; ++i) {
    const auto vector = decode(static_cast<std::uint32_t>(i * owners_.size() / sampled));
    sample.insert(sample.end(), vector.begin(), vector.end());
  }
  clusters_ = Clusters::learn(sample, dimensions_, count);
  lists_.assign(clusters_.count(), {});
  constexpr std::size_t at_once = 4096;
  for (std::size_t begin = 0; begin < owners_.size(); begin += at_once) {
    const std::size_t end = std::min(owners_.size(), begin + at_once);
    std::vector<float> some;
    for (std::size_t passage = begin; passage < end; ++passage) {
      const auto vector = decode(static_cast<std::uint32_t>(passage));
      some.insert(some.end(), vector.begin(), vector.end());
    }
    const auto nearest = clusters_.nearest_of_each(some);
    for (std::size_t i = 0; i < nearest.size(); ++i)
      if (owners_[begin + i] != kNone) lists_[nearest[i]].push_back(static_cast<std::uint32_t>(begin + i));
  }
  for (auto& list : lists_) list.shrink_to_fit();
  for (auto* numbers : {&owners_, &next_, &first_}) numbers->shrink_to_fit();
  codes_.shrink_to_fit();
  scales_.shrink_to_fit();
}

std::vector<PassageVectors::Near> PassageVectors::nearest(std::span<const float> vector, std::size_t limit) const {
  const WideCodes wide(vector);
  using Scored = std::pair<float, std::uint32_t>;  // cosine, document
  std::vector<Scored> found;
  std::size_t looked_at = 0;
  for (const std::uint32_t cluster : clusters_.by_nearness(vector)) {
    const auto& list = lists_[cluster];
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (i + kAhead < list.size()) fetch(codes_of(list[i + kAhead]), dimensions_);
      const std::uint32_t passage = list[i];
      if (owners_[passage] == kNone) continue;
      const float cosine = scales_[passage] * wide.scale * static_cast<float>(wide.times(codes_of(passage)));
      if (cosine > 0) found.emplace_back(cosine, owners_[passage]);
    }
    looked_at += list.size();
    if (looked_at >= kLookedAt) break;
  }
  // A document may come with each of its passages.
  const std::size_t enough = std::min(found.size(), limit * 8);
  const auto nearer = [&](const Scored& a, const Scored& b) {
    return a.first != b.first ? a.first > b.first : keys_[a.second] < keys_[b.second];
  };
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(enough), found.end(), nearer);
  std::vector<Near> nearest;
  std::vector<std::uint32_t> taken;
  for (std::size_t i = 0; i < enough && nearest.size() < limit; ++i) {
    if (std::find(taken.begin(), taken.end(), found[i].second) != taken.end()) continue;
    taken.push_back(found[i].second);
    nearest.push_back({keys_[found[i].second], found[i].first});
  }
  return nearest;
}

std::uint32_t PassageVectors::first_of(std::string_view key) const {
  const auto found = slots_.find(key);
  return found == slots_.end() ? kNone : first_[found->second];
}

std::uint32_t PassageVectors::nearest_of(std::string_view key, const WideCodes& wide) const {
  std::uint32_t best = kNone;
  float best_product = 0;
  for (std::uint32_t passage = first_of(key); passage != kNone; passage = next_[passage]) {
    const float product = scales_[passage] * static_cast<float>(wide.times(codes_of(passage)));
    if (best == kNone || product > best_product) {
      best = passage;
      best_product = product;
    }
  }
  return best;
}

std::optional<double> PassageVectors::cosine(std::string_view key, std::span<const float> vector) const {
  const WideCodes wide(vector);
  const std::uint32_t passage = nearest_of(key, wide);
  if (passage == kNone) return std::nullopt;
  return scales_[passage] * wide.scale * static_cast<float>(wide.times(codes_of(passage)));
}

std::vector<float> PassageVectors::nearest_passage(std::string_view key, std::span<const float> vector) const {
  const std::uint32_t passage = nearest_of(key, WideCodes(vector));
  return passage == kNone ? std::vector<float>{} : decode(passage);
}

std::vector<float> PassageVectors::mean(std::string_view key) const {
  std::vector<float> sum;
  for (std::uint32_t passage = first_of(key); passage != kNone; passage = next_[passage]) {
    const auto vector = decode(passage);
    sum.resize(dimensions_);
    for (std::size_t i = 0; i < dimensions_; ++i) sum[i] += vector[i];
  }
  float square = 0;
  for (const float x : sum) square += x * x;
  if (square > 0)
    for (float& x : sum) x /= std::sqrt(square);
  return sum;
}

}  // namespace debrief::search::semantic
