// SPDX-License-Identifier: Apache-2.0
#include "db/postgres_values.hpp"

#include "base/ascii.hpp"

#include <fmt/core.h>
#include <libpq-fe.h>

#include <bit>
#include <charconv>
#include <limits>

namespace debrief::db {
namespace {

// From pg_type.dat of the server: these numbers never change.
enum Type : unsigned {
  kBool = 16,
  kBytea = 17,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kOid = 26,
  kFloat4 = 700,
  kFloat8 = 701,
  kNumeric = 1700,
};

template <class T>
std::optional<T> parse(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

double parse_real(std::string_view text) {
  if (const auto value = parse<double>(text)) return *value;  // also reads "NaN", "Infinity", "-Infinity"
  throw DatabaseError(fmt::format("PostgreSQL sent a number that cannot be read: {}", text));
}

/// sum() of integers is a numeric in PostgreSQL, and an integer in SQLite.
Value parse_numeric(std::string_view text) {
  if (const auto whole = parse<std::int64_t>(text)) return *whole;
  return parse_real(text);
}

Blob parse_bytea(std::string_view text) {
  if (!text.starts_with("\\x")) throw DatabaseError("PostgreSQL sent bytes in another form than bytea_output = hex");
  Blob blob;
  blob.bytes.reserve(text.size() / 2);
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
    blob.bytes += static_cast<char>(hex_digit(text[i]) << 4 | hex_digit(text[i + 1]));
  }
  return blob;
}

Value parse_value(unsigned type, std::string_view text) {
  switch (type) {
    case kBool: return std::int64_t{text == "t"};
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
    case kNumeric: return parse_numeric(text);
    case kFloat4:
    case kFloat8: return parse_real(text);
    case kBytea: return parse_bytea(text);
    default: return std::string(text);
  }
}

}  // namespace

PostgresParameters::PostgresParameters(std::span<const Value> args) {
  struct Adder {
    PostgresParameters& to;
    void operator()(std::monostate) const { to.add(0, nullptr, 0); }
    void operator()(TypedNull null) const {
      static constexpr unsigned kTypes[] = {kInt8, kFloat8, kText, kBytea};
      to.add(kTypes[static_cast<std::size_t>(null.type)], nullptr, 0);
    }
    void operator()(std::int64_t value) const { to.add_number(kInt8, static_cast<std::uint64_t>(value)); }
    void operator()(double value) const { to.add_number(kFloat8, std::bit_cast<std::uint64_t>(value)); }
    void operator()(const std::string& value) const { to.add(kText, value.data(), value.size()); }
    void operator()(const Blob& value) const { to.add(kBytea, value.bytes.data(), value.bytes.size()); }
  };
  for (const Value& value : args) std::visit(Adder{*this}, value);
}

void PostgresParameters::add(unsigned type, const char* data, std::size_t size) {
  if (size > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw DatabaseError("a value is larger than PostgreSQL takes");
  }
  types_.push_back(type);
  values_.push_back(data);
  lengths_.push_back(static_cast<int>(size));
  formats_.push_back(1);
}

void PostgresParameters::add_number(unsigned type, std::uint64_t bits) {
  auto& bytes = numbers_.emplace_back();
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(bits >> (56 - 8 * i));
  add(type, bytes.data(), bytes.size());
}

std::string PostgresParameters::signature() const {
  std::string letters;
  for (const unsigned type : types_) {
    letters += type == kInt8 ? 'i' : type == kFloat8 ? 'r' : type == kText ? 't' : type == kBytea ? 'b' : 'n';
  }
  return letters;
}

Row postgres_row(const pg_result* result, int row) {
  const int count = PQnfields(result);
  std::vector<Value> columns;
  columns.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    if (PQgetisnull(result, row, i) != 0) {
      columns.emplace_back();
      continue;
    }
    const std::string_view text(PQgetvalue(result, row, i), static_cast<std::size_t>(PQgetlength(result, row, i)));
    columns.push_back(parse_value(PQftype(result, i), text));
  }
  return Row(std::move(columns));
}

}  // namespace debrief::db
