// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/review/review_json.hpp"

#include "base/markdown.hpp"
#include "base/time.hpp"

namespace debrief::features::postmortems::review {
namespace {

json::object to_json(const Comment& comment) {
  return {{"id", comment.id},
          {"author", comment.author},
          {"author_id", comment.author_id},
          {"text", comment.text},
          {"html", render_html(comment.text)},
          {"recorded_at", to_rfc3339(comment.recorded_at)},
          {"edited_at", json::or_null(comment.edited_at)},
          {"removed", comment.removed_at.has_value()}};
}

}  // namespace

json::object to_json(const Thread& thread) {
  json::array comments;
  for (const Comment& comment : thread.comments) comments.emplace_back(to_json(comment));
  return {{"id", thread.id},
          {"kind", thread.kind},
          {"edition", thread.anchor.edition},
          {"from", thread.anchor.from},
          {"until", thread.anchor.until},
          {"quote", thread.quote},
          {"replacement", json::or_null(thread.replacement)},
          {"state", thread.state},
          {"author", thread.author},
          {"author_id", thread.author_id},
          {"recorded_at", to_rfc3339(thread.recorded_at)},
          {"settled_by", json::or_null(thread.settled_by)},
          {"settled_at", json::or_null(thread.settled_at)},
          {"comments", std::move(comments)}};
}

json::object to_json(const Reviewer& reviewer) {
  return {{"user_id", reviewer.user_id},
          {"person", reviewer.person},
          {"asked_by", reviewer.asked_by},
          {"asked_at", to_rfc3339(reviewer.asked_at)},
          {"verdict", reviewer.verdict.empty() ? json::value(nullptr) : json::value(reviewer.verdict)},
          {"text", reviewer.text},
          {"given_at", json::or_null(reviewer.given_at)},
          {"current", reviewer.current}};
}

json::object to_json(const Meeting& meeting) {
  return {{"at", to_rfc3339(meeting.at)},
          {"minutes", meeting.minutes},
          {"place", meeting.place},
          {"cancelled", meeting.cancelled},
          {"set_by", meeting.set_by},
          {"set_at", to_rfc3339(meeting.set_at)}};
}

}  // namespace debrief::features::postmortems::review
