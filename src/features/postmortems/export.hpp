// SPDX-License-Identifier: Apache-2.0
// The postmortem as one file for people and programs elsewhere. All pure.
#pragma once

#include "base/hash.hpp"
#include "base/result.hpp"
#include "domain/factor_figure.hpp"
#include "domain/ports.hpp"
#include "features/postmortems/citations.hpp"
#include "print/document.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace debrief::features::postmortems {

/// The bytes of a stored original. Errors: as BlobStore::get.
using ReadOriginal = std::function<Result<std::string>(const Digest& digest)>;

/// Everything that an export may show.
struct ExportInput {
  domain::Postmortem document;
  domain::Incident incident;
  std::vector<domain::TimelineEntry> entries;  ///< in the order of the timeline, hidden ones included
  std::vector<domain::Alert> alerts;
  domain::EvidenceOf evidence;
  std::vector<domain::Revision> revisions;
  std::map<std::int64_t, std::string> revision_texts;  ///< by version, as far as they are read
  ReadOriginal read_original = {};          ///< for pictures; may be empty
  domain::FactorGraph factors = {};
  std::vector<domain::FactorKind> factor_kinds = {};
  domain::DrawFactors draw_factors = {};  ///< may be empty: no figure
  Instant now;
};

/// The texts of revisions that the JSON export holds; older ones can be asked for one by one.
inline constexpr std::size_t kMostRevisionBytes = 50'000'000;

/// The versions of the newest revisions (the oldest come first in the list) whose texts have at most so many bytes
/// together.
[[nodiscard]] std::vector<std::int64_t> newest_within(const std::vector<domain::Revision>& revisions, std::size_t bytes);

/// Front matter and title, the document byte for byte, and below it the factors and the cited entries.
struct MarkdownParts {
  std::string head;
  std::string text;  ///< ends with a line end
  std::string tail;  ///< may be empty
};
[[nodiscard]] MarkdownParts export_markdown_parts(const ExportInput& input);
/// The parts, one after the other.
[[nodiscard]] std::string export_markdown(const ExportInput& input);

/// One HTML file with its style, pictures, the graph of factors and a list of contents: no script, and nothing is
/// fetched from anywhere. Light or dark as the reader prefers, and a form for paper. Citations show their entry, and
/// lead to it below.
[[nodiscard]] std::string export_html(const ExportInput& input);

/// The document and the record below it: incident, milestones, durations, roles, timeline, alerts, evidence, factors.
[[nodiscard]] std::string export_json(const ExportInput& input);

/// A PDF with contents, page numbers and bookmarks. Errors: as print::print_pdf.
[[nodiscard]] Result<std::string> export_pdf(const ExportInput& input, print::Paper paper = print::Paper::a4);

}  // namespace debrief::features::postmortems
