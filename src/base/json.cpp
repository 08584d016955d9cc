// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"

#include "base/time.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/stream_parser.hpp>

#include <algorithm>
#include <cmath>

namespace debrief::json {
namespace {

constexpr std::size_t kDepthLimit = 64;

std::string_view view(const boost::json::string& text) { return {text.data(), text.size()}; }

// A number like 1e9999 becomes infinite, which JSON cannot say: what is written of it could not be read again.
bool is_finite(const value& document) {
  if (const double* number = document.if_double(); number != nullptr) return std::isfinite(*number);
  if (const array* elements = document.if_array(); elements != nullptr)
    return std::all_of(elements->begin(), elements->end(), is_finite);
  if (const object* members = document.if_object(); members != nullptr)
    return std::all_of(members->begin(), members->end(), [](const auto& member) { return is_finite(member.value()); });
  return true;
}

void write_indented(const value& document, std::string& out, std::size_t depth) {
  const auto indent = [&](std::size_t level) { out.append("\n").append(level * 2, ' '); };
  if (const auto* members = document.if_object(); members != nullptr && !members->empty()) {
    out += '{';
    bool first = true;
    for (const auto& member : *members) {
      if (!first) out += ',';
      first = false;
      indent(depth + 1);
      out += boost::json::serialize(boost::json::string(member.key())) + ": ";
      write_indented(member.value(), out, depth + 1);
    }
    indent(depth);
    out += '}';
  } else if (const auto* elements = document.if_array(); elements != nullptr && !elements->empty()) {
    out += '[';
    bool first = true;
    for (const auto& element : *elements) {
      if (!first) out += ',';
      first = false;
      indent(depth + 1);
      write_indented(element, out, depth + 1);
    }
    indent(depth);
    out += ']';
  } else {
    out += boost::json::serialize(document);
  }
}

}  // namespace

Result<value> parse(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = kDepthLimit;
  boost::json::stream_parser parser({}, options);
  boost::system::error_code error;
  const std::size_t used = parser.write_some(text.data(), text.size(), error);
  if (!error && used < text.size()) error = boost::json::error::extra_data;
  if (!error) parser.finish(error);
  if (error)
    return invalid("the body is not valid JSON: {} near byte {}", error.message(), used)
        .with_help("Send one JSON document in UTF-8, nested at most 64 levels deep.");
  value document = parser.release();
  if (!is_finite(document))
    return invalid("the body holds a number that is out of range").with_help("Numbers lie between -1.8e308 and 1.8e308.");
  return document;
}

std::string write(const value& document) { return boost::json::serialize(document); }
std::string write(const object& document) { return boost::json::serialize(document); }

std::string write_pretty(const value& document) {
  std::string out;
  write_indented(document, out, 0);
  out += '\n';
  return out;
}

std::string_view text_at(const object& document, std::string_view key) {
  const value* found = document.if_contains(key);
  return found != nullptr && found->is_string() ? view(found->get_string()) : std::string_view{};
}

const object* object_at(const object& document, std::string_view key) {
  const value* found = document.if_contains(key);
  return found != nullptr ? found->if_object() : nullptr;
}

const array* array_at(const object& document, std::string_view key) {
  const value* found = document.if_contains(key);
  return found != nullptr ? found->if_array() : nullptr;
}

value or_null(const std::optional<std::string>& text) { return text ? value(*text) : value(nullptr); }
value or_null(const std::optional<Instant>& at) { return at ? value(to_rfc3339(*at)) : value(nullptr); }
value or_null(const std::optional<bool>& yes) { return yes ? value(*yes) : value(nullptr); }
value or_null(const std::optional<std::int64_t>& number) { return number ? value(*number) : value(nullptr); }

Result<Fields> Fields::of(const value& document, std::string path) {
  if (!document.is_object())
    return invalid("expected a JSON object").at(path.empty() ? "/" : path);
  return Fields(document.get_object(), std::move(path));
}

const value* Fields::take(std::string_view name) {
  asked_.emplace_back(name);
  const value* found = document_->if_contains(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

const value* Fields::find(std::string_view name) { return take(name); }

Result<std::optional<std::string>> Fields::optional_text(std::string_view name, std::size_t limit) {
  const value* found = take(name);
  if (found == nullptr) return std::optional<std::string>{};
  if (!found->is_string()) return invalid("'{}' must be a text", name).at(path_of(name));
  const std::string_view text = view(found->get_string());
  if (text.size() > limit)
    return invalid("'{}' is {} bytes long; at most {} are allowed", name, text.size(), limit).at(path_of(name));
  if (text.find('\0') != std::string_view::npos)
    return invalid("'{}' holds a NUL character, which texts cannot have", name).at(path_of(name));
  return std::optional<std::string>(text);
}

Result<std::string> Fields::text(std::string_view name, std::size_t limit) {
  auto found = TRY(optional_text(name, limit));
  if (!found || found->find_first_not_of(" \t\r\n") == std::string::npos)
    return invalid("'{}' is required", name).at(path_of(name));
  return *std::move(found);
}

Result<std::optional<std::int64_t>> Fields::optional_integer(std::string_view name, std::int64_t low, std::int64_t high) {
  const value* found = take(name);
  if (found == nullptr) return std::optional<std::int64_t>{};
  if (!found->is_int64() || found->get_int64() < low || found->get_int64() > high)
    return invalid("'{}' must be a whole number from {} to {}", name, low, high).at(path_of(name));
  return std::optional<std::int64_t>(found->get_int64());
}

Result<std::int64_t> Fields::integer(std::string_view name, std::int64_t low, std::int64_t high) {
  const auto found = TRY(optional_integer(name, low, high));
  if (!found) return invalid("'{}' is required", name).at(path_of(name));
  return *found;
}

Result<std::optional<Instant>> Fields::optional_time(std::string_view name) {
  const auto text = TRY(optional_text(name, 100));
  if (!text) return std::optional<Instant>{};
  auto at = parse_rfc3339(*text);
  if (!at) {
    Error error = std::move(at).error();
    error.field = path_of(name);
    return error;
  }
  return std::optional<Instant>(*at);
}

Result<Instant> Fields::time(std::string_view name) {
  const auto at = TRY(optional_time(name));
  if (!at) return invalid("'{}' is required", name).at(path_of(name));
  return *at;
}

Result<std::optional<bool>> Fields::optional_boolean(std::string_view name) {
  const value* found = take(name);
  if (found == nullptr) return std::optional<bool>{};
  if (!found->is_bool()) return invalid("'{}' must be true or false", name).at(path_of(name));
  return std::optional(found->get_bool());
}

Result<bool> Fields::boolean_or(std::string_view name, bool fallback) {
  return TRY(optional_boolean(name)).value_or(fallback);
}

Result<std::vector<std::string>> Fields::texts(std::string_view name, std::size_t limit) {
  const value* found = take(name);
  std::vector<std::string> texts;
  if (found == nullptr) return texts;
  if (!found->is_array()) return invalid("'{}' must be a list of texts", name).at(path_of(name));
  if (found->get_array().size() > limit)
    return invalid("'{}' has {} elements; at most {} are allowed", name, found->get_array().size(), limit).at(path_of(name));
  for (const value& element : found->get_array()) {
    if (!element.is_string() || element.get_string().size() > kTextLimit)
      return invalid("'{}' must hold texts of at most {} bytes only", name, kTextLimit).at(path_of(name));
    if (view(element.get_string()).find('\0') != std::string_view::npos)
      return invalid("'{}' holds a NUL character, which texts cannot have", name).at(path_of(name));
    texts.emplace_back(view(element.get_string()));
  }
  return texts;
}

Result<> Fields::done() const {
  for (const auto& member : *document_) {
    if (std::find(asked_.begin(), asked_.end(), std::string_view(member.key())) == asked_.end())
      return invalid("'{}' is not a known field here", std::string_view(member.key()))
          .at(path_of(member.key()))
          .with_help("Remove the field, or check its spelling against the API reference.");
  }
  return {};
}

}  // namespace debrief::json
