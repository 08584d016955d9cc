-- How often somebody tried to prove who they are, and what was told of it. `key` is a hash: what was typed is not kept.
create table tries (key {T} primary key, count {I} not null, since {I} not null) {STRICT};
create index tries_age on tries (since);
