-- The mirror of published postmortems in a git repository: what stands there, and which commits were seen.

create table mirror (
  id {I} primary key,
  target {T} not null,
  tip {T},
  fetched_at {I},
  mirrored_at {I},
  error {T},
  failed_at {I},
  retry_at {I},
  failures {I} not null
) {STRICT};

create table mirror_files (
  path {T} primary key,
  incident {I} not null,
  version {I} not null,
  removed {I} not null,
  hash {T} not null,
  mirrored_at {I} not null
) {STRICT};
create index mirror_files_incident on mirror_files (incident, removed);

create table mirror_commits (
  hash {T} primary key,
  ours {I} not null,
  threads {I} not null,
  problem {T},
  taken_at {I} not null
) {STRICT};
create index mirror_commits_problems on mirror_commits (taken_at) where problem is not null;
