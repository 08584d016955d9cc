-- What to do when something happens, every version of it, and its runs inside incidents.

-- A runbook that was distilled from an incident (`origin`) is shown to those who may read that incident.
create table runbooks (
  number {I} primary key,
  version {I} not null,
  title {T} not null,
  owner {T} not null,
  owner_id {T},
  services {T} not null,
  rules {T} not null,
  markdown {T} not null,
  review_days {I} not null,
  review_at {I},
  origin {I},
  archived_at {I},
  created_at {I} not null,
  updated_at {I} not null,
  author {T} not null
) {STRICT};

create table runbook_revisions (
  runbook {I} not null,
  version {I} not null,
  title {T} not null,
  owner {T} not null,
  services {T} not null,
  rules {T} not null,
  markdown {T} not null,
  review_days {I} not null,
  author {T} not null,
  recorded_at {I} not null,
  primary key (runbook, version)
) {STRICT};

create table runbook_runs (
  id {T} primary key,
  runbook {I} not null,
  version {I} not null,
  incident {I} not null,
  title {T} not null,
  outcome {T},
  note {T} not null,
  started_at {I} not null,
  started_by {T} not null,
  ended_at {I},
  ended_by {T}
) {STRICT};
create index runbook_runs_incident on runbook_runs (incident, id);
create index runbook_runs_runbook on runbook_runs (runbook, id);

-- The steps as they read when the run began.
create table runbook_run_steps (
  run {T} not null,
  place {I} not null,
  key {T} not null,
  section {T} not null,
  title {T} not null,
  markdown {T} not null,
  state {T} not null,
  note {T} not null,
  who {T} not null,
  at {I},
  version {I} not null,
  primary key (run, place)
) {STRICT};
