// SPDX-License-Identifier: Apache-2.0
// The archive slice: takes postmortems that exist already into the library, each as a backfilled incident
// with its timeline and a published document. A document that was taken before is not taken twice.
#pragma once

#include "base/result.hpp"
#include "db/blob_store.hpp"
#include "domain/archive.hpp"
#include "domain/ports.hpp"
#include "journal/journal.hpp"
#include "routing/route.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace debrief::features::archive {

/// Publishes the text of an imported document in the caller's transaction.
using PublishImported =
    std::function<Result<>(journal::Transaction&, const domain::Principal& who, std::int64_t incident,
                           const domain::ArchivedDocument& document)>;

struct Ports {
  domain::ReadArchive read_archive;
  domain::RecordBackfill record_backfill;
  PublishImported publish;
};

struct File {
  std::string name;
  std::string bytes;
};

/// What became of one document.
struct Report {
  domain::ArchivedDocument document;
  std::optional<std::int64_t> incident;
};

/// One report a document, in order. Originals are stored; nothing is written with `dry_run`.
Result<std::vector<Report>> import(journal::Journal& journal, db::BlobStore& blobs, const Ports& ports, const Call& call,
                                   const std::vector<File>& files, bool dry_run);

std::vector<Route> routes(journal::Journal& journal, db::BlobStore& blobs, Ports ports);

}  // namespace debrief::features::archive
