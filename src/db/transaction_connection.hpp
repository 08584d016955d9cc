// SPDX-License-Identifier: Apache-2.0
// What the connections of both engines share, so that the same program behaves the same on either.
#pragma once

#include "db/database.hpp"

#include <exception>

namespace debrief::db {

/// A connection that lets no statement follow a failed one within a transaction: PostgreSQL refuses that,
/// and on SQLite it could run outside of a transaction that the engine has already undone.
class TransactionConnection : public Connection {
 public:
  /// Forgets an earlier failure. Call where a transaction or savepoint begins.
  void forget_failure() { failure_ = nullptr; }
  /// Throws the error of the first statement that failed since then, if one did.
  void rethrow_failure() const {
    if (failure_) std::rethrow_exception(failure_);
  }

  void execute_script(std::string_view sql) final;

 protected:
  std::int64_t run(std::string_view sql, std::span<const Value> args, const Each& each) final;
  void stream(std::string_view sql, std::span<const Value> args, const Each& each) final;

  virtual std::int64_t run_statement(std::string_view sql, std::span<const Value> args, const Each& each) = 0;
  virtual void stream_statement(std::string_view sql, std::span<const Value> args, const Each& each) = 0;
  virtual void run_script(std::string_view sql) = 0;

  /// Throws `error` and remembers it as the failure of the transaction.
  template <class E>
  [[noreturn]] void fail(E error) {
    if (!failure_) failure_ = std::make_exception_ptr(error);
    throw std::move(error);
  }

 private:
  void check(std::span<const Value> args) const;

  std::exception_ptr failure_;
};

}  // namespace debrief::db
