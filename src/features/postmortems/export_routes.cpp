// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/export_routes.hpp"

#include "features/postmortems/blocks/frozen.hpp"
#include "features/postmortems/export.hpp"
#include "features/postmortems/revisions.hpp"
#include "routing/request.hpp"

namespace debrief::features::postmortems {
namespace {

struct Format {
  std::string_view name;
  std::string_view media_type;
};
constexpr Format kFormats[] = {{"md", "text/markdown; charset=utf-8"},
                               {"html", "text/html; charset=utf-8"},
                               {"pdf", "application/pdf"},
                               {"json", "application/json"}};

Result<Format> format_of(const http::Request& request) {
  const std::string wanted = request.query_value("format").value_or("md");
  for (const Format& format : kFormats)
    if (format.name == wanted) return format;
  return invalid("there is no export format '{}'", wanted.substr(0, 60))
      .with_help("Use md, html, pdf or json.")
      .at("format");
}

Result<print::Paper> paper_of(const http::Request& request) {
  const std::string wanted = request.query_value("paper").value_or("a4");
  if (wanted == "a4") return print::Paper::a4;
  if (wanted == "letter") return print::Paper::letter;
  return invalid("there is no paper '{}'", wanted.substr(0, 60)).with_help("Use a4 or letter.").at("paper");
}

Result<> read_revisions(db::Connection& db, const Call& call, ExportInput& input) {
  const std::int64_t number = input.document.incident;
  input.revisions = TRY(list_revisions(db, call.who, number));
  for (const std::int64_t version : newest_within(input.revisions, kMostRevisionBytes))
    input.revision_texts[version] = TRY(get_revision(db, call.who, number, version)).markdown;
  return {};
}

Result<std::string> make(journal::Journal& journal, const Call& call, std::string_view format, ExportInput input) {
  if (format == "md") return export_markdown(input);
  if (format == "html") return export_html(input);
  if (format == "pdf") return export_pdf(input, TRY(paper_of(call.request)));
  TRY(journal.database().read([&](db::Connection& db) { return read_revisions(db, call, input); }));
  return export_json(input);
}

}  // namespace

Result<http::Response> respond_with_export(journal::Journal& journal, const Ports& ports, const Call& call,
                                           domain::Postmortem document) {
  const Format format = TRY(format_of(call.request));
  document.markdown =
      TRY(expand_for(ports, journal.database(), call.who, document.incident, document.markdown, document.state));
  ExportInput input = TRY(gather_export(ports, call.who, std::move(document), journal.clock().now()));
  http::Response response;
  response.set("Content-Type", std::string(format.media_type));
  response.set("Content-Disposition", fmt::format("attachment; filename=\"{}-postmortem.{}\"",
                                                  domain::incident_key(input.document.incident), format.name));
  response.body = TRY(make(journal, call, format.name, std::move(input)));
  return response;
}

}  // namespace debrief::features::postmortems
