// SPDX-License-Identifier: Apache-2.0
// Values on their way to PostgreSQL and back.
#pragma once

#include "db/database.hpp"

#include <array>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct pg_result;

namespace debrief::db {

/// Arguments as libpq wants them, in binary form, which needs no escapes. Each has the type of its value, so
/// that the server does not take a large number for a 32-bit one; for a null without a type it infers one.
/// Points into `args`, which must live longer.
class PostgresParameters {
 public:
  explicit PostgresParameters(std::span<const Value> args);
  PostgresParameters(const PostgresParameters&) = delete;
  PostgresParameters& operator=(const PostgresParameters&) = delete;

  [[nodiscard]] int count() const { return static_cast<int>(values_.size()); }
  [[nodiscard]] const unsigned* types() const { return types_.data(); }
  [[nodiscard]] const char* const* values() const { return values_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }
  /// One letter for each type: statements are prepared for types as well as for a text.
  [[nodiscard]] std::string signature() const;

 private:
  void add(unsigned type, const char* data, std::size_t size);
  void add_number(unsigned type, std::uint64_t bits);

  std::vector<unsigned> types_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  std::deque<std::array<char, 8>> numbers_;  // in network order; addresses stay
};

/// A row of a result in text form. Throws DatabaseError for a type that has no Value.
[[nodiscard]] Row postgres_row(const pg_result* result, int row);

}  // namespace debrief::db
