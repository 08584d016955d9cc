-- What people said about matches, what was told of them, and what lessons know beyond their text.

alter table lessons add column worked {T} not null default '';
alter table lessons add column misled {T} not null default '';

-- The newest answer to a match of an incident. `place` is where the match stood when it was first answered.
create table match_answers (
  incident {I} not null,
  match {I} not null,
  answer {T} not null,
  place {I},
  answered_by {T} not null,
  answered_at {I} not null,
  primary key (incident, match)
) {STRICT};
create index match_answers_match on match_answers (match);

-- The best match that was told for an incident.
create table match_tops (incident {I} primary key, match {I} not null) {STRICT};
