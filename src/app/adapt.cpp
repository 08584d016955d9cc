// SPDX-License-Identifier: Apache-2.0
#include "app/adapt.hpp"

#include "base/time.hpp"
#include "connectors/alertmanager/alertmanager.hpp"
#include "connectors/archive/read_file.hpp"
#include "connectors/read.hpp"
#include "connectors/severity.hpp"
#include "connectors/time_note.hpp"

namespace debrief::app {
namespace {

namespace archive = connectors::archive;

domain::ArchivedEntry entry_from(const archive::TimelineEntry& entry) {
  std::optional<Instant> end;
  if (entry.end) end = entry.end->at;
  std::string text = entry.text;
  if (!entry.details.empty()) text += "\n" + entry.details;
  return {entry.at.at, end, std::move(text), entry.line > 0 ? fmt::format("line {}", entry.line) : std::string{}, entry.at.original,
          connectors::time_note(entry.at, "UTC", connectors::Said::nobody, connectors::Said::document)};
}

domain::ArchivedDocument document_from(archive::ArchiveDocument&& read) {
  domain::ArchivedDocument document;
  document.source = std::move(read.source);
  document.id = read.id.empty() ? document.source : std::move(read.id);
  document.title = std::move(read.title);
  if (read.started) {
    document.started = read.started->stamp.at;
    document.date = read.started->stamp.precision == Precision::day ? to_rfc3339(read.started->stamp.at).substr(0, 10)
                                                                   : to_rfc3339(read.started->stamp.at);
  }
  if (read.ended) document.ended = read.ended->stamp.at;
  document.services = std::move(read.services);
  document.severity = connectors::find_severity(read.severity);
  document.url = std::move(read.url);
  document.body = std::move(read.body);
  document.sections = read.sections.size();
  for (const auto& entry : read.timeline) document.entries.push_back(entry_from(entry));
  for (const auto& remark : read.remarks)
    document.remarks.push_back(remark.line > 0 ? fmt::format("line {}: {}", remark.line, remark.text) : remark.text);
  return document;
}

domain::ArchivedDocument refused(const archive::Refusal& refusal) {
  domain::ArchivedDocument document;
  document.source = refusal.locator.empty() ? refusal.source : refusal.source + ", " + refusal.locator;
  document.id = document.source;
  document.refused = refusal.error.message;
  return document;
}

}  // namespace

Result<domain::SignalBatch> read_alertmanager(std::string_view body) {
  auto notification = TRY(connectors::alertmanager::translate(body));
  domain::SignalBatch batch{std::move(notification.signals), {}};
  for (const auto& alert : notification.unreadable)
    batch.unreadable.push_back(fmt::format("alert {}: {}", alert.position, alert.reason));
  return batch;
}

std::vector<domain::ReadFile> read_evidence_files(const std::vector<domain::OriginalFile>& files, const std::optional<std::string>& zone) {
  std::vector<connectors::NamedBytes> given;
  for (const auto& file : files) given.push_back({file.name, file.bytes});
  std::vector<domain::ReadFile> read;
  for (auto& file : connectors::read_all(given, zone))
    read.push_back({std::move(file.name), file.parent, std::move(file.bytes), std::move(file.reading)});
  return read;
}

std::vector<domain::ArchivedDocument> read_archive_file(std::string_view name, std::string_view bytes) {
  // A file with thousands of records is large for one postmortem, not for an export.
  archive::ReadOptions options;
  options.limit = 128UL * 1024 * 1024;
  auto read = archive::read_file(name, bytes, options);
  std::vector<domain::ArchivedDocument> documents;
  const bool many = read.documents.size() + read.refusals.size() > 1;
  for (auto& document : read.documents) {
    // Records without ids of their own are told apart by their place in the file.
    if (document.id.empty() && many) document.id = fmt::format("{}#{}", document.source, documents.size() + 1);
    documents.push_back(document_from(std::move(document)));
  }
  for (const auto& refusal : read.refusals) documents.push_back(refused(refusal));
  return documents;
}

}  // namespace debrief::app
