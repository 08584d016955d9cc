-- How incidents belong together, that they came back, and what is due once they are over.

-- An incident that was over and went on again.
create table reopenings (
  id {T} primary key,
  incident {I} not null,
  at {I} not null,
  from_state {T} not null,
  to_state {T} not null,
  reason {T} not null,
  reopened_by {T} not null
) {STRICT};
create index reopenings_incident on reopenings (incident, at);

-- `other` is the parent of `incident`, what it is a duplicate of, what it is related to, or what caused it.
create table incident_links (
  id {T} primary key,
  incident {I} not null,
  relation {T} not null,
  other {I} not null,
  linked_by {T} not null,
  linked_at {I} not null
) {STRICT};
create unique index incident_links_once on incident_links (incident, relation, other);
create unique index incident_links_parent on incident_links (incident) where relation = 'parent';
create index incident_links_other on incident_links (other);

-- `incident` goes on in `target`, until the merge is taken back and the row is gone.
create table incident_merges (
  incident {I} primary key,
  target {I} not null,
  reason {T} not null,
  state_before {T} not null,
  merged_by {T} not null,
  merged_at {I} not null
) {STRICT};
create index incident_merges_target on incident_merges (target);

-- What is due after an incident, except what the duty to publish says itself. `by_hand`: people set the date.
create table after_steps (
  incident {I} not null,
  step {T} not null,
  name {T} not null,
  place {I} not null,
  due_at {I},
  by_hand {I} not null,
  done_at {I},
  done_by {T},
  primary key (incident, step)
) {STRICT};
create index after_steps_due on after_steps (due_at) where done_at is null;
insert into followers (name, position) select 'after_steps', position from journal;
