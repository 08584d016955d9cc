// SPDX-License-Identifier: Apache-2.0
#include "features/accounts/store.hpp"

#include "base/text.hpp"
#include "features/accounts/prompts.hpp"

namespace debrief::features::accounts::store {
namespace {

using domain::Account;

constexpr std::string_view kColumns =
    "id, incident, person, user_id, role, state, invited, written_by, written_by_name, texts, version, given_version, "
    "merged_version, pseudonym, asked_at, given_at";

std::string key_of(const std::optional<std::string>& user_id, std::string_view person) {
  return user_id ? "u:" + *user_id : "n:" + to_lower(trim(person));
}

void read_texts(const std::string& texts, Account& account) {
  if (const auto answers = json::parse(texts)) static_cast<void>(read_answers(*answers, "", account));
}

Kept kept_from(const db::Row& row) {
  Kept kept;
  Account& account = kept.account;
  account.id = row.text(0);
  account.incident = row.integer(1);
  account.person = row.text(2);
  account.user_id = row.optional_text(3);
  account.role = row.text(4);
  account.state = domain::account_state_from(row.text(5)).value_or(domain::AccountState::asked);
  kept.invited = row.boolean(6);
  kept.written_by = row.optional_text(7);
  kept.written_by_name = row.optional_text(8);
  read_texts(row.text(9), account);
  account.version = row.integer(10);
  kept.given_version = row.optional_integer(11);
  kept.merged_version = row.optional_integer(12);
  kept.pseudonym = row.optional_text(13).value_or("");
  account.asked_at = {row.integer(14)};
  if (const auto micros = row.optional_integer(15)) account.given_at = Instant{*micros};
  return kept;
}

std::optional<Kept> one(const std::optional<db::Row>& row) {
  return row ? std::optional(kept_from(*row)) : std::nullopt;
}

std::optional<std::string> pseudonym_of(const Kept& kept) {
  return kept.pseudonym.empty() ? std::nullopt : std::optional(kept.pseudonym);
}

std::optional<std::int64_t> given_micros(const Account& account) {
  return account.given_at ? std::optional(account.given_at->micros) : std::nullopt;
}

}  // namespace

std::optional<Kept> find(db::Connection& db, std::int64_t incident, const std::string& id) {
  return one(
      db.query_one(fmt::format("select {} from accounts where incident = $1 and id = $2", kColumns), incident, id));
}

std::optional<Kept> find_for(db::Connection& db, std::int64_t incident, const std::optional<std::string>& user_id,
                             std::string_view person) {
  const std::string sql = fmt::format("select {} from accounts where incident = $1 and name_key = $2", kColumns);
  if (user_id)
    if (auto own = one(db.query_one(sql, incident, key_of(user_id, person)))) return own;
  return one(db.query_one(sql, incident, key_of(std::nullopt, person)));
}

std::vector<Kept> list(db::Connection& db, std::int64_t incident) {
  std::vector<Kept> all;
  for (const auto& row :
       db.query(fmt::format("select {} from accounts where incident = $1 order by asked_at, id", kColumns), incident))
    all.push_back(kept_from(row));
  return all;
}

std::vector<Kept> list_unanswered(db::Connection& db, Instant asked_after) {
  std::vector<Kept> all;
  for (const auto& row :
       db.query(fmt::format("select {} from accounts where state in ('asked', 'started') and asked_at > $1 "
                            "and user_id is not null order by asked_at, id",
                            kColumns),
                asked_after.micros))
    all.push_back(kept_from(row));
  return all;
}

bool insert(db::Connection& db, const Kept& kept) {
  const Account& account = kept.account;
  return db.execute(
             "insert into accounts (id, incident, person, user_id, name_key, role, state, invited, written_by, "
             "written_by_name, texts, version, given_version, merged_version, pseudonym, asked_at, given_at) "
             "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) on conflict do "
             "nothing",
             account.id, account.incident, account.person, account.user_id, key_of(account.user_id, account.person),
             account.role, to_text(account.state), kept.invited, kept.written_by, kept.written_by_name,
             json::write(answers_json(account)), account.version, kept.given_version, kept.merged_version,
             pseudonym_of(kept), account.asked_at.micros, given_micros(account)) == 1;
}

void update(db::Connection& db, const Kept& kept) {
  const Account& account = kept.account;
  db.execute(
      "update accounts set person = $2, user_id = $3, name_key = $4, role = $5, state = $6, invited = $7, written_by = "
      "$8, "
      "written_by_name = $9, texts = $10, version = $11, given_version = $12, merged_version = $13, pseudonym = $14, "
      "asked_at = $15, given_at = $16 where id = $1",
      account.id, account.person, account.user_id, key_of(account.user_id, account.person), account.role,
      to_text(account.state), kept.invited, kept.written_by, kept.written_by_name, json::write(answers_json(account)),
      account.version, kept.given_version, kept.merged_version, pseudonym_of(kept), account.asked_at.micros,
      given_micros(account));
}

void keep_given(db::Connection& db, const Account& account) {
  db.execute(
      "insert into account_revisions (account, version, texts, given_at) values ($1, $2, $3, $4) on conflict do "
      "nothing",
      account.id, account.version, json::write(answers_json(account)), account.given_at.value_or(Instant{}).micros);
}

Account as_given(db::Connection& db, const Kept& kept) {
  Account account = kept.account;
  for (const Prompt& prompt : prompts()) (account.*prompt.answer).clear();
  account.version = kept.given_version.value_or(0);
  const auto row = db.query_one("select texts from account_revisions where account = $1 and version = $2", account.id,
                                account.version);
  if (row) read_texts(row->text(0), account);
  return account;
}

}  // namespace debrief::features::accounts::store
