// SPDX-License-Identifier: Apache-2.0
// Finds the route of a request among patterns such as "/api/v1/incidents/{number}/notes".
#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::http {

/// Patterns are added once at the start; afterwards finding is safe from any thread. `{name}` matches one
/// segment that is not empty, `{name...}` at the end matches the rest of the path. A fixed segment is
/// preferred to a parameter.
class Router {
 public:
  /// `index` is the caller's number for the route. Throws std::invalid_argument for a pattern twice.
  void add(std::string_view method, std::string_view pattern, std::size_t index);

  struct Found {
    std::size_t index = 0;
    std::map<std::string, std::string> parameters;
  };
  /// Errors: not_found; unsupported when the path exists with other methods only (Error::help lists them).
  [[nodiscard]] Result<Found> find(std::string_view method, std::string_view path) const;

 private:
  struct Entry {
    std::string method;
    std::vector<std::string> segments;
    std::size_t index;
  };
  std::vector<Entry> entries_;
};

}  // namespace debrief::http
