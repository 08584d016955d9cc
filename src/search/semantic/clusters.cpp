// SPDX-License-Identifier: Apache-2.0
#include "search/semantic/clusters.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <numeric>

namespace debrief::search::semantic {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using View = Eigen::Map<const Matrix>;

constexpr int kRounds = 6;
constexpr std::size_t kAtOnce = 4096;

View view(std::span<const float> numbers, std::size_t dimensions) {
  return {numbers.data(), static_cast<Eigen::Index>(numbers.size() / dimensions),
          static_cast<Eigen::Index>(dimensions)};
}

}  // namespace

std::vector<std::uint32_t> Clusters::nearest_of_each(std::span<const float> vectors) const {
  if (count() == 1) return std::vector<std::uint32_t>(dimensions_ == 0 ? 0 : vectors.size() / dimensions_);
  std::vector<std::uint32_t> nearest;
  const auto centres = view(centres_, dimensions_);
  for (std::size_t at = 0; at < vectors.size(); at += kAtOnce * dimensions_) {
    const auto some = vectors.subspan(at, std::min(kAtOnce * dimensions_, vectors.size() - at));
    const Matrix products = view(some, dimensions_) * centres.transpose();
    for (Eigen::Index i = 0; i < products.rows(); ++i) {
      Eigen::Index best = 0;
      products.row(i).maxCoeff(&best);
      nearest.push_back(static_cast<std::uint32_t>(best));
    }
  }
  return nearest;
}

std::uint32_t Clusters::nearest(std::span<const float> vector) const {
  const auto all = nearest_of_each(vector);
  return all.empty() ? 0 : all.front();
}

std::vector<std::uint32_t> Clusters::by_nearness(std::span<const float> vector) const {
  std::vector<std::uint32_t> order(count());
  std::iota(order.begin(), order.end(), 0U);
  if (order.size() == 1) return order;
  const Eigen::VectorXf products = view(centres_, dimensions_) * view(vector, dimensions_).transpose();
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return products[a] != products[b] ? products[a] > products[b] : a < b;
  });
  return order;
}

Clusters Clusters::learn(std::span<const float> vectors, std::size_t dimensions, std::size_t count) {
  const std::size_t available = dimensions == 0 ? 0 : vectors.size() / dimensions;
  if (count < 2 || available < count) return {};
  const auto all = view(vectors, dimensions);
  Matrix centres(static_cast<Eigen::Index>(count), static_cast<Eigen::Index>(dimensions));
  for (std::size_t i = 0; i < count; ++i)
    centres.row(static_cast<Eigen::Index>(i)) = all.row(static_cast<Eigen::Index>(i * available / count));
  Clusters clusters;
  for (int round = 0; round < kRounds; ++round) {
    clusters = Clusters({centres.data(), centres.data() + centres.size()}, dimensions);
    const auto nearest = clusters.nearest_of_each(vectors);
    Matrix sums = Matrix::Zero(centres.rows(), centres.cols());
    for (std::size_t i = 0; i < nearest.size(); ++i) sums.row(nearest[i]) += all.row(static_cast<Eigen::Index>(i));
    for (Eigen::Index i = 0; i < sums.rows(); ++i)
      if (const float length = sums.row(i).norm(); length > 0) centres.row(i) = sums.row(i) / length;
  }
  return Clusters({centres.data(), centres.data() + centres.size()}, dimensions);
}

}  // namespace debrief::search::semantic
