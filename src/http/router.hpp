// SPDX-License-Identifier: Apache-2.0
// Finds the route of a request among patterns such as "/api/v1/incidents/{number}/notes".
#pragma once

#include "http/message.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace debrief::http {

/// Patterns are added once at the start; afterwards finding is safe from any thread. `{name}` matches one
/// segment that is not empty, `{name...}` at the end matches the rest of the path, which may be empty. A
/// fixed segment is preferred to a parameter. HEAD finds the route of GET where it has none of its own.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// `index` is the caller's number for the route. Throws std::invalid_argument for a pattern twice
  /// (parameters may differ in name) and for one that is malformed.
  void add(std::string_view method, std::string_view pattern, std::size_t index);

  struct Found {
    std::size_t index = 0;
    std::map<std::string, std::string> parameters;
  };
  /// Errors: not_found; unsupported when the path exists with other methods only (Error::help lists them
  /// as the Allow header does: "GET, HEAD, POST").
  [[nodiscard]] Result<Found> find(std::string_view method, std::string_view path) const;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
};

}  // namespace debrief::http
