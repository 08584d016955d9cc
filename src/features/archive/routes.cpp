// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "features/archive/archive.hpp"
#include "routing/request.hpp"

namespace debrief::features::archive {
namespace {

using domain::Action;
using http::Response;

constexpr std::size_t kBodyLimit = 256UL * 1024 * 1024;
constexpr std::size_t kFileLimit = 128UL * 1024 * 1024;

json::object to_json(const Report& report) {
  const auto& document = report.document;
  json::array services;
  for (const auto& service : document.services) services.push_back(json::value(service));
  json::array remarks;
  for (const auto& remark : document.remarks) remarks.push_back(json::value(remark));
  json::value incident = nullptr;
  if (report.incident) incident = *report.incident;
  return {{"source", document.source},
          {"title", json::or_null(document.title)},
          {"date", document.date.empty() ? json::value(nullptr) : json::value(document.date)},
          {"services", std::move(services)},
          {"severity", json::or_null(document.severity)},
          {"timeline_entries", document.entries.size()},
          {"sections", document.sections},
          {"refused", json::or_null(document.refused)},
          {"incident", incident},
          {"remarks", std::move(remarks)}};
}

Result<File> read_file(const json::value& value, std::size_t position) {
  auto in = TRY(json::Fields::of(value, fmt::format("/files/{}", position)));
  File file{TRY(in.text("name", 1000)), TRY(in.optional_text("content", kFileLimit)).value_or("")};
  if (const auto encoded = TRY(in.optional_text("content_base64", kFileLimit * 4 / 3 + 4))) {
    auto bytes = from_base64(*encoded);
    if (!bytes) return invalid("'content_base64' is not base64").at(in.path_of("content_base64"));
    file.bytes = std::move(*bytes);
  }
  TRY(in.done());
  return file;
}

}  // namespace

std::vector<Route> routes(journal::Journal& journal, db::BlobStore& blobs, Ports ports) {
  return {{"POST", "/api/v1/archive", Action::edit,
           [&journal, &blobs, ports](Call& call) -> Result<Response> {
             const auto body = TRY(body_of(call.request));
             auto in = TRY(json::Fields::of(body));
             const bool dry_run = TRY(in.boolean_or("dry_run", false));
             const json::value* list = in.find("files");
             TRY(in.done());
             if (list == nullptr || !list->is_array() || list->get_array().size() > 500)
               return invalid("'files' must be a list of at most 500 files").at("/files");
             std::vector<File> files;
             for (const auto& value : list->get_array()) files.push_back(TRY(read_file(value, files.size())));
             // Imports know by themselves what was taken before.
             call.origin.idempotency.reset();
             json::array items;
             for (const auto& report : TRY(import(journal, blobs, ports, call, files, dry_run))) items.push_back(to_json(report));
             return respond({{"items", std::move(items)}});
           },
           kBodyLimit}};
}

}  // namespace debrief::features::archive
