// SPDX-License-Identifier: Apache-2.0
#include "print/table_grid.hpp"

#include <algorithm>
#include <numeric>

namespace debrief::print {
namespace {

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// As `wanted`, made to add up to `width`.
std::vector<double> in_proportion(std::vector<double> wanted, double width) {
  const double all = sum(wanted);
  for (double& value : wanted) value = all > 0 ? value * width / all : width / static_cast<double>(wanted.size());
  return wanted;
}

}  // namespace

bool words_fit(const std::vector<ColumnNeed>& needs, double width) {
  double all = 0;
  for (const ColumnNeed& need : needs) all += need.least;
  return all <= width;
}

std::vector<double> share_width(const std::vector<ColumnNeed>& needs, double width) {
  const double even = width / static_cast<double>(std::max<std::size_t>(needs.size(), 1));
  std::vector<double> least, more;
  for (const ColumnNeed& need : needs) {
    least.push_back(need.least);
    // Prose of any length counts as one full line: it is broken anyway, and must not squeeze the others.
    more.push_back(std::max(0.0, std::min(need.natural, width) - need.least));
  }
  double left = width - sum(least);
  if (left < 0) {
    // Long words give way first.
    for (double& value : least) value = std::min(value, even) + std::max(0.0, value - even) * 0.2;
    return in_proportion(std::move(least), width);
  }
  // Small wishes first: a column of times must not be broken for a column of prose.
  std::vector<std::size_t> order(needs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) { return more[x] < more[y]; });
  std::vector<double> widths = least;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double given = std::min(more[order[i]], left / static_cast<double>(order.size() - i));
    widths[order[i]] += given;
    left -= given;
  }
  return in_proportion(std::move(widths), width);
}

}  // namespace debrief::print
