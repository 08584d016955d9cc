// SPDX-License-Identifier: Apache-2.0
// The commands. Each prints its data, talks on standard error, and returns an exit code (terminal.hpp).
#pragma once

#include "cli/client.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace debrief::cli {

struct DeclareOptions {
  std::string title, summary, severity, started_at;
  std::vector<std::string> services;
  bool private_ = false;
};
int declare(ApiClient& api, const DeclareOptions& options, bool json);

struct ListOptions {
  std::string phase = "open", severity, service, words;
  std::int64_t limit = 50;
};
int list_incidents(ApiClient& api, const ListOptions& options, bool json);
int show_incident(ApiClient& api, const std::string& incident, bool json);

struct NoteOptions {
  std::string incident, text, kind = "note", at;
};
int add_note(ApiClient& api, const NoteOptions& options, bool json);

struct UpdateOptions {
  std::string incident;
  std::optional<std::string> title, summary, impact, severity, state;
  std::vector<std::string> services;
};
int update_incident(ApiClient& api, const UpdateOptions& options, bool json);

struct MilestoneOptions {
  std::string incident, name, at, reason;
  bool clear = false;
};
int set_milestone(ApiClient& api, const MilestoneOptions& options, bool json);

struct RoleOptions {
  std::string incident, role, person, from;
};
int assign_role(ApiClient& api, const RoleOptions& options, bool json);

struct EvidenceOptions {
  std::string incident, zone;
  std::vector<std::string> paths;
};
/// Adds files and folders to an incident, and lists its evidence.
int add_evidence(ApiClient& api, const EvidenceOptions& options, bool json);

struct ReconstructOptions {
  std::vector<std::string> paths;
  std::string title, zone, template_id, format = "md", output;
};
int reconstruct(ApiClient& api, const ReconstructOptions& options);

struct PostmortemOptions {
  std::string incident, template_id, format = "md", output, state;
};
int draft_postmortem(ApiClient& api, const PostmortemOptions& options, bool json);
int export_postmortem(ApiClient& api, const PostmortemOptions& options);
int move_postmortem(ApiClient& api, const PostmortemOptions& options, bool json);

struct ImportOptions {
  std::vector<std::string> paths;
  bool dry_run = false;
};
int import_archive(ApiClient& api, const ImportOptions& options, bool json);

struct SimilarOptions {
  std::string text, batch;
  std::int64_t limit = 10;
};
int find_similar(ApiClient& api, const SimilarOptions& options, bool json);

struct SearchOptions {
  std::vector<std::string> words;
  std::int64_t limit = 20;
};
/// Ends with 0 when something was found, with 1 when nothing was.
int search_everything(ApiClient& api, const SearchOptions& options, bool json);

struct SourceOptions {
  std::string kind = "alertmanager", name;
  std::vector<std::string> group_by;
};
int add_source(ApiClient& api, const SourceOptions& options, bool json);
int list_sources(ApiClient& api, bool json);

/// Brings the mirror up to date when `sync` says so, and shows how it stands.
int mirror(ApiClient& api, bool sync, bool json);

int verify(const app::Config& config, bool json);

}  // namespace debrief::cli
