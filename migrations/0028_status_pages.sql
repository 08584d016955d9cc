-- Pages for customers and those who wait: what is shown there, who hears of it, and mails to addresses without an account.

-- `components` is a JSON list. `changes` grows with everything that readers could see.
create table status_pages (
  id {T} primary key,
  slug {T} not null,
  name {T} not null,
  intro {T} not null,
  private {I} not null,
  zone {T} not null,
  components {T} not null,
  since {I} not null,
  saved_by {T} not null,
  saved_at {I} not null,
  version {I} not null,
  changes {I} not null,
  changed_at {I} not null,
  removed_at {I}
) {STRICT};
create unique index status_pages_slug on status_pages (slug) where removed_at is null;

-- `incident` is absent for what was announced by hand.
create table status_entries (
  id {T} primary key,
  page {T} not null,
  incident {I},
  maintenance {I} not null,
  title {T} not null,
  shown {I} not null,
  starts_at {I},
  ends_at {I},
  created_by {T} not null,
  created_at {I} not null,
  version {I} not null
) {STRICT};
create index status_entries_page on status_entries (page, created_at);
create index status_entries_incident on status_entries (incident);

-- `affected` is a JSON list of components with their states.
create table status_posts (
  id {T} primary key,
  entry {T} not null,
  stage {T} not null,
  text {T} not null,
  at {I} not null,
  affected {T} not null,
  posted_by {T} not null,
  recorded_at {I} not null,
  corrected_at {I},
  version {I} not null
) {STRICT};
create index status_posts_entry on status_posts (entry, at);

-- What a post said before it was corrected.
create table status_post_versions (
  post {T} not null,
  version {I} not null,
  stage {T} not null,
  text {T} not null,
  at {I} not null,
  affected {T} not null,
  saved_by {T} not null,
  saved_at {I} not null,
  reason {T} not null,
  primary key (post, version)
) {STRICT};

-- `token` leads to the subscriber's own page: it stands in mails. `components` is a JSON list; empty: all.
create table status_subscribers (
  id {T} primary key,
  page {T} not null,
  kind {T} not null,
  address {T} not null,
  address_key {T} not null,
  components {T} not null,
  token {T} not null,
  endpoint {T},
  asked_at {I} not null,
  asks {I} not null,
  confirmed_at {I}
) {STRICT};
create unique index status_subscribers_address on status_subscribers (page, address_key);
create unique index status_subscribers_token on status_subscribers (token);

-- Who gets the updates of one incident by mail.
create table incident_followers (
  id {T} primary key,
  incident {I} not null,
  audience {T} not null,
  address {T} not null,
  address_key {T} not null,
  user_id {T},
  token {T} not null,
  added_by {T} not null,
  added_at {I} not null
) {STRICT};
create unique index incident_followers_address on incident_followers (incident, address_key);
create unique index incident_followers_token on incident_followers (token);

insert into followers (name, position) select 'status', position from journal;

-- Mails to addresses that are no account's, as far as they are known by a key.
create table outside_mails (
  id {T} primary key,
  address {T} not null,
  subject {T} not null,
  text {T} not null,
  unsubscribe {T} not null,
  key {T},
  created_at {I} not null,
  sent_at {I},
  failed_at {I},
  error {T}
) {STRICT};
create unique index outside_mails_key on outside_mails (address, key);
