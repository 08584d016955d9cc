-- Facts, and the current state that follows from them. {I} {T} {B} {R} {STRICT}: see db::migrate.
-- Times are UTC microseconds. Yes/no columns hold 0 or 1.

create table journal (id {I} primary key, position {I} not null) {STRICT};
insert into journal (id, position) values (1, 0);

create table facts (
  position {I} primary key,
  incident {I} not null,
  seq {I} not null,
  kind {T} not null,
  occurred_at {I} not null,
  recorded_at {I} not null,
  actor {T} not null,
  actor_id {T} not null,
  source {T} not null,
  data {T} not null,
  hash {B} not null
) {STRICT};
create unique index facts_chain on facts (incident, seq);

create table chains (incident {I} primary key, seq {I} not null, hash {B} not null) {STRICT};

create table idempotency_keys (
  scope {T} not null,
  key {T} not null,
  request_hash {T} not null,
  status {I} not null,
  body {T} not null,
  created_at {I} not null,
  primary key (scope, key)
) {STRICT};
create index idempotency_keys_age on idempotency_keys (created_at);

create table incidents (
  number {I} primary key,
  title {T} not null,
  summary {T} not null,
  impact {T} not null,
  kind {T} not null,
  severity {T},
  state {T} not null,
  phase {T} not null,
  visibility {T} not null,
  declared_at {I} not null,
  declared_by {T} not null,
  declared_by_id {T} not null,
  version {I} not null,
  group_key {T},
  source_url {T}
) {STRICT};
create index incidents_group on incidents (group_key) where group_key is not null;
create index incidents_phase on incidents (phase, number);

create table incident_services (incident {I} not null, service {T} not null, primary key (incident, service)) {STRICT};
create index incident_services_service on incident_services (service, incident);

create table milestones (
  incident {I} not null,
  name {T} not null,
  at {I} not null,
  set_by {T} not null,
  recorded_at {I} not null,
  corrected {I} not null,
  primary key (incident, name)
) {STRICT};

create table role_assignments (
  id {T} primary key,
  incident {I} not null,
  role {T} not null,
  person {T} not null,
  user_id {T},
  from_at {I} not null,
  until_at {I}
) {STRICT};
create index role_assignments_incident on role_assignments (incident);

create table alerts (
  id {T} primary key,
  incident {I} not null,
  source_id {T} not null,
  fingerprint {T} not null,
  starts_at {I} not null,
  ends_at {I},
  name {T} not null,
  labels {T} not null,
  annotations {T} not null,
  url {T} not null
) {STRICT};
create unique index alerts_identity on alerts (source_id, fingerprint, starts_at);
create index alerts_incident on alerts (incident);

create table sources (
  id {T} primary key,
  kind {T} not null,
  name {T} not null,
  token_hash {T} not null,
  group_by {T} not null,
  created_at {I} not null,
  last_seen_at {I},
  received {I} not null,
  removed_at {I}
) {STRICT};
create unique index sources_token on sources (token_hash);

create table quarantine (
  id {T} primary key,
  source_id {T} not null,
  received_at {I} not null,
  reason {T} not null,
  sha256 {T} not null,
  size {I} not null,
  excerpt {T} not null,
  state {T} not null
) {STRICT};
create index quarantine_age on quarantine (received_at);

create table timeline_curations (
  entry {I} primary key,
  incident {I} not null,
  text {T},
  occurred_at {I},
  key_moment {I},
  hidden {I},
  revision {I} not null
) {STRICT};
create index timeline_curations_incident on timeline_curations (incident);

create table evidence (
  id {T} primary key,
  incident {I},
  name {T} not null,
  sha256 {T} not null,
  size {I} not null,
  media_type {T} not null,
  format {T},
  zone {T},
  parent {T},
  recorded_at {I} not null,
  added_by {T} not null,
  added_by_id {T} not null,
  entries {I} not null
) {STRICT};
create index evidence_incident on evidence (incident);
create index evidence_sha256 on evidence (sha256);

create table unread (
  id {T} primary key,
  evidence {T} not null,
  incident {I},
  name {T} not null,
  locator {T},
  reason {T} not null,
  excerpt {T} not null
) {STRICT};
create index unread_incident on unread (incident);

create table postmortems (
  incident {I} primary key,
  title {T} not null,
  state {T} not null,
  template {T} not null,
  markdown {T} not null,
  version {I} not null,
  author {T} not null,
  drafted_at {I} not null,
  updated_at {I} not null,
  published_at {I}
) {STRICT};
create index postmortems_state on postmortems (state, incident);

create table postmortem_revisions (
  incident {I} not null,
  version {I} not null,
  title {T} not null,
  markdown {T} not null,
  author {T} not null,
  recorded_at {I} not null,
  primary key (incident, version)
) {STRICT};

create table imports (
  document {T} primary key,
  incident {I} not null,
  source {T} not null,
  sha256 {T} not null,
  imported_at {I} not null
) {STRICT};
create unique index imports_incident on imports (incident);

create table lessons (
  incident {I} primary key,
  document {T} not null,
  title {T} not null,
  body {T} not null,
  terms {T} not null,
  occurred_at {I} not null,
  position {I} not null
) {STRICT};
create index lessons_position on lessons (position);
create unique index lessons_document on lessons (document);

create table users (
  id {T} primary key,
  name {T} not null,
  email {T} not null,
  password_hash {T} not null,
  role {T} not null,
  created_at {I} not null
) {STRICT};
create unique index users_email on users (email);

create table sessions (
  token_hash {T} primary key,
  user_id {T} not null,
  created_at {I} not null,
  last_seen_at {I} not null,
  expires_at {I} not null
) {STRICT};
create index sessions_expiry on sessions (expires_at);

create table tokens (
  id {T} primary key,
  name {T} not null,
  user_id {T} not null,
  token_hash {T} not null,
  created_at {I} not null,
  last_used_at {I},
  revoked_at {I}
) {STRICT};
create unique index tokens_hash on tokens (token_hash);

create table jobs (
  id {T} primary key,
  kind {T} not null,
  data {T} not null,
  run_at {I} not null,
  attempts {I} not null,
  lease_until {I},
  lease_token {T},
  last_error {T},
  done_at {I}
) {STRICT};
create index jobs_due on jobs (run_at) where done_at is null;
