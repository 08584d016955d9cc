// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/change.hpp"

#include "base/text.hpp"
#include "changeset/utf16.hpp"
#include "features/postmortems/limits.hpp"

#include <charconv>

namespace debrief::features::postmortems {
namespace {

using domain::PostmortemState;

Result<> check_version(const domain::Postmortem& current, const DocumentChange& change,
                       std::optional<DocumentTag> expected) {
  if (!expected && change.markdown)
    return invalid("a new text needs the version that it is based on")
        .with_help("Send If-Match with the ETag of the document as you loaded it.")
        .at("If-Match");
  if (expected && *expected != tag_of(current))
    return make_error(ErrorCode::precondition, "the document is not as you saw it: version {} has been {} by {}",
                      current.version, current.unkept > 0 ? "edited" : "saved", current.author)
        .with_help(fmt::format("The current version is \"{}\": load it, put your changes in, and save again.",
                               to_text(tag_of(current))))
        .at("If-Match");
  return {};
}

std::optional<std::int64_t> edition_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

DocumentTag tag_of(const domain::Postmortem& document) {
  return {document.version, document.unkept > 0 ? std::optional(document.edition) : std::nullopt};
}

std::string to_text(const DocumentTag& tag) {
  return tag.edition ? fmt::format("{}.{}", tag.version, *tag.edition) : std::to_string(tag.version);
}

Result<std::optional<DocumentTag>> read_tag(std::string_view text) {
  if (text.empty() || text == "*") return std::optional<DocumentTag>{};
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  const std::size_t dot = text.find('.');
  const auto version = edition_of(text.substr(0, dot));
  const auto edition = dot == std::string_view::npos ? std::nullopt : edition_of(text.substr(dot + 1));
  if (!version || (dot != std::string_view::npos && !edition))
    return invalid("If-Match must hold an ETag that this server gave").at("If-Match");
  return std::optional(DocumentTag(*version, edition));
}

Result<DocumentChange> read_change(const json::value& body) {
  json::Fields fields = TRY(json::Fields::of(body));
  DocumentChange change;
  change.title = TRY(fields.optional_text("title", kTitleLimit));
  change.markdown = TRY(fields.optional_text("markdown", kDocumentLimit));
  if (change.markdown) change.markdown = changeset::with_line_feeds(*change.markdown);
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
                             std::optional<DocumentTag> expected, const domain::Principal& who, Instant now) {
  TRY(domain::require(who, domain::Action::edit));
  TRY(check_version(current, change, expected));
  if (change.state == PostmortemState::published) TRY(domain::require(who, domain::Action::publish));
  Changed changed;
  const bool new_text = change.markdown && *change.markdown != current.markdown;
  changed.moved = change.state && *change.state != current.state;
  changed.saved = (change.title && *change.title != current.title) || new_text || (changed.moved && current.unkept > 0);
  changed.document = std::move(current);
  domain::Postmortem& document = changed.document;
  if (!changed.saved && !changed.moved) return changed;
  if (change.title) document.title = *change.title;
  if (new_text) {
    document.markdown = *change.markdown;
    ++document.edition;
  }
  if (changed.moved) {
    document.state = *change.state;
    document.published_at = document.state == PostmortemState::published ? std::optional(now) : std::nullopt;
  }
  document.unkept = 0;
  ++document.version;
  document.author = who.name;
  document.updated_at = now;
  return changed;
}

}  // namespace debrief::features::postmortems
