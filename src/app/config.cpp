// SPDX-License-Identifier: Apache-2.0
#include "app/config.hpp"

#include <cstdlib>

namespace debrief::app {

std::filesystem::path default_data_directory() {
  if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/')
    return std::filesystem::path(data) / "debrief";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr && *home != '\0' ? home : ".") / ".local/share/debrief";
}

}  // namespace debrief::app
