// SPDX-License-Identifier: Apache-2.0
#include "db/transaction_connection.hpp"

#include "base/text.hpp"

namespace debrief::db {

void TransactionConnection::check(std::span<const Value> args) const {
  rethrow_failure();
  for (const Value& value : args) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) continue;
    if (text->find('\0') != std::string::npos) throw DatabaseError("text for the database holds a NUL character");
    if (!is_utf8(*text)) throw DatabaseError("text for the database is not valid UTF-8");
  }
}

std::int64_t TransactionConnection::run(std::string_view sql, std::span<const Value> args, const Each& each) {
  check(args);
  return run_statement(sql, args, each);
}

void TransactionConnection::stream(std::string_view sql, std::span<const Value> args, const Each& each) {
  check(args);
  stream_statement(sql, args, each);
}

void TransactionConnection::execute_script(std::string_view sql) {
  rethrow_failure();
  run_script(sql);
}

}  // namespace debrief::db
