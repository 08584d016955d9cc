// SPDX-License-Identifier: Apache-2.0
#include "base/markdown.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "features/status/course.hpp"
#include "features/status/store.hpp"
#include "features/status/subscribers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace debrief::features::status {
namespace {

constexpr std::int64_t kBatch = 100;
const journal::Origin kSpreadOrigin{"Debrief", "", "status", std::nullopt};

struct News {
  Page page;
  Entry entry;
  Post post;
  std::set<std::string> components;  ///< that the entry ever touched
};

std::optional<News> find_news(db::Connection& db, const journal::Job& job) {
  const auto entry = store::find_entry(db, std::string(json::text_at(job.data, "entry")));
  const auto page = entry && entry->shown ? store::find_page(db, entry->page) : std::nullopt;
  if (!page) return std::nullopt;
  News news{*page, *entry, {}, {}};
  const std::string id(json::text_at(job.data, "post"));
  for (const Post& post : entry->posts) {
    for (const Affected& one : post.affected) news.components.insert(one.component);
    if (post.id == id) news.post = post;
  }
  return news.post.id.empty() ? std::nullopt : std::optional(std::move(news));
}

bool concerns_them(const News& news, const Subscriber& one) {
  if (one.components.empty() || news.components.empty()) return true;
  return std::any_of(one.components.begin(), one.components.end(), [&](const std::string& id) { return news.components.contains(id); });
}

std::string entry_address(const Ports& ports, const News& news) {
  return ports.address.empty() ? std::string() : fmt::format("{}/status/{}/incident-{}.html", ports.address, news.page.slug, news.entry.id);
}

std::string body_of(const Ports& ports, const News& news) {
  std::string text = fmt::format("{}: {}\n{} ({})\n", name_of(news.post.stage), news.entry.title, time_in_words(news.post.at, news.page.zone), news.page.zone);
  for (const Affected& one : news.post.affected) text += fmt::format("- {}: {}\n", one.name, to_lower(name_of(one.health)));
  if (news.entry.maintenance && news.post.stage == Stage::scheduled && news.entry.starts_at && news.entry.ends_at)
    text += fmt::format("Planned {} – {}\n", time_in_words(*news.entry.starts_at, news.page.zone), time_in_words(*news.entry.ends_at, news.page.zone));
  text += "\n" + news.post.text + "\n";
  const std::string address = entry_address(ports, news);
  return address.empty() ? text : text + "\n" + address + "\n";
}

domain::OutsideMail news_mail(const Ports& ports, const News& news, const Subscriber& one) {
  domain::OutsideMail mail;
  mail.address = one.address;
  mail.subject = fmt::format("[{}] {}: {}", news.page.name, name_of(news.post.stage), news.entry.title);
  mail.text = body_of(ports, news);
  if (!ports.address.empty()) mail.text += fmt::format("\n-- \nTo hear no more of “{}”:\n{}/subscriptions/{}\n", news.page.name, ports.address, one.token);
  if (!ports.address.empty()) mail.unsubscribe = ports.address + "/subscriptions/" + one.token + "/unsubscribe";
  mail.key = "status/" + news.post.id;
  return mail;
}

domain::OutgoingMessage news_message(const Ports& ports, const News& news, const Subscriber& one) {
  domain::OutgoingMessage message;
  message.endpoint = one.endpoint;
  message.type = "status.posted";
  message.data = {{"page", news.page.name},
                  {"entry", news.entry.id},
                  {"kind", news.entry.maintenance ? "maintenance" : "incident"},
                  {"title", news.entry.title},
                  {"state", to_text(news.post.stage)},
                  {"at", to_rfc3339(news.post.at)},
                  {"text", news.post.text},
                  {"components", store::affected_json(news.post.affected)},
                  {"url", entry_address(ports, news)},
                  {"unsubscribe", ports.address.empty() ? std::string() : ports.address + "/subscriptions/" + one.token + "/unsubscribe"}};
  message.text = fmt::format("{}: {} – {}", name_of(news.post.stage), news.entry.title, shorten(plain_text(news.post.text), 500));
  message.key = "status/" + news.post.id;
  return message;
}

}  // namespace

std::optional<Instant> spread(journal::Journal& journal, const Ports& ports, const journal::Job& job) {
  const auto news = journal.database().read([&](db::Connection& db) { return find_news(db, job); });
  if (!news) return std::nullopt;
  std::string after;
  while (true) {
    const auto batch = journal.database().read([&](db::Connection& db) { return list_subscribers(db, news->page.id, after, kBatch, true); });
    if (batch.empty()) return std::nullopt;
    const auto told = journal.write(kSpreadOrigin, [&](journal::Transaction& tx) -> Result<> {
      for (const Subscriber& one : batch) {
        if (!concerns_them(*news, one)) continue;
        if (one.kind == "mail") ports.mail_outside(tx, news_mail(ports, *news, one));
        else ports.deliver(tx, news_message(ports, *news, one));
      }
      return {};
    });
    static_cast<void>(told);
    after = batch.back().id;
  }
}

}  // namespace debrief::features::status
