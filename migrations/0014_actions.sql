-- What is to be done so that an incident is repaired or does not come again, and the trackers where it is followed.

-- A removed action stays, so that it can be brought back.
create table actions (
  number {I} primary key,
  incident {I} not null,
  type {T} not null,
  title {T} not null,
  text {T} not null,
  priority {T} not null,
  owner {T} not null,
  owner_id {T},
  team {T} not null,
  due_at {I} not null,
  due_by_hand {I} not null,
  state {T} not null,
  reason {T} not null,
  factor {T} not null,
  entries {T} not null,
  check_kind {T},
  check_alert {T} not null,
  check_service {T} not null,
  check_template {T} not null,
  check_days {I} not null,
  proof {T} not null,
  proof_note {T} not null,
  proof_at {I},
  link_url {T},
  link_tracker {T} not null,
  link_key {T} not null,
  link_title {T} not null,
  link_state {T} not null,
  link_seen_at {I},
  added_by {T} not null,
  added_at {I} not null,
  closed_at {I},
  version {I} not null,
  removed_at {I}
) {STRICT};
create index actions_incident on actions (incident, number);
create index actions_due on actions (due_at) where closed_at is null;
create index actions_alert on actions (check_alert) where check_kind = 'alert_quiet';
create index actions_template on actions (check_template) where check_kind = 'template_quiet';
create index actions_link on actions (link_tracker, link_key) where link_url is not null;

create table action_dependencies (
  action {I} not null,
  waits_for {I} not null,
  primary key (action, waits_for)
) {STRICT};
create index action_dependencies_of on action_dependencies (waits_for);

create index alerts_name on alerts (name, starts_at);

-- Which logs of later incidents were looked into for an action that watches a template, and up to which evidence.
create table action_looks (
  action {I} not null,
  incident {I} not null,
  looked_at {I} not null,
  primary key (action, incident)
) {STRICT};

-- Secrets are sealed with the key of the server.
create table trackers (
  id {T} primary key,
  kind {T} not null,
  name {T} not null,
  address {T} not null,
  project {T} not null,
  account {T} not null,
  token {B} not null,
  hook_secret {B} not null,
  created_at {I} not null,
  heard_at {I},
  asked_at {I},
  error {T} not null,
  removed_at {I}
) {STRICT};

insert into followers (name, position) select 'actions', position from journal;
