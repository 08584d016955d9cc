-- Accounts of the people who were there.

insert into followers (name, position) select 'accounts', position from journal;

-- `name_key` is "u:<id of the account to sign in with>", or "n:<name in lower case>" for people without one.
create table accounts (
  id {T} primary key,
  incident {I} not null,
  person {T} not null,
  user_id {T},
  name_key {T} not null,
  role {T} not null,
  state {T} not null,
  invited {I} not null,
  written_by {T},
  written_by_name {T},
  texts {T} not null,
  version {I} not null,
  given_version {I},
  merged_version {I},
  pseudonym {T},
  asked_at {I} not null,
  given_at {I}
) {STRICT};
create unique index accounts_person on accounts (incident, name_key);
create index accounts_unfinished on accounts (asked_at) where state in ('asked', 'started');

-- What was given, each time.
create table account_revisions (
  account {T} not null,
  version {I} not null,
  texts {T} not null,
  given_at {I} not null,
  primary key (account, version)
) {STRICT};
