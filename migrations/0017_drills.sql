-- Past incidents as exercises. Nothing here is an incident, so that drills never count in what is told of incidents.

-- The clock of a drill stood at `position` (a time of the incident) when the clock of the server stood at `anchored_at`,
-- and goes `speed` times as fast since; 0: it stands.
create table drills (
  id {T} primary key,
  kind {T} not null,
  mode {T} not null,
  incident {I},
  service {T} not null,
  from_at {I} not null,
  until_at {I} not null,
  position {I} not null,
  anchored_at {I} not null,
  speed {I} not null,
  started_at {I} not null,
  started_by {T} not null,
  started_by_id {T} not null,
  ended_at {I}
) {STRICT};
create index drills_incident on drills (incident);

create table drill_people (
  drill {T} not null,
  user_id {T} not null,
  name {T} not null,
  role {T} not null,
  joined_at {I} not null,
  recognised_at {I},
  next_step_at {I},
  helped {T} not null,
  judged_by {T} not null,
  primary key (drill, user_id)
) {STRICT};
create index drill_people_user on drill_people (user_id);

-- What people wrote and asked for, at a time of the incident.
create table drill_writings (
  id {T} primary key,
  drill {T} not null,
  user_id {T} not null,
  name {T} not null,
  kind {T} not null,
  text {T} not null,
  answer {T} not null,
  at {I} not null,
  recorded_at {I} not null
) {STRICT};
create index drill_writings_drill on drill_writings (drill, id);

create table drill_questions (
  drill {T} not null,
  place {I} not null,
  incident {I} not null,
  choices {T} not null,
  answer {I},
  answered_at {I},
  primary key (drill, place)
) {STRICT};
