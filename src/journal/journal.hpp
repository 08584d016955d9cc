// SPDX-License-Identifier: Apache-2.0
// The journal: facts are appended in the caller's transaction, chained by hash for each incident, and
// announced after the commit.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "db/database.hpp"
#include "domain/fact.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace debrief::journal {

/// Under which key the answer of a request is remembered, so that a repeated request changes nothing.
struct Idempotency {
  std::string scope;         ///< id of the principal
  std::string key;           ///< as the client chose it
  std::string request_hash;  ///< of method, path and body
};

/// Who records, through what, and under which key.
struct Origin {
  std::string actor;
  std::string actor_id;
  std::string source;
  std::optional<Idempotency> idempotency = {};
};

/// One transaction that may append facts. Valid during the call that hands it out.
class Transaction {
 public:
  Transaction(db::Connection& connection, const Origin& origin, Instant now)
      : db(connection), origin_(origin), now_(now) {}

  db::Connection& db;

  /// Appends a fact with the origin of the transaction and returns it complete.
  domain::Fact append(domain::NewFact fact);

  /// The time of recording, one for the whole transaction.
  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] const Origin& origin() const { return origin_; }
  [[nodiscard]] std::int64_t last_position() const { return last_position_; }

  /// Claims the origin's idempotency key, if there is one. Throws db::KeyExists when it is taken.
  void claim_key();
  /// To be called after the last append: counts the facts, and tells other servers of the same store, with the
  /// commit, that there are new ones.
  void finish();
  /// Keeps the answer under the claimed key.
  void keep_answer(int status, std::string_view body);

 private:
  /// The newest fact of a chain.
  struct Head {
    std::int64_t seq = 0;  ///< 0: the chain is empty
    Digest hash{};
  };

  std::int64_t next_position();
  Head& head_of(std::int64_t incident);

  const Origin& origin_;
  Instant now_;
  std::int64_t first_position_ = 0;
  std::int64_t last_position_ = 0;
  std::map<std::int64_t, Head> heads_;  // of the chains that this transaction appended to
};

/// The answer that was kept under a key.
struct KeptAnswer {
  std::string request_hash;
  int status = 0;  ///< 0 while the answer is not known: the request was done, or is in its last step
  std::string body;
};

/// Who wants to hear of new facts. Shared with the thread that hears of other servers' facts.
class Listeners {
 public:
  std::uint64_t add(std::function<void()> heard);
  void remove(std::uint64_t number);
  void call();
  /// True the first time.
  bool begin();

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, std::function<void()>> heard_;
  std::uint64_t last_ = 0;
  bool begun_ = false;
};

/// Once it is gone, its listener is not called any more.
class Subscription {
 public:
  Subscription() = default;
  Subscription(std::shared_ptr<Listeners> listeners, std::uint64_t number) : listeners_(std::move(listeners)), number_(number) {}
  Subscription(Subscription&& other) noexcept : listeners_(std::move(other.listeners_)), number_(other.number_) {}
  Subscription& operator=(Subscription&& other) noexcept;
  ~Subscription();

 private:
  std::shared_ptr<Listeners> listeners_;
  std::uint64_t number_ = 0;
};

/// All members are safe from any thread. `database` and `clock` must outlive the journal.
class Journal {
 public:
  Journal(db::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  /// Runs `work(Transaction&)`, which returns a Result, durably; an error undoes everything. When the result
  /// has members `status` and `body` it is kept under the origin's idempotency key in the same transaction.
  /// Throws db::KeyExists when the key was taken meanwhile: the kept answer is then to be found.
  template <class F>
  auto write(const Origin& origin, F&& work) -> std::invoke_result_t<F, Transaction&> {
    using R = std::invoke_result_t<F, Transaction&>;
    std::int64_t position = 0;
    R result = database_.write([&](db::Connection& connection) -> R {
      Transaction transaction(connection, origin, clock_.now());
      transaction.claim_key();
      R inner = work(transaction);
      if (!inner) return inner;
      if constexpr (requires { inner->status; inner->body; }) transaction.keep_answer(inner->status, inner->body);
      position = transaction.last_position();
      transaction.finish();
      return inner;
    });
    if (position > 0) listeners_->call();
    return result;
  }

  [[nodiscard]] std::optional<KeptAnswer> find_answer(const Idempotency& idempotency);

  /// Keeps the answer under a key that was claimed by a transaction whose result was not the answer itself.
  void complete_answer(const Idempotency& idempotency, int status, std::string_view body);

  /// Calls `heard` on the writing thread after a commit that appended facts, or when another server of the
  /// same store did; it should only wake somebody. Ends with the subscription.
  [[nodiscard]] Subscription on_news(std::function<void()> heard);

  /// Facts after `position` in the order of the journal, at most `limit`; of one incident when it is given.
  [[nodiscard]] std::vector<domain::Fact> list_after(std::int64_t position, std::size_t limit,
                                                     std::optional<std::int64_t> incident = {});
  /// Position of the newest fact, 0 when there is none.
  [[nodiscard]] std::int64_t newest_position();

  [[nodiscard]] db::Database& database() { return database_; }
  [[nodiscard]] const Clock& clock() const { return clock_; }

 private:
  db::Database& database_;
  const Clock& clock_;
  std::shared_ptr<Listeners> listeners_ = std::make_shared<Listeners>();
};

/// The hash that chains a fact to the one before it (all zero for the first of its chain): SHA-256 over the
/// fields in order, each with its length in front, times as microseconds.
[[nodiscard]] Digest chain_hash(const Digest& previous, const domain::Fact& fact, std::string_view data_text);

/// A fact from a row of `select <kFactColumns> from facts`.
inline constexpr std::string_view kFactColumns =
    "position, incident, seq, kind, occurred_at, recorded_at, actor, actor_id, source, data, hash";
[[nodiscard]] domain::Fact fact_from(const db::Row& row);

}  // namespace debrief::journal
