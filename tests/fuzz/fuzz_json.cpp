// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"
#include "fuzz.hpp"

using namespace debrief;

namespace {

// Asks for fields by every type, as the routes do.
void read_fields(const json::value& document) {
  auto fields = json::Fields::of(document);
  if (!fields) return;
  (void)fields->text("title");
  (void)fields->optional_text("text", 20);
  (void)fields->optional_integer("count", -5, 100);
  (void)fields->optional_time("at");
  (void)fields->boolean_or("done", false);
  (void)fields->texts("tags", 3);
  const auto done = fields->done();
  fuzz::require(done || done.error().field.starts_with('/'), "an error points at its field");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = json::parse(fuzz::text(data, size));
  if (!document) return 0;
  fuzz::require(json::parse(json::write(*document)).has_value(), "what is written can be read");
  fuzz::require(json::parse(json::write_pretty(*document)).has_value(), "what is written for people can be read");
  read_fields(*document);
  return 0;
}
