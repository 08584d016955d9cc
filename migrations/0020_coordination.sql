-- Working together while an incident runs: tasks, hypotheses, updates to those who wait.

create table tasks (
  id {T} primary key,
  incident {I} not null,
  title {T} not null,
  owner {T} not null,
  owner_id {T},
  due_at {I},
  state {T} not null,
  note {T} not null,
  run {T},
  added_by {T} not null,
  added_at {I} not null,
  ended_at {I},
  version {I} not null
) {STRICT};
create index tasks_incident on tasks (incident, id);
create index tasks_owner on tasks (owner_id, state);
create index tasks_due on tasks (state, due_at);

create table hypotheses (
  id {T} primary key,
  incident {I} not null,
  text {T} not null,
  state {T} not null,
  reason {T} not null,
  added_by {T} not null,
  added_at {I} not null,
  settled_at {I},
  version {I} not null
) {STRICT};
create index hypotheses_incident on hypotheses (incident, id);

-- `entries` and `evidence` are JSON lists of ids.
create table arguments (
  id {T} primary key,
  hypothesis {T} not null,
  stance {T} not null,
  text {T} not null,
  entries {T} not null,
  evidence {T} not null,
  added_by {T} not null,
  added_at {I} not null
) {STRICT};
create index arguments_hypothesis on arguments (hypothesis, id);

create table updates (
  id {T} primary key,
  incident {I} not null,
  audience {T} not null,
  conditions {T} not null,
  actions {T} not null,
  needs {T} not null,
  posted_by {T} not null,
  posted_at {I} not null,
  next_at {I}
) {STRICT};
create index updates_incident on updates (incident, posted_at);

-- What people decided about the pace of updates of one incident; without a row the severity decides.
create table update_paces (
  incident {I} not null,
  audience {T} not null,
  minutes {I},
  snoozed_until {I},
  reason {T} not null,
  primary key (incident, audience)
) {STRICT};
