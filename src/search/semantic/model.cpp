// SPDX-License-Identifier: Apache-2.0
#include "search/semantic/model.hpp"

#include "search/semantic/codes.hpp"

#include <algorithm>
#include <cmath>

namespace debrief::search::semantic {

Model::Model(TermTable terms, std::vector<float> rarities, std::span<const float> basis, std::size_t dimensions,
             std::uint64_t documents)
    : terms_(std::move(terms)),
      rarities_(std::move(rarities)),
      scales_(terms_.size()),
      codes_(terms_.size() * dimensions),
      dimensions_(dimensions),
      documents_(documents) {
  for (std::size_t term = 0; term < terms_.size(); ++term)
    scales_[term] = encode(basis.subspan(term * dimensions, dimensions), codes_.data() + term * dimensions);
}

std::size_t Model::memory_bytes() const {
  return terms_.memory_bytes() + (rarities_.capacity() + scales_.capacity()) * sizeof(float) + codes_.capacity();
}

float Model::weight_of(std::uint32_t term, float count) const {
  return (1 + std::log(std::max(1.0F, count))) * rarities_[term];
}

void Model::add(std::uint32_t term, float weight, std::span<float> sum) const {
  const std::int8_t* code = codes_.data() + term * dimensions_;
  const float scaled = weight * scales_[term];
  for (std::size_t i = 0; i < dimensions_; ++i) sum[i] += scaled * static_cast<float>(code[i]);
}

Vector Model::fold(const TermTable& terms, std::span<const TermCount> counts) const {
  Vector sum(dimensions_);
  for (const TermCount& counted : counts)
    if (const auto known = terms_.find(terms.term(counted.term))) add(*known, weight_of(*known, counted.count), sum);
  float square = 0;
  for (const float x : sum) square += x * x;
  if (square > 0)
    for (float& x : sum) x /= std::sqrt(square);
  return sum;
}

std::vector<float> Model::shares(const TermTable& terms, std::span<const TermCount> counts,
                                 std::span<const float> other) const {
  Vector sum(dimensions_);
  std::vector<float> products;
  for (const TermCount& counted : counts) {
    float product = 0;
    if (const auto known = terms_.find(terms.term(counted.term))) {
      Vector alone(dimensions_);
      add(*known, weight_of(*known, counted.count), alone);
      for (std::size_t i = 0; i < dimensions_; ++i) {
        product += alone[i] * other[i];
        sum[i] += alone[i];
      }
    }
    products.push_back(product);
  }
  float square = 0;
  for (const float x : sum) square += x * x;
  if (square > 0)
    for (float& product : products) product /= std::sqrt(square);
  return products;
}

void Model::write(CheckedWriter& out) const {
  out.number(dimensions_);
  out.number(documents_);
  StringArray terms;
  for (std::uint32_t i = 0; i < terms_.size(); ++i) terms.add(terms_.term(i));
  out.strings(terms);
  out.array(rarities_);
  out.array(scales_);
  out.array(codes_);
}

std::optional<Model> Model::read(CheckedReader& in) {
  Model model;
  model.dimensions_ = in.number();
  model.documents_ = in.number();
  const StringArray terms = in.strings();
  model.rarities_ = in.array<float>();
  model.scales_ = in.array<float>();
  model.codes_ = in.array<std::int8_t>();
  if (!in.ok() || !fits(terms) || model.dimensions_ > kDimensions) return std::nullopt;
  for (std::size_t i = 0; i < terms.size(); ++i) model.terms_.intern(terms[i]);
  if (model.terms_.size() != terms.size() || model.rarities_.size() != terms.size() ||
      model.scales_.size() != terms.size() || model.codes_.size() != terms.size() * model.dimensions_)
    return std::nullopt;
  return model;
}

}  // namespace debrief::search::semantic
