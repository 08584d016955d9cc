// SPDX-License-Identifier: Apache-2.0
// The commands. Each prints its data, talks on standard error, and returns an exit code (terminal.hpp).
#pragma once

#include "cli/api_commands.hpp"

namespace debrief::cli {

void add_serve_command(const CommandLine& line);
void add_incident_commands(const CommandLine& line);
void add_action_commands(const CommandLine& line);
void add_evidence_command(const CommandLine& line);
void add_reconstruct_command(const CommandLine& line);
void add_postmortem_commands(const CommandLine& line);
void add_edit_command(const CommandLine& line);
void add_import_command(const CommandLine& line);
void add_search_command(const CommandLine& line);
void add_similar_command(const CommandLine& line);
void add_people_commands(const CommandLine& line);
void add_team_commands(const CommandLine& line);
void add_update_commands(const CommandLine& line);
void add_service_commands(const CommandLine& line);
void add_lint_command(const CommandLine& line);
void add_logs_commands(const CommandLine& line);
void add_mirror_commands(const CommandLine& line);
void add_status_commands(const CommandLine& line);
void add_source_commands(const CommandLine& line);
void add_verify_command(const CommandLine& line);
void add_completion_command(const CommandLine& line);

}  // namespace debrief::cli
