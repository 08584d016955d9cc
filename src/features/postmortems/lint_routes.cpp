// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/lint_routes.hpp"

#include "features/postmortems/limits.hpp"
#include "lint/lint.hpp"
#include "routing/request.hpp"

namespace debrief::features::postmortems {
namespace {

using domain::Action;
using http::Response;

static_assert(lint::kTextLimit >= kDocumentLimit);

Result<const lint::Language*> get_language(const std::string& id) {
  if (const lint::Language* language = lint::find_language(id)) return language;
  std::string ids;
  for (const std::string& known : lint::language_ids()) ids += (ids.empty() ? "" : ", ") + known;
  return invalid("the linter has no rules for the language '{}'", id).with_help("It has: " + ids + ".").at("/language");
}

json::object remark_json(const lint::Remark& remark) {
  return {{"rule", remark.rule},     {"line", remark.line},       {"column", remark.column},
          {"length", remark.length}, {"message", remark.message}, {"question", remark.question}};
}

Result<Response> post_lint(const Call& call) {
  const json::value body = TRY(body_of(call.request));
  json::Fields fields = TRY(json::Fields::of(body));
  if (!fields.has("markdown")) return invalid("there is no text to look at").at("/markdown");
  const std::string markdown = TRY(fields.optional_text("markdown", kDocumentLimit)).value_or("");
  const std::string id = TRY(fields.optional_text("language", 20)).value_or("en");
  TRY(fields.done());
  const lint::Language* language = TRY(get_language(id));
  json::array remarks;
  for (const lint::Remark& remark : lint::lint(markdown, *language)) remarks.emplace_back(remark_json(remark));
  return respond({{"remarks", std::move(remarks)}});
}

}  // namespace

std::vector<Route> lint_routes() {
  return {{"POST", "/api/v1/lint", Action::read, [](Call& call) { return post_lint(call); }, kBodyLimit}};
}

}  // namespace debrief::features::postmortems
