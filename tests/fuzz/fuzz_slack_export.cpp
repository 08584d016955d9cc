// SPDX-License-Identifier: Apache-2.0
#include "connectors/slack_export/slack_export.hpp"
#include "reading.hpp"

using namespace debrief;
namespace slack = connectors::slack_export;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text(data, size);
  const domain::ReadContext context = fuzz::context("incident/2026-03-02.json", size);
  slack::Workspace workspace;
  for (const char* name : {"users.json", "channels.json", "dms.json", "mpims.json"})
    (void)slack::add_directory(workspace, name, bytes);
  slack::name_conversations(workspace);
  (void)slack::plain_text(bytes, workspace);
  (void)slack::read_day(bytes, context, workspace);
  (void)slack::recognise(context.name, bytes);
  (void)slack::read(bytes, context);
  return 0;
}
