// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/change.hpp"

#include "base/text.hpp"
#include "features/postmortems/limits.hpp"

namespace debrief::features::postmortems {
namespace {

using domain::PostmortemState;

Result<> check_version(const domain::Postmortem& current, const DocumentChange& change,
                       std::optional<std::int64_t> expected) {
  if (!expected && change.markdown)
    return invalid("a new text needs the version that it is based on")
        .with_help("Send If-Match with the ETag of the document as you loaded it.")
        .at("If-Match");
  if (expected && *expected != current.version)
    return make_error(ErrorCode::precondition, "the document is not as you saw it: version {} has been saved by {}",
                      current.version, current.author)
        .with_help(fmt::format("The current version is \"{}\": load it, put your changes in, and save again.",
                               current.version))
        .at("If-Match");
  return {};
}

}  // namespace

Result<DocumentChange> read_change(const json::value& body) {
  json::Fields fields = TRY(json::Fields::of(body));
  DocumentChange change;
  change.title = TRY(fields.optional_text("title", kTitleLimit));
  change.markdown = TRY(fields.optional_text("markdown", kDocumentLimit));
  const auto state = TRY(fields.optional_text("state"));
  TRY(fields.done());
  if (change.title && trim(*change.title).empty()) return invalid("the title cannot be blank").at("/title");
  if (state) {
    change.state = domain::postmortem_state_from(*state);
    if (!change.state)
      return invalid("there is no state '{}'", *state).with_help("Use draft, in_review or published.").at("/state");
  }
  if (!change.title && !change.markdown && !change.state)
    return invalid("the request changes nothing").with_help("Send title, markdown or state.");
  return change;
}

Result<Changed> apply_change(domain::Postmortem current, const DocumentChange& change,
                             std::optional<std::int64_t> expected, const domain::Principal& who, Instant now) {
  TRY(domain::require(who, domain::Action::edit));
  TRY(check_version(current, change, expected));
  if (change.state == PostmortemState::published) TRY(domain::require(who, domain::Action::publish));
  Changed changed;
  changed.saved =
      (change.title && *change.title != current.title) || (change.markdown && *change.markdown != current.markdown);
  changed.moved = change.state && *change.state != current.state;
  changed.document = std::move(current);
  domain::Postmortem& document = changed.document;
  if (!changed.saved && !changed.moved) return changed;
  if (change.title) document.title = *change.title;
  if (change.markdown) document.markdown = *change.markdown;
  if (changed.moved) {
    document.state = *change.state;
    document.published_at = document.state == PostmortemState::published ? std::optional(now) : std::nullopt;
  }
  ++document.version;
  document.author = who.name;
  document.updated_at = now;
  return changed;
}

}  // namespace debrief::features::postmortems
