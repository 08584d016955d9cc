// SPDX-License-Identifier: Apache-2.0
// JSON (RFC 8259) by Boost.JSON, read strictly: every field is asked for by name and type, and a field
// that nobody asked for is an error.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <boost/json/array.hpp>
#include <boost/json/fwd.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace debrief::json {

using boost::json::array;
using boost::json::object;
using boost::json::value;

/// Parses one complete JSON text. Refuses malformed text, invalid UTF-8 and nesting over 64 levels; the
/// error names the byte offset.
[[nodiscard]] Result<value> parse(std::string_view text);

/// Compact text, keys in the order of insertion.
[[nodiscard]] std::string write(const value& document);
[[nodiscard]] std::string write(const object& document);

/// Two spaces of indentation, for people and golden files.
[[nodiscard]] std::string write_pretty(const value& document);

/// The text at `key`, or an empty view when the key is absent or holds something else. For reading what
/// other programs send, where unknown fields are normal. The view lives as long as `document`.
[[nodiscard]] std::string_view text_at(const object& document, std::string_view key);

/// The object or array at `key`, or null when absent or of another type.
[[nodiscard]] const object* object_at(const object& document, std::string_view key);
[[nodiscard]] const array* array_at(const object& document, std::string_view key);

/// JSON null for what is absent; times as RFC 3339.
[[nodiscard]] value or_null(const std::optional<std::string>& text);
[[nodiscard]] value or_null(const std::optional<Instant>& at);
[[nodiscard]] value or_null(const std::optional<bool>& yes);
[[nodiscard]] value or_null(const std::optional<std::int64_t>& number);

/// Reads the fields of one object from our own clients. Ask for each field, then call done(). Keeps a
/// reference to the document, which must outlive it. Every error has Error::field as a JSON pointer.
class Fields {
 public:
  /// `path` is the JSON pointer of the document within the whole input ("" at the top).
  static Result<Fields> of(const value& document, std::string path = "");

  /// Longest text in bytes unless another limit is given.
  static constexpr std::size_t kTextLimit = 10'000;

  Result<std::string> text(std::string_view name, std::size_t limit = kTextLimit);
  Result<std::optional<std::string>> optional_text(std::string_view name, std::size_t limit = kTextLimit);
  Result<std::int64_t> integer(std::string_view name, std::int64_t low, std::int64_t high);
  Result<std::optional<std::int64_t>> optional_integer(std::string_view name, std::int64_t low, std::int64_t high);
  /// An RFC 3339 text.
  Result<Instant> time(std::string_view name);
  Result<std::optional<Instant>> optional_time(std::string_view name);
  Result<bool> boolean_or(std::string_view name, bool fallback);
  Result<std::optional<bool>> optional_boolean(std::string_view name);
  /// Empty when absent. At most `limit` elements.
  Result<std::vector<std::string>> texts(std::string_view name, std::size_t limit = 100);
  /// The raw value, or null when absent.
  const value* find(std::string_view name);

  [[nodiscard]] bool has(std::string_view name) const { return document_->contains(name); }
  [[nodiscard]] std::string path_of(std::string_view name) const { return path_ + "/" + std::string(name); }

  /// Refuses fields that were not asked for.
  [[nodiscard]] Result<> done() const;

 private:
  Fields(const object& document, std::string path) : document_(&document), path_(std::move(path)) {}
  const value* take(std::string_view name);

  const object* document_;
  std::string path_;
  std::vector<std::string> asked_;
};

}  // namespace debrief::json
