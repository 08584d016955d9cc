-- Which incidents need a postmortem, and what people are told.

alter table incidents add column customer_impact {I};
alter table incidents add column data_loss {I};

-- How far those that follow the journal have come; they begin with what comes after this migration.
create table followers (name {T} primary key, position {I} not null) {STRICT};
insert into followers (name, position) select 'duties', position from journal;

create table duty_rules (
  id {T} primary key,
  place {I} not null,
  data {T} not null
) {STRICT};

create table duties (
  incident {I} primary key,
  rule {T} not null,
  reason {T} not null,
  owner {T} not null,
  owner_id {T},
  required_at {I} not null,
  due_at {I} not null,
  state {T} not null,
  resolved_at {I},
  drafted_at {I},
  published_at {I}
) {STRICT};
create index duties_due on duties (due_at) where state = 'open';

create table notices (
  id {T} primary key,
  user_id {T} not null,
  kind {T} not null,
  incident {I},
  title {T} not null,
  text {T} not null,
  path {T} not null,
  key {T},
  created_at {I} not null,
  read_at {I}
) {STRICT};
create index notices_user on notices (user_id, id);
create unique index notices_key on notices (user_id, key) where key is not null;

create table mails (
  id {T} primary key,
  notice {T} not null,
  address {T} not null,
  created_at {I} not null,
  sent_at {I},
  failed_at {I},
  error {T}
) {STRICT};

create table notice_settings (
  user_id {T} not null,
  kind {T} not null,
  mail {I} not null,
  primary key (user_id, kind)
) {STRICT};
