// SPDX-License-Identifier: Apache-2.0
#include "http/router.hpp"

#include "base/text.hpp"

#include <functional>
#include <set>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

namespace debrief::http {

/// One segment of the tree of patterns. Names of parameters are kept per route: two routes may call the
/// same place by different names.
struct Router::Node {
  struct Route {
    std::size_t index = 0;
    std::vector<std::string> names;
  };
  using Routes = std::map<std::string, Route, std::less<>>;  // by method

  std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
  std::unique_ptr<Node> any;
  Routes here;
  Routes rest;

  struct Search {
    std::string_view method;
    std::string_view path;  // what `rest` views are measured against
    std::vector<std::string_view> values;
    std::set<std::string, std::less<>> methods;  // of the patterns that match but for the method
  };

  const Route* find(std::span<const std::string_view> segments, Search& search) const;
};

namespace {

using Segments = std::vector<std::string_view>;

Segments segments_of(std::string_view path) {
  if (path.empty() || path.front() != '/') return {};
  return split(path.substr(1), '/');
}

bool is_parameter(std::string_view segment) {
  return segment.size() >= 3 && segment.front() == '{' && segment.back() == '}';
}

bool is_rest(std::string_view segment) {
  return is_parameter(segment) && segment.size() > 5 && segment.ends_with("...}");
}

[[noreturn]] void refuse(std::string_view pattern, std::string_view why) {
  throw std::invalid_argument("route pattern \"" + std::string(pattern) + "\" " + std::string(why));
}

template <class Routes>
auto choose(const Routes& routes, std::string_view method) {
  auto found = routes.find(method);
  if (found == routes.end() && method == "HEAD") found = routes.find(std::string_view("GET"));
  return found;
}

std::string allowed(const std::set<std::string, std::less<>>& methods) {
  std::set<std::string, std::less<>> all = methods;
  if (all.contains("GET")) all.insert("HEAD");
  std::string list;
  for (const std::string& method : all) list += (list.empty() ? "" : ", ") + method;
  return list;
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(std::string_view method, std::string_view pattern, std::size_t index) {
  const Segments segments = segments_of(pattern);
  if (segments.empty()) refuse(pattern, "must begin with \"/\"");
  Node* node = root_.get();
  Node::Routes* routes = &node->here;
  Node::Route route{.index = index, .names = {}};
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::string_view segment = segments[i];
    if (is_rest(segment)) {
      if (i + 1 != segments.size()) refuse(pattern, "has \"...\" before its end");
      route.names.emplace_back(segment.substr(1, segment.size() - 5));
      routes = &node->rest;
      break;
    }
    if (is_parameter(segment)) {
      route.names.emplace_back(segment.substr(1, segment.size() - 2));
      if (!node->any) node->any = std::make_unique<Node>();
      node = node->any.get();
    } else {
      if (segment.find_first_of("{}") != std::string_view::npos) refuse(pattern, "mixes text and parameter");
      std::unique_ptr<Node>& next = node->fixed[std::string(segment)];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    }
    routes = &node->here;
  }
  if (!routes->emplace(std::string(method), std::move(route)).second) refuse(pattern, "is there twice");
}

const Router::Node::Route* Router::Node::find(std::span<const std::string_view> segments, Search& search) const {
  const auto take = [&search](const Routes& routes) -> const Route* {
    const auto found = choose(routes, search.method);
    if (found != routes.end()) return &found->second;
    for (const auto& [method, route] : routes) search.methods.insert(method);
    return nullptr;
  };
  if (segments.empty()) return take(here);

  const std::string_view segment = segments.front();
  if (const auto next = fixed.find(segment); next != fixed.end()) {
    if (const Route* route = next->second->find(segments.subspan(1), search)) return route;
  }
  if (any && !segment.empty()) {
    search.values.push_back(segment);
    if (const Route* route = any->find(segments.subspan(1), search)) return route;
    search.values.pop_back();
  }
  if (!rest.empty()) {
    if (const Route* route = take(rest)) {
      const auto from = static_cast<std::size_t>(segment.data() - search.path.data());
      search.values.push_back(search.path.substr(from));
      return route;
    }
  }
  return nullptr;
}

Result<Router::Found> Router::find(std::string_view method, std::string_view path) const {
  const Segments segments = segments_of(path);
  Node::Search search{.method = method, .path = path, .values = {}, .methods = {}};
  const Node::Route* route = segments.empty() ? nullptr : root_->find(segments, search);
  if (route == nullptr) {
    if (search.methods.empty()) return not_found("there is nothing at {}", shorten(path, 200));
    return unsupported("{} is not possible at {}", method, shorten(path, 200)).with_help(allowed(search.methods));
  }
  Found found{.index = route->index, .parameters = {}};
  for (std::size_t i = 0; i < route->names.size(); ++i) {
    found.parameters.emplace(route->names[i], std::string(search.values[i]));
  }
  return found;
}

}  // namespace debrief::http
