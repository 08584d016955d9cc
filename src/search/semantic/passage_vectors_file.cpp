// SPDX-License-Identifier: Apache-2.0
#include "search/semantic/passage_vectors.hpp"

#include <utility>

namespace debrief::search::semantic {

std::size_t PassageVectors::memory_bytes() const {
  constexpr std::size_t per_key = sizeof(std::string) + 56;  // with the node of the map
  std::size_t bytes = codes_.capacity() + scales_.capacity() * sizeof(float) +
                      (owners_.capacity() + next_.capacity() + first_.capacity()) * sizeof(std::uint32_t) +
                      keys_.size() * per_key + clusters_.centres().capacity() * sizeof(float);
  for (const auto& list : lists_) bytes += list.capacity() * sizeof(std::uint32_t);
  for (const std::string& key : keys_) bytes += key.size() > 15 ? key.size() + 1 : 0;
  return bytes;
}

void PassageVectors::write(CheckedWriter& out) const {
  out.number(dimensions_);
  out.array(clusters_.centres());
  out.array(codes_);
  out.array(scales_);
  out.array(owners_);
  StringArray keys;
  for (const std::string& key : keys_) keys.add(key);
  out.strings(keys);
  std::vector<std::uint32_t> clusters(owners_.size(), kNone);
  for (std::uint32_t cluster = 0; cluster < lists_.size(); ++cluster)
    for (const std::uint32_t passage : lists_[cluster]) clusters[passage] = cluster;
  out.array(clusters);
}

std::optional<PassageVectors> PassageVectors::read(CheckedReader& in) {
  PassageVectors vectors(in.number());
  std::vector<float> centres = in.array<float>();
  vectors.codes_ = in.array<std::int8_t>();
  vectors.scales_ = in.array<float>();
  vectors.owners_ = in.array<std::uint32_t>();
  const StringArray keys = in.strings();
  const auto clusters = in.array<std::uint32_t>();
  const std::size_t passages = vectors.owners_.size();
  const std::size_t dimensions = vectors.dimensions_;
  if (!in.ok() || !fits(keys) || dimensions == 0 || dimensions > 4096 || centres.size() % dimensions != 0 ||
      vectors.codes_.size() != passages * dimensions || vectors.scales_.size() != passages ||
      clusters.size() != passages)
    return std::nullopt;
  if (!centres.empty()) vectors.clusters_ = Clusters(std::move(centres), dimensions);
  vectors.lists_.assign(vectors.clusters_.count(), {});
  vectors.first_.assign(keys.size(), kNone);
  vectors.next_.assign(passages, kNone);
  for (std::uint32_t passage = 0; passage < passages; ++passage) {
    const std::uint32_t owner = vectors.owners_[passage];
    if (owner == kNone) continue;
    if (owner >= keys.size() || clusters[passage] >= vectors.lists_.size()) return std::nullopt;
    vectors.next_[passage] = std::exchange(vectors.first_[owner], passage);
    vectors.lists_[clusters[passage]].push_back(passage);
  }
  for (std::uint32_t document = 0; document < keys.size(); ++document) {
    vectors.keys_.emplace_back(keys[document]);
    if (vectors.first_[document] != kNone) vectors.slots_[vectors.keys_.back()] = document;
  }
  return vectors;
}

}  // namespace debrief::search::semantic
