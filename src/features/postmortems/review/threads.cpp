// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/review/anchors.hpp"
#include "features/postmortems/review/review.hpp"
#include "features/postmortems/review/review_store.hpp"

#include "base/ids.hpp"
#include "base/text.hpp"
#include "changeset/utf16.hpp"
#include "domain/events.hpp"
#include "features/postmortems/editing/edit_store.hpp"
#include "features/postmortems/revisions.hpp"
#include "journal/visibility.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace debrief::features::postmortems::review {
namespace {

namespace events = domain::events;
using domain::Action;
using domain::Principal;

constexpr std::size_t kQuoteLimit = 2000;
constexpr std::int64_t kKeepAnchorsAfter = 500;  // edits

void append(journal::Transaction& tx, std::int64_t incident, std::string_view kind, json::object data) {
  tx.append({incident, std::string(kind), tx.now(), std::move(data)});
}

Error no_thread() { return not_found("there is no such thread in this postmortem"); }

void move_to(db::Connection& db, std::int64_t incident, std::vector<Thread>& threads) {
  std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
  for (const Thread& thread : threads) oldest = std::min(oldest, thread.anchor.edition);
  if (threads.empty()) return;
  constexpr std::int64_t kPage = 1000;
  for (;;) {
    const auto edits = editing::list_edits(db, incident, oldest, kPage);
    if (edits.empty()) return;
    move_anchors(threads, edits);
    oldest = edits.back().edition;
  }
}

Result<Thread> thread_now(db::Connection& db, std::int64_t incident, const std::string& id) {
  auto found = store::find_thread(db, incident, id);
  if (!found) return no_thread();
  std::vector<Thread> one{std::move(*found)};
  move_to(db, incident, one);
  return std::move(one.front());
}

Comment comment_of(const journal::Transaction& tx, const Principal& who, const std::string& thread, const std::string& text) {
  return {new_id(tx.now()), thread, who.name, who.id, text, tx.now(), std::nullopt, std::nullopt};
}

// Everybody who takes part in a thread, and those whom the text names, but the one who writes.
void tell(journal::Transaction& tx, const Ports& ports, const Principal& who, const Thread& thread, const Comment& comment,
          const std::vector<std::string>& mentions) {
  std::set<std::string> to(mentions.begin(), mentions.end());
  to.insert(thread.author_id);
  for (const Comment& other : thread.comments) to.insert(other.author_id);
  to.erase(who.id);
  to.erase("");
  domain::Notice notice;
  notice.kind = "comment.added";
  notice.to = {to.begin(), to.end()};
  notice.incident = thread.incident;
  notice.title = fmt::format("{} wrote about the postmortem of {}", who.name, domain::incident_key(thread.incident));
  notice.text = thread.quote.empty() ? comment.text : "> " + shorten(thread.quote, 300) + "\n\n" + comment.text;
  notice.path = fmt::format("/incidents/{}/postmortem/edit#thread-{}", thread.incident, thread.id);
  notice.key = "comment/" + comment.id;
  ports.notify(tx, notice);
}

Result<> accept(journal::Transaction& tx, const Principal& who, const Thread& thread) {
  TRY(journal::require_incident(tx.db, who, Action::edit, thread.incident));
  auto standing = postmortems::store::find_with_edits(tx.db, thread.incident);
  if (!standing) return no_thread();
  const std::u16string text = changeset::to_utf16(standing->document.markdown);
  const auto there = text_at(thread.anchor, text);
  if (!there || changeset::to_utf8(*there) != thread.quote)
    return conflict("the text that the suggestion replaces has changed since").with_help("Put it in by hand, or reject it.");
  changeset::ChangeSet change(std::vector<changeset::Section>{});
  change.keep(thread.anchor.from);
  change.replace(thread.anchor.until - thread.anchor.from, changeset::to_utf16(thread.replacement.value_or("")));
  change.keep(text.size() - thread.anchor.until);
  std::u16string after = text;
  change.apply_to(after);
  add_text_edit(tx, *standing, who, "suggestion", changeset::to_utf8(after), &change);
  plan_keeping(tx.db, thread.incident, tx.now());
  return {};
}

}  // namespace

std::vector<std::string> mentioned(std::string_view text, const std::vector<domain::Member>& members) {
  const std::string lower = to_lower(text);
  std::vector<std::string> ids;
  for (const domain::Member& member : members)
    if (!member.name.empty() && lower.find("@" + to_lower(member.name)) != std::string::npos) ids.push_back(member.id);
  return ids;
}

Result<Thread> open_thread(journal::Transaction& tx, const Ports& ports, const Principal& who, std::int64_t incident,
                           const NewThread& wanted, const std::vector<std::string>& mentions) {
  TRY(journal::require_incident(tx.db, who, Action::respond, incident));
  const auto standing = postmortems::store::find(tx.db, incident);
  if (!standing) return not_found("{} has no postmortem yet", domain::incident_key(incident)).with_help("Draft it first.");
  if (store::count_threads(tx.db, incident, false) >= kMostThreads)
    return too_large("a postmortem has at most {} threads", kMostThreads);
  if (trim(wanted.text).empty() && !wanted.replacement) return invalid("a comment needs a text").at("/text");
  if (wanted.anchor.edition < 0 || wanted.anchor.edition > standing->edition)
    return invalid("there is no edition {} of this postmortem yet", wanted.anchor.edition).at("/edition");
  Thread thread;
  thread.id = new_id(tx.now());
  thread.incident = incident;
  thread.kind = wanted.replacement ? "suggestion" : "comment";
  thread.anchor = wanted.anchor;
  thread.replacement = wanted.replacement;
  thread.state = "open";
  thread.author = who.name;
  thread.author_id = who.id;
  thread.recorded_at = tx.now();
  std::vector<Thread> one{std::move(thread)};
  move_to(tx.db, incident, one);
  thread = std::move(one.front());
  const std::u16string text = changeset::to_utf16(standing->markdown);
  thread.quote = changeset::to_utf8(TRY(text_at(thread.anchor, text)));
  if (wanted.replacement && wanted.replacement->size() > kCommentLimit) return too_large("a suggestion has at most {} bytes", kCommentLimit);
  if (!wanted.replacement) thread.quote = shorten(thread.quote, kQuoteLimit);
  store::insert(tx.db, thread);
  append(tx, incident, events::kThreadOpened, {{"id", thread.id}, {"kind", thread.kind}});
  if (!trim(wanted.text).empty()) {
    const Comment comment = comment_of(tx, who, thread.id, wanted.text);
    store::insert(tx.db, comment, incident);
    tell(tx, ports, who, thread, comment, mentions);
    thread.comments.push_back(comment);
  }
  return thread;
}

Result<Thread> add_comment(journal::Transaction& tx, const Ports& ports, const Principal& who, std::int64_t incident,
                           const std::string& id, const std::string& text, const std::vector<std::string>& mentions) {
  TRY(journal::require_incident(tx.db, who, Action::respond, incident));
  Thread thread = TRY(thread_now(tx.db, incident, id));
  const Comment comment = comment_of(tx, who, id, text);
  store::insert(tx.db, comment, incident);
  append(tx, incident, events::kCommentAdded, {{"id", comment.id}, {"thread", id}});
  tell(tx, ports, who, thread, comment, mentions);
  thread.comments.push_back(comment);
  return thread;
}

Result<Thread> settle(journal::Transaction& tx, const Principal& who, std::int64_t incident, const std::string& id,
                      const std::string& state) {
  TRY(journal::require_incident(tx.db, who, Action::respond, incident));
  Thread thread = TRY(thread_now(tx.db, incident, id));
  const bool suggestion = thread.kind == "suggestion";
  const bool known = state == "open" || state == "resolved" || (suggestion && (state == "accepted" || state == "rejected"));
  if (!known) return invalid("a {} cannot be '{}'", thread.kind, state.substr(0, 60)).at("/state");
  if (thread.state == "accepted") return conflict("the suggestion was accepted already").with_help("Change the text, or restore a revision.");
  if (thread.state == state) return thread;
  if (state == "accepted") TRY(accept(tx, who, thread));
  thread.state = state;
  thread.settled_by = state == "open" ? std::nullopt : std::optional(who.name);
  thread.settled_at = state == "open" ? std::nullopt : std::optional(tx.now());
  store::update_state(tx.db, thread);
  append(tx, incident, events::kThreadSettled, {{"id", id}, {"state", state}});
  return thread;
}

Result<Thread> change_comment(journal::Transaction& tx, const Principal& who, std::int64_t incident, const std::string& id,
                              const std::string& comment_id, const std::optional<std::string>& text) {
  TRY(journal::require_incident(tx.db, who, Action::respond, incident));
  Thread thread = TRY(thread_now(tx.db, incident, id));
  const auto comment = std::find_if(thread.comments.begin(), thread.comments.end(), [&](const Comment& c) { return c.id == comment_id; });
  if (comment == thread.comments.end() || comment->removed_at) return not_found("there is no such comment in this thread");
  if (comment->author_id != who.id) return make_error(ErrorCode::forbidden, "only {} may change this comment", comment->author);
  comment->text = text.value_or("");
  if (text) comment->edited_at = tx.now();
  else comment->removed_at = tx.now();
  store::update_comment(tx.db, *comment);
  append(tx, incident, events::kCommentAdded, {{"id", comment_id}, {"thread", id}, {"changed", true}});
  return thread;
}

Result<ThreadPage> list_threads(db::Connection& db, const Principal& who, std::int64_t incident,
                                const std::optional<std::string>& after, std::int64_t limit) {
  TRY(journal::require_incident(db, who, Action::read, incident));
  ThreadPage page;
  page.edition = editing::find_edition(db, incident).value_or(0);
  page.items = store::list_threads(db, incident, after.value_or(""), limit + 1);
  if (static_cast<std::int64_t>(page.items.size()) > limit) {
    page.items.pop_back();
    page.next = page.items.back().id;
  }
  move_to(db, incident, page.items);
  page.open = store::count_threads(db, incident, true);
  return page;
}

void keep_anchors(journal::Journal& journal, const ThreadPage& page) {
  if (page.items.empty()) return;
  const auto kept = journal.database().read(
      [&](db::Connection& db) { return store::list_threads(db, page.items.front().incident, "", 1); });
  const bool near = kept.empty() || page.edition - kept.front().anchor.edition < kKeepAnchorsAfter;
  if (near) return;
  journal.database().write([&](db::Connection& db) {
    for (const Thread& thread : page.items) store::update_anchor(db, thread);
  });
}

}  // namespace debrief::features::postmortems::review
