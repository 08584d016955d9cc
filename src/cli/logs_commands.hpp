// SPDX-License-Identifier: Apache-2.0
// `debrief logs`: logs in files, folders, archives, standard input, or stores that were made of them. Needs no server.
#pragma once

#include "cli/client.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace debrief::cli {

struct LogsReadOptions {
  std::vector<std::string> paths = {};  ///< files, folders, archives, "-", or one store
  std::string formats = {};             ///< folder with formats of one's own
  std::string zone = {};                ///< for stamps that name none
};

struct LogsAddOptions {
  std::string store;
  LogsReadOptions read;
};
/// Indexes logs into a folder.
int add_logs(const LogsAddOptions& options, bool json);

struct LogsSearchOptions {
  std::string text;
  LogsReadOptions read;
  bool word = false, pattern = false, ignore_case = false, count = false, show_secrets = false;
  std::vector<std::string> levels = {}, templates = {}, sources = {}, fields = {};
  std::string from = {}, until = {};
  std::int64_t limit = 0;    ///< lines; 0: all
  std::int64_t context = 0;  ///< lines before and after each
};
/// kDone when lines were found, 1 when none was, as grep has it.
int search_logs(const LogsSearchOptions& options, bool json);

struct LogsTemplatesOptions {
  LogsReadOptions read;
  bool tsv = false;
};
int list_log_templates(const LogsTemplatesOptions& options, bool json);

struct LogsCompareOptions {
  LogsReadOptions read;
  std::string from, until, baseline_from = {}, baseline_until = {};
};
int compare_logs(const LogsCompareOptions& options, bool json);

struct LogsFollowOptions {
  std::string store, file, formats = {};  ///< `store` may also be an incident
  std::string source = {};                ///< what the incident's logs call the file
  bool once = false;                      ///< do not wait for more
};
/// Reads what a file gains until it is stopped, through rotation and truncation; goes on where it stood when it is
/// begun again.
int follow_log(const LogsFollowOptions& options);
/// The same into the logs of an incident: send_lines.hpp.
int send_log(ApiClient& api, const LogsFollowOptions& options);
/// Whether this is an incident ("INC-42", "42") and no file or folder.
[[nodiscard]] bool names_incident(const std::string& text);

/// Makes a store smaller.
int recompress_logs(const std::string& store);

/// kDone when the samples come out as they should, 1 when one does not.
int check_log_format(const std::string& file);

}  // namespace debrief::cli
