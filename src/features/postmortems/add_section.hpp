// SPDX-License-Identifier: Apache-2.0
// Adding to a section of a document.
#pragma once

#include "base/result.hpp"
#include "domain/access.hpp"
#include "journal/journal.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace debrief::features::postmortems {

/// The document with `addition` at the end of the first section with this title (whatever the case of its letters),
/// sections below it included; a section of the second level is made at the end of the text when there is none. Where
/// the addition begins with a heading of the section's level, and the section holds nothing but questions, the addition
/// takes its place. Its citations get the labels that the document has for their entries, or the next free ones. Pure.
[[nodiscard]] std::string add_to_section(std::string_view document, std::string_view section,
                                         std::string_view addition);

/// The answer to domain::AddToPostmortem: the same as an edit of `who`. Errors: not_found, forbidden, too_large.
Result<> add_to_document(journal::Transaction& tx, const domain::Principal& who, std::int64_t number,
                         std::string_view section, std::string_view addition);

}  // namespace debrief::features::postmortems
