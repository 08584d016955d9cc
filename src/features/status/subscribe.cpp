// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "db/instants.hpp"
#include "features/status/subscribers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace debrief::features::status {
namespace {

constexpr Micros kWindow = std::chrono::minutes(10);
constexpr Micros kCountsKept = std::chrono::hours(1);  // longer than anybody's window in that table
constexpr std::int64_t kMostCounts = 100'000;
constexpr Micros kKeptUnconfirmed = std::chrono::days(7);
constexpr Micros kAskDay = std::chrono::hours(24);
constexpr std::int64_t kMostAsks = 3;
constexpr std::size_t kLongestMailAddress = 254;
constexpr std::string_view kSubscriberColumns = "id, page, kind, address, components, token, endpoint, asked_at, asks, confirmed_at";

std::vector<std::string> ids_from(const std::string& text) {
  std::vector<std::string> ids;
  const auto read = json::parse(text);
  if (!read || !read->is_array()) return ids;
  for (const json::value& one : read->get_array())
    if (one.is_string()) ids.emplace_back(std::string_view(one.get_string()));
  return ids;
}

std::string ids_text(const std::vector<std::string>& ids) {
  json::array list;
  for (const std::string& id : ids) list.emplace_back(id);
  return json::write(list);
}

Subscriber subscriber_from(const db::Row& row) {
  return {row.text(0), row.text(1), row.text(2), row.text(3), ids_from(row.text(4)), row.text(5), row.optional_text(6).value_or(""),
          {row.integer(7)}, row.integer(8), db::time_in(row, 9)};
}

Result<> check_mail_address(std::string_view address) {
  const std::size_t at = address.rfind('@');
  const bool fits = at != std::string_view::npos && at > 0 && address.find('.', at) != std::string_view::npos && address.size() <= kLongestMailAddress &&
                    address.find_first_of("<>,;\"\\") == std::string_view::npos && !address.ends_with('.') &&
                    std::none_of(address.begin(), address.end(), [](unsigned char c) { return c <= 0x20 || c == 0x7F; });
  if (!fits) return invalid("this is no mail address").at("/address").with_help("Write it like name@example.com.");
  return {};
}

std::string own_link(const Ports& ports, const std::string& token) { return ports.address + "/subscriptions/" + token; }

domain::OutsideMail confirmation(const Ports& ports, const Page& page, const Subscriber& one) {
  domain::OutsideMail mail;
  mail.address = one.address;
  mail.unsubscribe = own_link(ports, one.token) + "/unsubscribe";
  if (one.confirmed_at) {
    mail.subject = fmt::format("You are subscribed to “{}”", page.name);
    mail.text = fmt::format("This address hears of “{}” already. To look at the subscription or to end it:\n{}\n", page.name, own_link(ports, one.token));
  } else {
    mail.subject = fmt::format("Confirm: hear of “{}” by mail", page.name);
    mail.text = fmt::format("Somebody, probably you, asked that this address hear of the status of “{}”. To confirm, open\n{}\n\nWithout that nothing more is sent.\n",
                            page.name, own_link(ports, one.token));
  }
  return mail;
}

// The key is told here, once: to nobody but who has the address.
domain::OutgoingMessage challenge(const Ports& ports, const Page& page, const Subscriber& one, const std::string& secret) {
  domain::OutgoingMessage message;
  message.endpoint = one.endpoint;
  message.type = "status.confirm";
  message.data = {{"page", page.name}, {"confirm", own_link(ports, one.token) + "/confirm"}, {"unsubscribe", own_link(ports, one.token) + "/unsubscribe"}};
  if (!secret.empty()) message.data["secret"] = secret;
  message.text = fmt::format("Somebody asked that this address hear of “{}”. Send a POST to {}/confirm to confirm.", page.name, own_link(ports, one.token));
  message.path = "";
  return message;
}

// As Standard Webhooks write one: the key in base64.
std::string new_signing_secret() {
  const Digest digest = sha256(new_secret(""));
  return "whsec_" + to_base64(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

std::string key_of(const Wanted& wanted) { return wanted.kind == "mail" ? to_lower(wanted.address) : wanted.address; }

}  // namespace

Result<> take_allowance(db::Database& database, const std::string& key, std::int64_t most, Instant now) {
  const std::string hidden = to_hex(sha256("subscribe " + key));
  const std::int64_t asks = database.write([&](db::Connection& db) -> std::int64_t {
    db.execute("delete from tries where since < $1 or (key = $2 and since < $3)", (now - kCountsKept).micros, hidden, (now - kWindow).micros);
    const bool known = db.query_one("select 1 from tries where key = $1", hidden).has_value();
    // A flood of addresses must not grow the table without end; the count of the page goes on.
    if (!known && db.query_one("select count(*) from tries")->integer(0) >= kMostCounts) return 0;
    db.execute("insert into tries (key, count, since) values ($1, 1, $2) on conflict (key) do update set count = tries.count + 1", hidden, now.micros);
    return db.query_one("select count from tries where key = $1", hidden)->integer(0);
  });
  if (asks <= most) return {};
  return make_error(ErrorCode::rate_limited, "too many asked to subscribe just now").with_help("Try again in ten minutes.");
}

Result<> ask(journal::Transaction& tx, const Ports& ports, const Page& page, const Wanted& wanted) {
  Wanted clean{wanted.kind, std::string(trim(wanted.address)), wanted.components};
  if (clean.kind != "mail" && clean.kind != "webhook") return invalid("there is no way '{}' to hear of a page", clean.kind.substr(0, 40)).at("/kind");
  if (clean.kind == "mail") TRY(check_mail_address(clean.address));
  std::erase_if(clean.components, [&](const std::string& id) { return page.find_component(id) == nullptr; });
  const auto row = tx.db.query_one(fmt::format("select {} from status_subscribers where page = $1 and address_key = $2", kSubscriberColumns), page.id, key_of(clean));
  Subscriber one;
  std::string secret;
  if (row) {
    one = subscriber_from(*row);
    one.asks = tx.now() - one.asked_at > kAskDay ? 1 : one.asks + 1;
    if (one.asks == 1) one.asked_at = tx.now();
    tx.db.execute("update status_subscribers set asked_at = $2, asks = $3 where id = $1", one.id, one.asked_at.micros, one.asks);
    // A stranger must not be able to change what a confirmed subscriber hears.
    if (!one.confirmed_at) tx.db.execute("update status_subscribers set components = $2 where id = $1", one.id, ids_text(clean.components));
    if (one.asks > kMostAsks || (one.kind == "webhook" && one.confirmed_at)) return {};
  } else {
    one = {new_id(tx.now()), page.id, clean.kind, clean.address, clean.components, new_secret(""), "", tx.now(), 1, std::nullopt};
    if (one.kind == "webhook") {
      secret = new_signing_secret();
      one.endpoint = TRY(ports.add_endpoint(tx, {"status/" + one.id, "webhook", "Subscriber of " + page.name, one.address, secret}));
    }
    tx.db.execute(
        "insert into status_subscribers (id, page, kind, address, address_key, components, token, endpoint, asked_at, asks) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        one.id, one.page, one.kind, one.address, key_of(clean), ids_text(one.components), one.token, one.endpoint, one.asked_at.micros, one.asks);
  }
  if (one.kind == "mail") ports.mail_outside(tx, confirmation(ports, page, one));
  else ports.deliver(tx, challenge(ports, page, one, secret));
  return {};
}

std::optional<Subscriber> find_subscriber(db::Connection& db, const std::string& token) {
  const auto row = db.query_one(fmt::format("select {} from status_subscribers where token = $1", kSubscriberColumns), token);
  return row ? std::optional(subscriber_from(*row)) : std::nullopt;
}

bool confirm(journal::Transaction& tx, const std::string& token) {
  tx.db.execute("update status_subscribers set confirmed_at = $2 where token = $1 and confirmed_at is null", token, tx.now().micros);
  return tx.db.query_one("select 1 from status_subscribers where token = $1", token).has_value();
}

bool unsubscribe(journal::Transaction& tx, const Ports& ports, const std::string& token) {
  if (const auto one = find_subscriber(tx.db, token)) return remove_subscriber(tx, ports, one->page, one->id);
  const auto follower = find_follower(tx.db, token);
  if (follower) remove_follower(tx, follower->incident, follower->id, true);
  return follower.has_value();
}

bool remove_subscriber(journal::Transaction& tx, const Ports& ports, const std::string& page, const std::string& id) {
  const auto row = tx.db.query_one(fmt::format("select {} from status_subscribers where id = $1 and page = $2", kSubscriberColumns), id, page);
  if (!row) return false;
  const Subscriber one = subscriber_from(*row);
  if (!one.endpoint.empty()) ports.remove_endpoint(tx, one.endpoint);
  tx.db.execute("delete from status_subscribers where id = $1", id);
  return true;
}

std::vector<Subscriber> list_subscribers(db::Connection& db, const std::string& page, const std::string& after, std::int64_t limit, bool confirmed) {
  std::vector<Subscriber> all;
  for (const auto& row : db.query(fmt::format("select {} from status_subscribers where page = $1 and id > $2{} order by id limit $3", kSubscriberColumns,
                                              confirmed ? " and confirmed_at is not null" : ""),
                                  page, after, limit))
    all.push_back(subscriber_from(row));
  return all;
}

SubscriberCounts count_subscribers(db::Connection& db, const std::string& page) {
  SubscriberCounts counts;
  for (const auto& row : db.query("select kind, case when confirmed_at is null then 0 else 1 end as sure, count(*) from status_subscribers where page = $1 group by kind, sure", page)) {
    if (row.integer(1) == 0) counts.unconfirmed += row.integer(2);
    else (row.text(0) == "mail" ? counts.mail : counts.webhook) += row.integer(2);
  }
  return counts;
}

std::string masked_address(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos || at == 0) return "•••";
  const std::size_t dot = address.rfind('.');
  const std::string_view ending = dot != std::string_view::npos && dot > at ? address.substr(dot) : std::string_view{};
  return fmt::format("{}•••@{}•••{}", shorten(address, 1).substr(0, 1), address.substr(at + 1, 1), ending);
}

std::string masked(const Subscriber& subscriber) {
  if (subscriber.kind == "mail") return masked_address(subscriber.address);
  const std::size_t path = subscriber.address.find('/', std::string_view("https://").size());
  return subscriber.address.substr(0, path) + "/•••";
}

std::optional<Instant> forget(journal::Journal& journal, const Ports& ports) {
  const Instant now = journal.clock().now();
  const auto done = journal.write(journal::Origin{"Debrief", "", "status"}, [&](journal::Transaction& tx) -> Result<> {
    for (const auto& row : tx.db.query("select id, page from status_subscribers where confirmed_at is null and asked_at < $1 limit 1000", (now - kKeptUnconfirmed).micros))
      remove_subscriber(tx, ports, row.text(1), row.text(0));
    return {};
  });
  static_cast<void>(done);
  return now + std::chrono::hours(1);
}

}  // namespace debrief::features::status
