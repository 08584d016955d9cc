// SPDX-License-Identifier: Apache-2.0
// Status pages on the command line.
#pragma once

#include "cli/client.hpp"

#include <string>

namespace debrief::cli {

struct StatusExportOptions {
  std::string slug;
  std::string folder;  ///< made when it is missing; files of the same names are replaced
};
int export_status(ApiClient& api, const StatusExportOptions& options, bool json);
int list_status(ApiClient& api, bool json);

}  // namespace debrief::cli
