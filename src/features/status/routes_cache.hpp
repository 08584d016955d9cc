// SPDX-License-Identifier: Apache-2.0
// Rendered files of status pages, kept as long as they are right: a page that many read at once is made once.
#pragma once

#include "base/clock.hpp"
#include "http/message.hpp"
#include "journal/journal.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>

namespace debrief::features::status {

/// One file, ready to be sent.
struct RenderedFile {
  std::string slug;
  std::int64_t changes = 0;  ///< Page::changes when it was made
  bool is_private = false;
  std::string type;
  std::string etag;
  std::shared_ptr<const std::string> plain;
  std::shared_ptr<const std::string> gzipped;
  Instant made_at;
};

/// Thread-safe. A file is taken as it is while no fact was recorded since it was looked at, by any server of the store;
/// after that while the page has not changed; never longer than a minute, since time itself changes what it says.
class RenderedPages {
 public:
  explicit RenderedPages(journal::Journal& journal);

  using Render = std::function<std::optional<RenderedFile>()>;
  /// Absent when `render` finds nothing; that is not kept.
  std::shared_ptr<const RenderedFile> find(const std::string& slug, const std::string& name, const Render& render);

 private:
  struct Kept {
    std::shared_ptr<const RenderedFile> file;
    std::uint64_t generation;
  };
  journal::Journal& journal_;
  std::shared_ptr<std::atomic<std::uint64_t>> generation_;
  std::shared_mutex mutex_;
  std::map<std::string, Kept, std::less<>> files_;
  journal::Subscription news_;
};

/// The file as an answer to a request: 304 when the client has it already, gzip when it takes that.
[[nodiscard]] http::Response response_of(const RenderedFile& file, const http::Request& request);

/// What every page for readers outside is sent with.
void set_public_headers(http::Response& response);

}  // namespace debrief::features::status
