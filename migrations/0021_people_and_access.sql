-- People, how they prove who they are, and whom they belong with.

alter table users add column active {I} not null default 1;

-- `id` is what lists and revocation name; it says nothing about the secret. `how` is password, link, provider or
-- break_glass; `provider` the one that vouched.
alter table sessions add column id {T} not null default '';
alter table sessions add column how {T} not null default 'password';
alter table sessions add column provider {T} not null default '';
alter table sessions add column device {T} not null default '';
alter table sessions add column address {T} not null default '';
-- The session ends at `ends_at` whatever happens, and at `expires_at` unless it is used before.
alter table sessions add column ends_at {I} not null default 0;
update sessions set id = substr(token_hash, 1, 26), ends_at = expires_at;
create unique index sessions_id on sessions (id);
create index sessions_user on sessions (user_id);

-- `scope` is the most that a token may do: read, respond, edit, publish or administer.
alter table tokens add column scope {T} not null default 'administer';
alter table tokens add column expires_at {I};
create index tokens_user on tokens (user_id);

-- Links that make an account, or (`user_id` set) a new password. Ended ones stay for the list.
create table invitations (
  id {T} primary key,
  token_hash {T} not null,
  email {T} not null,
  name {T} not null,
  role {T} not null,
  user_id {T},
  made_by {T} not null,
  made_at {I} not null,
  expires_at {I} not null,
  state {T} not null
) {STRICT};
create unique index invitations_token on invitations (token_hash);

-- `secret` is sealed with the key of the store. `last_step` is the newest time step whose code was used.
create table second_factors (
  user_id {T} primary key,
  secret {T} not null,
  made_at {I} not null,
  confirmed_at {I},
  last_step {I} not null
) {STRICT};
create table recovery_codes (user_id {T} not null, code_hash {T} not null, primary key (user_id, code_hash)) {STRICT};

-- Who somebody is at a provider: never an e-mail address.
create table identities (
  issuer {T} not null,
  subject {T} not null,
  user_id {T} not null,
  email {T} not null,
  linked_at {I} not null,
  used_at {I},
  primary key (issuer, subject)
) {STRICT};
create index identities_user on identities (user_id);

-- OpenID Connect providers. `rules` is JSON: who may make an account, what groups mean. `secret` is sealed.
create table identity_providers (
  id {T} primary key,
  name {T} not null,
  issuer {T} not null,
  client_id {T} not null,
  secret {T} not null,
  rules {T} not null,
  made_at {I} not null
) {STRICT};
create unique index identity_providers_issuer on identity_providers (issuer);

create table teams (id {T} primary key, name {T} not null, about {T} not null, lead {T}, made_at {I} not null) {STRICT};
create table team_members (team {T} not null, user_id {T} not null, primary key (team, user_id)) {STRICT};
create index team_members_user on team_members (user_id);

-- People who were let into an incident without a role in it.
create table incident_members (
  incident {I} not null,
  user_id {T} not null,
  added_by {T} not null,
  added_at {I} not null,
  primary key (incident, user_id)
) {STRICT};
create index incident_members_user on incident_members (user_id);
