// SPDX-License-Identifier: Apache-2.0
// The slice's SQL for pages and what they show. No policy and no facts here.
#pragma once

#include "base/json.hpp"
#include "db/database.hpp"
#include "features/status/model.hpp"

#include <optional>
#include <string>
#include <vector>

namespace debrief::features::status::store {

[[nodiscard]] json::array affected_json(const std::vector<Affected>& affected);
[[nodiscard]] json::array components_json(const std::vector<Component>& components, bool inside);

/// Pages that were not removed, by name.
std::vector<Page> list_pages(db::Connection& db);
std::optional<Page> find_page(db::Connection& db, const std::string& id);
std::optional<Page> find_page_by_slug(db::Connection& db, const std::string& slug);
void insert_page(db::Connection& db, const Page& page);
/// False when its version is not page.version - 1.
bool update_page(db::Connection& db, const Page& page);
void remove_page(db::Connection& db, const std::string& id, Instant now);
/// Readers see something else from now on.
void touch(db::Connection& db, const std::string& page, Instant now);

/// Newest first by their first post; hidden ones too unless `shown_only`.
std::vector<Entry> list_entries(db::Connection& db, const std::string& page, bool shown_only);
std::vector<Entry> list_entries_of(db::Connection& db, std::int64_t incident);
std::optional<Entry> find_entry(db::Connection& db, const std::string& id);
void insert_entry(db::Connection& db, const Entry& entry);
void update_entry(db::Connection& db, const Entry& entry);
void insert_post(db::Connection& db, const std::string& entry, const Post& post);
/// Keeps the former words, saved by `by` for `reason`, and puts the post in their place.
void replace_post(db::Connection& db, const Post& former, const Post& post, const std::string& by, const std::string& reason);

/// What a post said before it was corrected, oldest first.
struct FormerPost {
  Post post;
  std::string replaced_by;
  Instant replaced_at;
  std::string reason;
};
std::vector<FormerPost> list_former(db::Connection& db, const std::string& post);

}  // namespace debrief::features::status::store
