// SPDX-License-Identifier: Apache-2.0
// The web UI inside the program.
#pragma once

#include "http/message.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace debrief::app {

/// Serves the embedded files; any other path that a browser may open gets index.html, whose router knows it.
/// Safe from any thread.
class Assets {
 public:
  Assets();
  /// Absent for methods other than GET and HEAD and for paths of the API.
  [[nodiscard]] std::optional<http::Response> answer(const http::Request& request);

 private:
  struct File {
    std::string_view bytes;
    std::string type;
    std::string etag;
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> gzipped;
  };
  std::mutex mutex_;
  std::map<std::string, File, std::less<>> files_;
};

/// Headers that keep a page to its own scripts, styles and requests.
void set_security_headers(http::Response& response);

}  // namespace debrief::app
