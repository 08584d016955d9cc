// SPDX-License-Identifier: Apache-2.0
#include "search/semantic/basis.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <random>

namespace debrief::search::semantic {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t kMoreDirections = 20;  // than are wanted: those at the rim are not exact
constexpr int kIterations = 3;

Matrix random_directions(std::size_t width, std::size_t count) {
  std::mt19937 dice(1990);
  Matrix directions(static_cast<Eigen::Index>(width), static_cast<Eigen::Index>(count));
  // Plus and minus one do as well as normal deviates, and are the same whatever the library.
  for (float& number : directions.reshaped()) number = (dice() >> 16U & 1U) != 0 ? 1.0F : -1.0F;
  return directions;
}

// (rowsᵀ rows) directions, row by row.
Matrix gram_times(const Rows& rows, const Matrix& directions) {
  Matrix result = Matrix::Zero(directions.rows(), directions.cols());
  Eigen::RowVectorXf along(directions.cols());
  std::size_t begin = 0;
  for (const std::size_t end : rows.ends) {
    along.setZero();
    for (std::size_t i = begin; i < end; ++i) along.noalias() += rows.weights[i] * directions.row(rows.terms[i]);
    for (std::size_t i = begin; i < end; ++i) result.row(rows.terms[i]).noalias() += rows.weights[i] * along;
    begin = end;
  }
  return result;
}

Matrix orthonormal(const Matrix& directions) {
  const Eigen::HouseholderQR<Eigen::MatrixXf> qr(directions);
  return qr.householderQ() * Eigen::MatrixXf::Identity(directions.rows(), directions.cols());
}

}  // namespace

std::vector<float> learn_basis(const Rows& rows, std::size_t& dimensions) {
  const std::size_t room = std::min(rows.width, rows.ends.size());
  dimensions = std::min(dimensions, room);
  if (dimensions == 0) return {};
  Matrix directions = random_directions(rows.width, std::min(room, dimensions + kMoreDirections));
  for (int i = 0; i < kIterations; ++i) directions = orthonormal(gram_times(rows, directions));
  const Matrix turned = gram_times(rows, directions);
  const Eigen::MatrixXd small = (directions.transpose() * turned).cast<double>();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver((small + small.transpose()) / 2);
  // Ascending; what has no weight at all is no direction.
  const auto& values = solver.eigenvalues();
  const double least = std::max(values[values.size() - 1], 0.0) * 1e-6;
  while (dimensions > 0 && values[values.size() - static_cast<Eigen::Index>(dimensions)] <= least) --dimensions;
  const auto count = static_cast<Eigen::Index>(dimensions);
  const Matrix basis = directions * solver.eigenvectors().rightCols(count).rowwise().reverse().cast<float>();
  return {basis.data(), basis.data() + basis.size()};
}

}  // namespace debrief::search::semantic
