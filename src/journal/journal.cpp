// SPDX-License-Identifier: Apache-2.0
#include "journal/journal.hpp"

#include <algorithm>
#include <cstring>

namespace debrief::journal {
namespace {

constexpr std::string_view kNewsChannel = "debrief_facts";

Digest digest_from(const std::string& bytes) {
  Digest digest{};
  if (bytes.size() != digest.size()) throw db::DatabaseError("a fact's hash does not have 32 bytes; run `debrief verify`");
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

db::Blob blob_of(const Digest& digest) { return {std::string(digest.begin(), digest.end())}; }

void hash_field(Sha256& hash, std::string_view bytes) {
  std::array<char, 8> length{};
  const std::uint64_t size = bytes.size();
  for (std::size_t i = 0; i < length.size(); ++i) length[i] = static_cast<char>((size >> (8 * i)) & 0xFF);
  hash.update({length.data(), length.size()}).update(bytes);
}

}  // namespace

Digest chain_hash(const Digest& previous, const domain::Fact& fact, std::string_view data_text) {
  Sha256 hash;
  hash_field(hash, {reinterpret_cast<const char*>(previous.data()), previous.size()});
  for (const std::int64_t number :
       {fact.position, fact.incident, fact.seq, fact.occurred_at.micros, fact.recorded_at.micros})
    hash_field(hash, std::to_string(number));
  for (const std::string_view text :
       {std::string_view(fact.kind), std::string_view(fact.actor), std::string_view(fact.actor_id),
        std::string_view(fact.source), data_text})
    hash_field(hash, text);
  return hash.finish();
}

// The counter's row stays locked from the first fact on, so that positions are dense, and heads are read after that.
std::int64_t Transaction::next_position() {
  if (last_position_ > 0) return ++last_position_;
  first_position_ = db.query_one("update journal set position = position + 1 returning position")->integer(0);
  return last_position_ = first_position_;
}

Transaction::Head& Transaction::head_of(std::int64_t incident) {
  const auto [found, is_new] = heads_.try_emplace(incident);
  if (!is_new) return found->second;
  const auto row = db.query_one("select seq, hash from facts where incident = $1 order by seq desc limit 1", incident);
  if (row) found->second = {row->integer(0), digest_from(row->blob(1))};
  return found->second;
}

domain::Fact Transaction::append(domain::NewFact news) {
  domain::Fact fact;
  fact.incident = news.incident;
  fact.kind = std::move(news.kind);
  fact.occurred_at = news.occurred_at;
  fact.recorded_at = now_;
  fact.actor = origin_.actor;
  fact.actor_id = origin_.actor_id;
  fact.source = origin_.source;
  fact.data = std::move(news.data);
  fact.position = next_position();
  Head& head = head_of(fact.incident);
  fact.seq = head.seq + 1;

  const std::string data_text = json::write(fact.data);
  fact.hash = chain_hash(head.hash, fact, data_text);
  db.execute(
      "insert into facts (position, incident, seq, kind, occurred_at, recorded_at, actor, actor_id, source, data, hash) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      fact.position, fact.incident, fact.seq, fact.kind, fact.occurred_at.micros, fact.recorded_at.micros, fact.actor,
      fact.actor_id, fact.source, data_text, blob_of(fact.hash));
  head = {fact.seq, fact.hash};
  return fact;
}

void Transaction::finish() {
  if (last_position_ == 0) return;
  if (last_position_ > first_position_) db.execute("update journal set position = $1", last_position_);
  db::notify(db, kNewsChannel, "");
}

void Transaction::claim_key() {
  if (!origin_.idempotency) return;
  const Idempotency& wanted = *origin_.idempotency;
  db.execute("insert into idempotency_keys (scope, key, request_hash, status, body, created_at) values ($1, $2, $3, 0, '', $4)",
             wanted.scope, wanted.key, wanted.request_hash, now_.micros);
}

void Transaction::keep_answer(int status, std::string_view body) {
  if (!origin_.idempotency) return;
  db.execute("update idempotency_keys set status = $3, body = $4 where scope = $1 and key = $2", origin_.idempotency->scope,
             origin_.idempotency->key, status, body);
}

std::optional<KeptAnswer> Journal::find_answer(const Idempotency& wanted) {
  return database_.read([&](db::Connection& db) -> std::optional<KeptAnswer> {
    const auto row = db.query_one("select request_hash, status, body from idempotency_keys where scope = $1 and key = $2",
                                  wanted.scope, wanted.key);
    if (!row) return std::nullopt;
    return KeptAnswer{row->text(0), static_cast<int>(row->integer(1)), row->text(2)};
  });
}

void Journal::complete_answer(const Idempotency& claimed, int status, std::string_view body) {
  database_.write([&](db::Connection& db) {
    db.execute("update idempotency_keys set status = $3, body = $4 where scope = $1 and key = $2 and status = 0", claimed.scope,
               claimed.key, status, body);
  });
}

std::uint64_t Listeners::add(std::function<void()> heard) {
  const std::scoped_lock lock(mutex_);
  heard_.emplace(++last_, std::move(heard));
  return last_;
}

void Listeners::remove(std::uint64_t number) {
  const std::scoped_lock lock(mutex_);
  heard_.erase(number);
}

void Listeners::call() {
  const std::scoped_lock lock(mutex_);
  for (const auto& [number, heard] : heard_) heard();
}

bool Listeners::begin() {
  const std::scoped_lock lock(mutex_);
  return !std::exchange(begun_, true);
}

Subscription& Subscription::operator=(Subscription&& other) noexcept {
  std::swap(listeners_, other.listeners_);
  std::swap(number_, other.number_);
  return *this;
}

Subscription::~Subscription() {
  if (listeners_) listeners_->remove(number_);
}

Subscription Journal::on_news(std::function<void()> heard) {
  const std::uint64_t number = listeners_->add(std::move(heard));
  if (listeners_->begin())
    database_.listen(std::string(kNewsChannel), [listeners = listeners_](const std::string&) { listeners->call(); });
  return {listeners_, number};
}

std::vector<domain::Fact> Journal::list_after(std::int64_t position, std::size_t limit, std::optional<std::int64_t> incident) {
  const auto count = static_cast<std::int64_t>(limit);
  const std::string select = "select " + std::string(kFactColumns) + " from facts where position > $1";
  return database_.read([&](db::Connection& db) {
    std::vector<domain::Fact> facts;
    const auto keep = [&](const db::Row& row) { facts.push_back(fact_from(row)); };
    if (incident) db.scan(keep, select + " and incident = $3 order by position limit $2", position, count, *incident);
    else db.scan(keep, select + " order by position limit $2", position, count);
    return facts;
  });
}

std::int64_t Journal::newest_position() {
  return database_.read([](db::Connection& db) {
    const auto row = db.query_one("select position from journal");
    return row ? row->integer(0) : std::int64_t{0};
  });
}

domain::Fact fact_from(const db::Row& row) {
  domain::Fact fact;
  fact.position = row.integer(0);
  fact.incident = row.integer(1);
  fact.seq = row.integer(2);
  fact.kind = row.text(3);
  fact.occurred_at = {row.integer(4)};
  fact.recorded_at = {row.integer(5)};
  fact.actor = row.text(6);
  fact.actor_id = row.text(7);
  fact.source = row.text(8);
  auto data = json::parse(row.text(9));
  if (data && data->is_object()) fact.data = std::move(data->get_object());
  fact.hash = digest_from(row.blob(10));
  return fact;
}

}  // namespace debrief::journal
