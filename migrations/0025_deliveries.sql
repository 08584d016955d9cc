-- Messages to programs outside: where they go, and each of them with what became of it.

-- `owner` is the slice and thing that set it up; empty: an administrator did. `address` and both secrets are sealed with the
-- key of the store. `wants` is JSON: which events, severities and services, and whether private incidents are told.
-- `state` is on, off (somebody switched it off), gone (it answered 410) or failing (it failed for days); `reason` says why.
create table endpoints (
  id {T} primary key,
  owner {T} not null,
  kind {T} not null,
  name {T} not null,
  host {T} not null,
  address {B} not null,
  secret {B} not null,
  old_secret {B} not null,
  old_secret_until {I},
  wants {T} not null,
  state {T} not null,
  reason {T} not null,
  slow {I} not null,
  failing_since {I},
  succeeded_at {I},
  created_by {T} not null,
  created_at {I} not null,
  version {I} not null,
  removed_at {I}
) {STRICT};

-- `id` is told to the receiver and stays the same. `body` is what is sent, byte for byte. `state` is waiting, delivered,
-- given_up or dropped (the endpoint was removed, or the incident became private). `round` counts attempts since it was put
-- down or replayed, `attempts` all of them.
create table deliveries (
  id {T} primary key,
  endpoint {T} not null,
  type {T} not null,
  incident {I},
  key {T},
  body {T} not null,
  created_at {I} not null,
  state {T} not null,
  attempts {I} not null,
  round {I} not null,
  next_at {I},
  attempted_at {I},
  settled_at {I},
  status {I},
  answer {T} not null,
  error {T} not null
) {STRICT};
create unique index deliveries_key on deliveries (endpoint, key) where key is not null;
create index deliveries_waiting on deliveries (endpoint, next_at) where state = 'waiting';
create index deliveries_endpoint on deliveries (endpoint, id);
create index deliveries_state on deliveries (state, id);

insert into followers (name, position) select 'deliveries', position from journal;

-- How often a job was put down while it was not done: one that was put down again while it ran, runs again.
alter table jobs add column puts {I} not null default 0;
