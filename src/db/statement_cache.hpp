// SPDX-License-Identifier: Apache-2.0
// Prepared statements by their text, the least recently used ones dropped.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace debrief::db {

/// Not for concurrent use. Statements are shared, so that one in use outlives being dropped.
template <class Statement>
class StatementCache {
 public:
  explicit StatementCache(std::size_t limit) : limit_(limit) {}

  /// Null when the text is new.
  std::shared_ptr<Statement> find(std::string_view text) {
    const auto found = by_text_.find(text);
    if (found == by_text_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->second;
  }

  /// Returns the statement that was dropped for it, or null.
  std::shared_ptr<Statement> add(std::string text, std::shared_ptr<Statement> statement) {
    std::shared_ptr<Statement> dropped;
    if (entries_.size() >= limit_) {
      by_text_.erase(entries_.back().first);
      dropped = std::move(entries_.back().second);
      entries_.pop_back();
    }
    entries_.emplace_front(std::move(text), std::move(statement));
    by_text_.emplace(entries_.front().first, entries_.begin());
    return dropped;
  }

  void clear() {
    by_text_.clear();
    entries_.clear();
  }

 private:
  using Entries = std::list<std::pair<std::string, std::shared_ptr<Statement>>>;

  std::size_t limit_;
  Entries entries_;  // the most recently used first
  std::unordered_map<std::string_view, typename Entries::iterator> by_text_;
};

}  // namespace debrief::db
