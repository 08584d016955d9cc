// SPDX-License-Identifier: Apache-2.0
#include "features/notify/push.hpp"
#include "features/notify/channels.hpp"
#include "features/notify/send.hpp"
#include "features/notify/store.hpp"

#include "base/hash.hpp"
#include "base/ids.hpp"
#include "base/retry_after.hpp"
#include "base/text.hpp"
#include "db/instants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace debrief::features::notify {
namespace {

constexpr std::string_view kKeyContext = "push key";
constexpr std::string_view kBrowserContext = "push subscription";
constexpr std::size_t kPushTitle = 200;
constexpr std::size_t kPushText = 600;
// How long a push service keeps a message for a browser that is away.
constexpr std::int64_t kPushSeconds = 24 * 60 * 60;
constexpr std::int64_t kCallSeconds = 60 * 60;

struct WaitingPush {
  Subscription to;
  store::Kept notice;
  std::int64_t attempts = 0;
  Instant created_at;
  bool urgent = false;
  std::string idle = {};  ///< why it needs not be sent any more; empty: it does
};

bool is_call(const store::Kept& notice) { return notice.kind == "escalation.step"; }

Instant end_of_life(const WaitingPush& push) {
  return push.created_at + std::chrono::seconds(is_call(push.notice) ? kCallSeconds : kPushSeconds);
}

// What the newest of takes the place of those before it, at the push service and on the screen; empty: it stands alone.
// At most 32 characters of base64url (RFC 8030, 5.4); made with the secret of the browser, so that they tell the service nothing.
std::string topic_of(const WaitingPush& push) {
  const store::Kept& notice = push.notice;
  static constexpr std::array<std::string_view, 4> kReplaced{"escalation.step", "update.due", "quiet.digest", "digest"};
  if (std::find(kReplaced.begin(), kReplaced.end(), notice.kind) == kReplaced.end()) return {};
  return to_hex(sha256(fmt::format("{}/{}/{}", push.to.keys.auth, notice.kind, notice.incident.value_or(0)))).substr(0, 32);
}

// Marked as read when it was made is what was not to count as unread.
bool was_read(const store::Kept& notice) { return notice.read_at && *notice.read_at > notice.created_at; }

Subscription open_subscription(const Ports& ports, const db::Row& row) {
  Subscription one{row.text(0), row.text(1), ports.open(row.blob(2), kBrowserContext).value_or(""), {}, row.text(4)};
  const auto keys = ports.open(row.blob(3), kBrowserContext).value_or("");
  if (keys.size() == 81) one.keys = {keys.substr(0, 65), keys.substr(65)};
  return one;
}

std::optional<WaitingPush> find_push(db::Connection& db, const Ports& ports, const std::string& id) {
  const auto row = db.query_one(
      "select s.id, s.user_id, s.address, s.keys, s.browser, p.notice, p.attempts, p.created_at from pushes p "
      "join push_subscriptions s on s.id = p.subscription where p.id = $1 and p.sent_at is null and p.failed_at is null",
      id);
  const auto notice = row ? store::find(db, row->text(5)) : std::nullopt;
  if (!notice) return std::nullopt;
  WaitingPush push{open_subscription(ports, *row), *notice, row->integer(6), {row->integer(7)}};
  push.urgent = is_call(*notice) || (notice->incident && store::is_pressing(db, *notice->incident, push.to.user_id));
  if (was_read(*notice)) push.idle = "it was read elsewhere before it could be sent";
  else if (!may_be_told(db, ports, push.to.user_id, notice->incident)) push.idle = "it is about what its reader may not read any more";
  return push;
}

std::string message_of(const WaitingPush& push) {
  const store::Kept& notice = push.notice;
  return json::write(json::object{{"id", notice.id},
                                  {"kind", notice.kind},
                                  {"title", shorten(notice.title, kPushTitle)},
                                  {"text", shorten(notice.text, kPushText)},
                                  {"path", notice.path},
                                  {"topic", topic_of(push)}});
}

// Whether it is over, and what to do about it otherwise.
struct Outcome {
  enum { taken, gone, refused, later } what = later;
  std::string error;
  Micros wait = Micros{0};  // that the push service asks for
};

Outcome send_one(const Ports& ports, const WaitingPush& push, const KeyPair& server, Instant now) {
  if (!push.idle.empty()) return {Outcome::refused, push.idle};
  if (!encrypt_push("", push.to.keys)) return {Outcome::gone, "its keys are none"};
  const auto body = encrypt_push(message_of(push), push.to.keys);
  const auto header = vapid_header(push.to.address, ports.contact, server, now);
  if (!body || !header) return {Outcome::refused, (body ? header.error() : body.error()).message};
  PushRequest request;
  request.url = push.to.address;
  request.body = *body;
  request.headers = {{"Authorization", *header}, {"Content-Encoding", "aes128gcm"}, {"Content-Type", "application/octet-stream"},
                     {"TTL", std::to_string(std::max<std::int64_t>(0, (end_of_life(push) - now).count() / 1'000'000))},
                     {"Urgency", push.urgent ? "high" : "normal"}};
  if (const std::string topic = topic_of(push); !topic.empty()) request.headers.emplace_back("Topic", topic);
  const auto answer = ports.push(request);
  if (!answer) return {answer.error().code == ErrorCode::invalid ? Outcome::refused : Outcome::later, answer.error().message};
  if (answer->status >= 200 && answer->status < 300) return {Outcome::taken, ""};
  const std::string error = fmt::format("the push service answered {}", answer->status);
  if (answer->status == 404 || answer->status == 410) return {Outcome::gone, error};
  const bool final = answer->status >= 400 && answer->status < 500 && answer->status != 408 && answer->status != 429;
  return {final ? Outcome::refused : Outcome::later, error, wait_asked_for(answer->retry_after, now).value_or(Micros{0})};
}

}  // namespace

KeyPair server_keys(db::Connection& db, const Ports& ports) {
  if (const auto row = db.query_one("select data from settings where name = 'push'")) {
    const auto data = json::parse(row->text(0));
    const auto point = data && data->is_object() ? from_base64url(json::text_at(data->get_object(), "public")) : std::nullopt;
    const auto sealed = data && data->is_object() ? from_base64url(json::text_at(data->get_object(), "sealed")) : std::nullopt;
    const auto scalar = sealed ? ports.open(*sealed, kKeyContext) : std::nullopt;
    if (point && scalar) return {*point, *scalar};
  }
  KeyPair made = new_key_pair();
  const std::string data = json::write(json::object{{"public", to_base64url(made.public_key)}, {"sealed", to_base64url(ports.seal(made.private_key, kKeyContext))}});
  db.execute("insert into settings (name, data) values ('push', $1) on conflict (name) do update set data = excluded.data", data);
  return made;
}

Result<> subscribe(journal::Transaction& tx, const Ports& ports, Subscription wanted) {
  if (!wanted.address.starts_with("https://") || wanted.address.size() > 2000)
    return invalid("the address of a browser's push service begins with https://").at("/address");
  if (!encrypt_push("", wanted.keys)) return invalid("these are no keys of a browser").at("/p256dh");
  const std::string hash = to_hex(sha256(wanted.address));
  tx.db.execute("delete from push_subscriptions where hash = $1", hash);
  const auto count = tx.db.query_one("select count(*) from push_subscriptions where user_id = $1", wanted.user_id)->integer(0);
  if (static_cast<std::size_t>(count) >= kMostBrowsers)
    return make_error(ErrorCode::conflict, "you have {} browsers already", kMostBrowsers).with_help("Remove one that you do not use any more.");
  tx.db.execute("insert into push_subscriptions (id, user_id, hash, address, keys, browser, created_at) values ($1, $2, $3, $4, $5, $6, $7)",
                new_id(tx.now()), wanted.user_id, hash, db::Blob{ports.seal(wanted.address, kBrowserContext)},
                db::Blob{ports.seal(wanted.keys.p256dh + wanted.keys.auth, kBrowserContext)}, wanted.browser, tx.now().micros);
  return {};
}

void unsubscribe(db::Connection& db, const std::string& user_id, const std::string& id) {
  db.execute("delete from push_subscriptions where user_id = $1 and id = $2", user_id, id);
}

std::vector<KnownBrowser> list_browsers(db::Connection& db, const std::string& user_id) {
  std::vector<KnownBrowser> all;
  for (const auto& row : db.query("select id, browser, hash, created_at, succeeded_at from push_subscriptions where user_id = $1 order by id", user_id))
    all.push_back({row.text(0), row.text(1), row.text(2), {row.integer(3)}, db::time_in(row, 4)});
  return all;
}

void put_push_jobs(journal::Transaction& tx, const std::string& user_id, const std::string& notice) {
  for (const auto& row : tx.db.query("select id from push_subscriptions where user_id = $1", user_id)) {
    const std::string id = new_id(tx.now());
    tx.db.execute("insert into pushes (id, subscription, notice, created_at, attempts) values ($1, $2, $3, $4, 0)", id, row.text(0), notice, tx.now().micros);
    journal::put_job(tx.db, "push/" + id, std::string(kPushJob), {{"push", id}}, tx.now());
  }
}

std::optional<Instant> send_push(db::Database& database, const Clock& clock, const Ports& ports, const journal::Job& job) {
  const std::string id(json::text_at(job.data, "push"));
  const auto push = database.read([&](db::Connection& db) { return find_push(db, ports, id); });
  if (!push || !ports.push) return std::nullopt;
  const KeyPair server = database.write([&](db::Connection& db) { return server_keys(db, ports); });
  const Instant now = clock.now();
  Outcome outcome = send_one(ports, *push, server, now);
  const Instant next = now + std::max(jittered_delay(push->attempts + 1, id), outcome.wait);
  if (outcome.what == Outcome::later && next > end_of_life(*push)) outcome.what = Outcome::refused;
  database.write([&](db::Connection& db) {
    if (outcome.what == Outcome::taken) {
      db.execute("update pushes set sent_at = $2, attempts = attempts + 1, error = null where id = $1", id, now.micros);
      db.execute("update push_subscriptions set succeeded_at = $2 where id = $1", push->to.id, now.micros);
      return;
    }
    const std::optional<std::int64_t> failed = outcome.what == Outcome::later ? std::nullopt : std::optional(now.micros);
    db.execute("update pushes set failed_at = $2, attempts = attempts + 1, error = $3 where id = $1", id, failed, shorten(to_utf8(outcome.error), 500));
    if (outcome.what == Outcome::gone) db.execute("delete from push_subscriptions where id = $1", push->to.id);
  });
  if (outcome.what != Outcome::later) return std::nullopt;
  return next;
}

}  // namespace debrief::features::notify
