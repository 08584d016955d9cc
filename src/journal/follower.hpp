// SPDX-License-Identifier: Apache-2.0
// Reads the journal behind its writers, and remembers how far it came: what was recorded while nobody followed is
// heard after the next start.
#pragma once

#include "base/log.hpp"
#include "journal/journal.hpp"
#include "journal/news_thread.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace debrief::journal {

/// A migration puts down where a follower begins (table `followers`). Facts are heard in order, at least once, also
/// when several servers share a store: what `hear` does must be the same when it is done twice. When it throws, the
/// same facts come again a little later.
class Follower {
 public:
  using Hear = std::function<void(const std::vector<domain::Fact>& facts)>;

  Follower(Journal& journal, std::string name, Hear hear, Log& log);

  /// Follows on a thread of its own from now on.
  void start();
  /// Hears everything recorded so far before it returns. Throws what `hear` throws.
  void catch_up();

 private:
  Journal& journal_;
  std::string name_;
  Hear hear_;
  Log& log_;
  std::mutex hearing_mutex_;  // one at a time
  std::optional<NewsThread> thread_;  // ends first: it calls what stands above
};

}  // namespace debrief::journal
