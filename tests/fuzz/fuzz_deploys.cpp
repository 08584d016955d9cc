// SPDX-License-Identifier: Apache-2.0
#include "connectors/deploys/base64.hpp"
#include "connectors/deploys/deploys.hpp"
#include "reading.hpp"

using namespace debrief;
namespace deploys = connectors::deploys;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text(data, size);
  const domain::ReadContext context = fuzz::context("deploys.jsonl", size);
  (void)deploys::recognise_github(context.name, bytes);
  (void)deploys::recognise_cdevents(context.name, bytes);
  (void)deploys::read_github(bytes, context);
  (void)deploys::read_cdevents(bytes, context);
  if (const auto decoded = deploys::decode_base64(bytes))
    fuzz::require(decoded->size() <= size, "base64 does not become longer");
  return 0;
}
