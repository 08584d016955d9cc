-- Links by which people without an account read a published postmortem, and what people with one subscribe to.

create table shares (
  id {T} primary key,
  incident {I} not null,
  token_hash {T} not null,
  sources {I} not null,
  created_by {T} not null,
  created_at {I} not null,
  expires_at {I} not null,
  closed_at {I},
  opened_at {I}
) {STRICT};
create unique index shares_token on shares (token_hash);
create index shares_incident on shares (incident);

create table subscriptions (
  user_id {T} primary key,
  digest {I} not null,
  feed_hash {T}
) {STRICT};
create unique index subscriptions_feed on subscriptions (feed_hash) where feed_hash is not null;
