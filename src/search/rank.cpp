// SPDX-License-Identifier: Apache-2.0
#include "search/rank.hpp"

#include <cmath>

namespace debrief::search {
namespace {

constexpr double kK1 = 1.2;
constexpr double kB = 0.75;
constexpr double kK3 = 8.0;
constexpr double kRarityExponent = 1.5;

}  // namespace

double rarity(std::uint32_t documents_with, std::uint32_t documents) {
  const double with = documents_with;
  return std::pow(std::log1p((documents - with + 0.5) / (with + 0.5)), kRarityExponent);
}

double query_saturation(double count) {
  return count * (kK3 + 1) / (count + kK3);
}

Ranking::Ranking(const FieldWeights& fields, const CorpusFigures& corpus)
    : fields_(&fields), documents_(corpus.documents), base_(kK1), slope_(0) {
  if (corpus.total_length == 0) return;
  const double average = static_cast<double>(corpus.total_length) / corpus.documents;
  base_ = kK1 * (1 - kB);
  slope_ = kK1 * kB / average;
}

double Ranking::weight(std::uint32_t documents_with, double count) const {
  return rarity(documents_with, documents_) * query_saturation(count);
}

double Ranking::exact_weight(std::uint32_t documents_with, double weight) const {
  return weight * rarity(documents_with, documents_) / rarity(1, documents_);
}

double Ranking::bound(double weight) {
  return weight * (kK1 + 1);
}

}  // namespace debrief::search
