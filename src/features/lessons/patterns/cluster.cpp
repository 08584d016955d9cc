// SPDX-License-Identifier: Apache-2.0
#include "features/lessons/patterns/cluster.hpp"

#include <algorithm>
#include <optional>

namespace debrief::features::lessons {
namespace {

class Agglomeration {
 public:
  Agglomeration(std::size_t count, const std::function<float(std::size_t, std::size_t)>& likeness)
      : count_(count), likeness_(count * count), members_(count) {
    for (std::size_t i = 0; i < count; ++i) {
      members_[i] = {i};
      for (std::size_t j = 0; j < i; ++j) at(i, j) = at(j, i) = likeness(i, j);
    }
  }

  // Merges what is nearest to each other until nothing is near enough.
  void run(float least) {
    std::vector<std::size_t> chain;
    for (std::size_t start = 0; start < count_; ++start) {
      if (members_[start].empty() || done_at(start)) continue;
      chain = {start};
      while (!chain.empty()) {
        const auto next =
            nearest(chain.back(), chain.size() > 1 ? std::optional(chain[chain.size() - 2]) : std::nullopt);
        if (!next || at(chain.back(), *next) < least) {
          // Nothing will come nearer: averages never exceed what they are made of.
          finished_.resize(count_);
          finished_[chain.back()] = true;
          chain.pop_back();
          continue;
        }
        if (chain.size() > 1 && *next == chain[chain.size() - 2]) {
          const std::size_t a = chain.back();
          chain.pop_back();
          const std::size_t b = chain.back();
          chain.pop_back();
          merge(std::min(a, b), std::max(a, b));
          if (chain.empty()) chain.push_back(std::min(a, b));
        } else {
          chain.push_back(*next);
        }
      }
    }
  }

  [[nodiscard]] std::vector<std::vector<std::size_t>> groups() && {
    std::vector<std::vector<std::size_t>> result;
    for (auto& group : members_) {
      if (group.size() < 2) continue;
      std::sort(group.begin(), group.end());
      result.push_back(std::move(group));
    }
    std::sort(result.begin(), result.end());
    return result;
  }

 private:
  float& at(std::size_t a, std::size_t b) { return likeness_[a * count_ + b]; }
  [[nodiscard]] bool done_at(std::size_t i) const { return i < finished_.size() && finished_[i]; }

  // Of equals the one before in the chain, so that the chain ends, else the first.
  std::optional<std::size_t> nearest(std::size_t of, std::optional<std::size_t> preferred) {
    std::optional<std::size_t> best = preferred;
    for (std::size_t other = 0; other < count_; ++other) {
      if (other == of || members_[other].empty()) continue;
      if (!best || at(of, other) > at(of, *best)) best = other;
    }
    return best;
  }

  void merge(std::size_t into, std::size_t from) {
    const auto a = static_cast<float>(members_[into].size());
    const auto b = static_cast<float>(members_[from].size());
    for (std::size_t other = 0; other < count_; ++other) {
      if (other == into || other == from) continue;
      at(into, other) = at(other, into) = (a * at(into, other) + b * at(from, other)) / (a + b);
    }
    members_[into].insert(members_[into].end(), members_[from].begin(), members_[from].end());
    members_[from].clear();
  }

  std::size_t count_;
  std::vector<float> likeness_;
  std::vector<std::vector<std::size_t>> members_;
  std::vector<bool> finished_;
};

}  // namespace

std::vector<std::vector<std::size_t>> cluster(std::size_t count,
                                              const std::function<float(std::size_t, std::size_t)>& likeness,
                                              float least) {
  Agglomeration agglomeration(count, likeness);
  agglomeration.run(least);
  return std::move(agglomeration).groups();
}

}  // namespace debrief::features::lessons
