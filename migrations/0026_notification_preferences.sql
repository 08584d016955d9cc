-- How each kind of notice reaches people, and when not.

-- `user_id` may also be 'team/' and the id of a team: what its members have until they choose.
alter table notice_settings add column app {I} not null default 1;
alter table notice_settings add column push {I} not null default 1;

-- Minutes of the person's own day; `days` are digits from 1, Monday: those on whose day it begins. `urgent`: what cannot
-- wait comes all the same.
create table quiet_hours (
  user_id {T} primary key,
  zone {T} not null,
  from_minute {I} not null,
  until_minute {I} not null,
  days {T} not null,
  urgent {I} not null
) {STRICT};

-- What waits for the end of somebody's quiet hours.
create table held_notices (
  notice {T} primary key,
  user_id {T} not null,
  mail {I} not null,
  push {I} not null,
  release_at {I} not null
) {STRICT};
create index held_notices_user on held_notices (user_id, release_at);

alter table mails add column attempts {I} not null default 0;
alter table mails add column attempted_at {I};
alter table mails add column replayed_at {I};
create index mails_failed on mails (failed_at) where failed_at is not null;

-- Browsers that take pushes. `address` and `keys` are sealed with the key of the store; `hash` is of the address.
create table push_subscriptions (
  id {T} primary key,
  user_id {T} not null,
  hash {T} not null,
  address {B} not null,
  keys {B} not null,
  browser {T} not null,
  created_at {I} not null,
  succeeded_at {I}
) {STRICT};
create unique index push_subscriptions_hash on push_subscriptions (hash);
create index push_subscriptions_user on push_subscriptions (user_id);

create table pushes (
  id {T} primary key,
  subscription {T} not null,
  notice {T} not null,
  created_at {I} not null,
  attempts {I} not null,
  sent_at {I},
  failed_at {I},
  error {T}
) {STRICT};
