-- Who is told when nobody acknowledges an incident, and who is brought in by rules. `data` is JSON as people wrote it.

create table escalation_policies (
  id {T} primary key,
  name {T} not null,
  data {T} not null,
  version {I} not null,
  updated_by {T} not null,
  updated_at {I} not null
) {STRICT};

create table stakeholder_rules (
  id {T} primary key,
  name {T} not null,
  data {T} not null,
  version {I} not null,
  updated_by {T} not null,
  updated_at {I} not null
) {STRICT};

-- One climb of a ladder. `data` is the policy as it was at the start; `level` and `round` are those of the next step,
-- `next_at` is when it is due (null: none is left). `cause` is the fact that began it, 0: a person did. `anew`: what was
-- acknowledged before it began counts for nothing.
create table escalations (
  id {T} primary key,
  incident {I} not null,
  policy {T} not null,
  name {T} not null,
  data {T} not null,
  reason {T} not null,
  cause {I} not null,
  anew {I} not null,
  state {T} not null,
  round {I} not null,
  level {I} not null,
  next_at {I},
  started_at {I} not null,
  started_by {T} not null,
  ended_at {I},
  ended_by {T} not null
) {STRICT};
create index escalations_incident on escalations (incident, id);
create unique index escalations_running on escalations (incident, policy) where state = 'running';

-- What was told; the key keeps any step from being told twice.
create table escalation_firings (
  escalation {T} not null,
  round {I} not null,
  level {I} not null,
  at {I} not null,
  told {T} not null,
  primary key (escalation, round, level)
) {STRICT};

create table stakeholders_brought (
  rule {T} not null,
  incident {I} not null,
  user_id {T} not null,
  at {I} not null,
  primary key (incident, rule, user_id)
) {STRICT};

insert into followers (name, position) select 'escalation', position from journal;
