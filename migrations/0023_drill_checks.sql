-- Actions whose check is a drill that is passed, and what a facilitator says of who took part in one.

alter table actions add column check_minutes {I} not null default 0;
-- When the tracker says that what is linked changed: what is told later of an earlier time is old news.
alter table actions add column link_changed_at {I};
alter table drill_people add column passed {I};
