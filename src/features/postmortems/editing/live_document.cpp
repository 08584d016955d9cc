// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/editing/live_document.hpp"

#include "changeset/utf16.hpp"
#include "features/postmortems/editing/current_text.hpp"
#include "features/postmortems/limits.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace debrief::features::postmortems::editing {
namespace {

constexpr std::size_t kLogEdits = 4000;
constexpr std::size_t kLogBytes = 8'000'000;
// A push of many updates from long ago would keep everybody waiting.
constexpr std::int64_t kMostSteps = 2'000'000;

LoggedEdit logged(Edit edit) {
  std::string json = update_json(edit);
  return {std::move(edit), std::move(json)};
}

Error too_far_behind() {
  return conflict("too much has changed since the text that these updates are based on")
      .with_help("Take in the newer updates first, then send these again.");
}

}  // namespace

std::optional<LiveDocument> LiveDocument::load(db::Connection& db, std::int64_t incident) {
  const auto row = db.query_one("select markdown, edition from postmortems where incident = $1", incident);
  if (!row) return std::nullopt;
  LiveDocument document;
  document.incident_ = incident;
  document.kept_ = row->integer(1);
  const auto unkept = list_unkept(db, incident, document.kept_);
  document.text_ = with_edits(row->text(0), unkept);
  document.bytes_ = changeset::utf8_size(document.text_);
  document.edition_ = unkept.empty() ? document.kept_ : unkept.back().edition;
  for (const Edit& edit : unkept) document.remember(logged(edit));
  return document;
}

void LiveDocument::remember(const LoggedEdit& entry) {
  const changeset::Update& update = entry.edit.update;
  writers_[update.client] = {entry.edit.author_id, update.seq};
  log_bytes_ += entry.json.size();
  log_.push_back(entry);
  while (log_.size() > kLogEdits || (log_bytes_ > kLogBytes && log_.size() > 1)) {
    log_bytes_ -= log_.front().json.size();
    log_.pop_front();
  }
}

std::vector<LoggedEdit> LiveDocument::catch_up(db::Connection& db) {
  std::vector<LoggedEdit> news;
  const auto newest = find_edition(db, incident_);
  if (!newest || *newest == edition_) return news;
  for (Edit& edit : list_edits(db, incident_, edition_, std::numeric_limits<std::int64_t>::max())) {
    bytes_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(bytes_) + growth(edit.update.changes, text_));
    edit.update.changes.apply_to(text_);
    edition_ = edit.edition;
    news.push_back(logged(std::move(edit)));
    remember(news.back());
  }
  return news;
}

std::vector<LoggedEdit> LiveDocument::list_after(db::Connection& db, std::int64_t after, std::int64_t limit) const {
  std::vector<LoggedEdit> edits;
  if (after >= edition_) return edits;
  if (!log_.empty() && log_.front().edit.edition <= after + 1) {
    auto entry = log_.begin() + (after + 1 - log_.front().edit.edition);
    for (; entry != log_.end() && static_cast<std::int64_t>(edits.size()) < limit; ++entry) edits.push_back(*entry);
    return edits;
  }
  for (Edit& edit : list_edits(db, incident_, after, std::min(limit, edition_ - after)))
    edits.push_back(logged(std::move(edit)));
  return edits;
}

const Writer* LiveDocument::writer_of(db::Connection& db, const std::string& client) {
  auto known = writers_.find(client);
  if (known == writers_.end()) {
    const auto stored = find_writer(db, incident_, client);
    if (!stored) return nullptr;
    known = writers_.emplace(client, *stored).first;
  }
  return &known->second;
}

Result<std::vector<LoggedEdit>> LiveDocument::accept(db::Connection& db, const domain::Principal& who, const Push& push,
                                                     Instant now) {
  const Writer* const writer = writer_of(db, push.updates.front().client);
  if (writer != nullptr && writer->author_id != who.id)
    return invalid("this client id is somebody else's").with_help("Take a new one.");
  if (push.edition > edition_) return invalid("there is no edition {} yet", push.edition);
  const std::vector<changeset::Update> updates = TRY(rebase(db, push, writer == nullptr ? 0 : writer->seq));
  TRY(apply(updates));
  std::vector<LoggedEdit> accepted;
  for (const changeset::Update& update : updates) {
    accepted.push_back(logged({++edition_, update, who.name, who.id, now}));
    insert(db, incident_, accepted.back().edit);
    remember(accepted.back());
  }
  return accepted;
}

Result<std::vector<changeset::Update>> LiveDocument::rebase(db::Connection& db, const Push& push,
                                                            std::int64_t last_seq) const {
  const auto count = static_cast<std::int64_t>(push.updates.size());
  if ((edition_ - push.edition) * count > kMostSteps) return too_far_behind();
  std::vector<changeset::Update> over;
  for (LoggedEdit& newer : list_after(db, push.edition, edition_ - push.edition))
    over.push_back(std::move(newer.edit.update));
  std::vector<changeset::Update> updates;
  try {
    updates = changeset::rebase_updates(push.updates, over);
  } catch (const std::invalid_argument& misfit) {
    return invalid("the updates do not fit the text of edition {}: {}", push.edition, misfit.what());
  }
  if (updates.empty() || updates.back().seq <= last_seq) return std::vector<changeset::Update>{};
  if (updates.front().seq != last_seq + 1)
    return invalid("the next update of this client has seq {}, not {}", last_seq + 1, updates.front().seq);
  return updates;
}

Result<> LiveDocument::check_size(const changeset::ChangeSet& change, std::u16string_view text,
                                  std::size_t bytes) const {
  const auto size = static_cast<std::ptrdiff_t>(bytes) + growth(change, text);
  // A text that is too long already may still be made shorter.
  if (size > static_cast<std::ptrdiff_t>(kDocumentLimit) && size > static_cast<std::ptrdiff_t>(bytes))
    return too_large("a document may have {} bytes", kDocumentLimit)
        .with_help("Shorten it, or attach files as evidence.");
  return {};
}

Result<> LiveDocument::apply(const std::vector<changeset::Update>& updates) {
  if (updates.size() == 1) {
    const changeset::ChangeSet& change = updates[0].changes;
    TRY(check(change, text_));
    TRY(check_size(change, text_, bytes_));
    bytes_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(bytes_) + growth(change, text_));
    change.apply_to(text_);
    return {};
  }
  std::u16string text = text_;
  std::size_t bytes = bytes_;
  for (const changeset::Update& update : updates) {
    TRY(check(update.changes, text));
    TRY(check_size(update.changes, text, bytes));
    bytes = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(bytes) + growth(update.changes, text));
    update.changes.apply_to(text);
  }
  text_ = std::move(text);
  bytes_ = bytes;
  return {};
}

std::optional<std::size_t> LiveDocument::map_to_now(std::int64_t edition, std::size_t position,
                                                    std::string_view client) const {
  if (edition > edition_ || (edition < edition_ && (log_.empty() || log_.front().edit.edition > edition + 1)))
    return std::nullopt;
  std::size_t length = text_.size();
  for (std::int64_t i = edition; i < edition_; ++i) {
    const Edit& edit = log_[static_cast<std::size_t>(i + 1 - log_.front().edit.edition)].edit;
    if (position > edit.update.changes.length()) return std::nullopt;
    position = map_cursor(edit, position, client);
    length = edit.update.changes.new_length();
  }
  return position <= length ? std::optional(position) : std::nullopt;
}

std::size_t map_cursor(const Edit& edit, std::size_t position, std::string_view client) {
  const changeset::Side side = edit.update.client == client ? changeset::Side::after : changeset::Side::before;
  return edit.update.changes.map_position(position, side);
}

}  // namespace debrief::features::postmortems::editing
