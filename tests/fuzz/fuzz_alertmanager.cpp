// SPDX-License-Identifier: Apache-2.0
#include "connectors/alertmanager/alertmanager.hpp"
#include "reading.hpp"

using namespace debrief;
namespace alertmanager = connectors::alertmanager;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text(data, size);
  (void)alertmanager::recognise("alerts.json", bytes);
  (void)alertmanager::read(bytes, fuzz::context("alerts.json", size));
  const auto notification = alertmanager::translate(bytes);
  if (!notification) return 0;
  fuzz::require(notification->signals.size() == notification->positions.size(), "every signal has its position");
  for (const domain::Signal& signal : notification->signals)
    fuzz::require(!signal.fingerprint.empty(), "every signal has a fingerprint");
  return 0;
}
