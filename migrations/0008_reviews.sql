-- The review of postmortems: threads of comments on ranges of the text, reviewers and what they said, the meeting.
-- Places are UTF-16 code units in the text of the edition.

create table threads (
  id {T} primary key,
  incident {I} not null,
  kind {T} not null,
  edition {I} not null,
  from_at {I} not null,
  until_at {I} not null,
  quote {T} not null,
  replacement {T},
  state {T} not null,
  author {T} not null,
  author_id {T} not null,
  recorded_at {I} not null,
  settled_by {T},
  settled_at {I}
) {STRICT};
create index threads_incident on threads (incident, id);

create table comments (
  id {T} primary key,
  thread {T} not null,
  incident {I} not null,
  author {T} not null,
  author_id {T} not null,
  text {T} not null,
  recorded_at {I} not null,
  edited_at {I},
  removed_at {I}
) {STRICT};
create index comments_thread on comments (incident, thread, id);

create table reviewers (
  incident {I} not null,
  user_id {T} not null,
  person {T} not null,
  asked_by {T} not null,
  asked_at {I} not null,
  verdict {T},
  text {T} not null,
  text_sha256 {T},
  given_at {I},
  primary key (incident, user_id)
) {STRICT};
create index reviewers_waiting on reviewers (asked_at) where verdict is null;

create table meetings (
  incident {I} primary key,
  at {I} not null,
  minutes {I} not null,
  place {T} not null,
  sequence {I} not null,
  cancelled {I} not null,
  set_by {T} not null,
  set_at {I} not null
) {STRICT};
