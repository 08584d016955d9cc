-- When people sleep and work, where they said so. `work_days` are digits from 1, Monday; hours are of their own clock.
create table working_hours (
  user_id {T} primary key,
  zone {T} not null,
  night_from {I} not null,
  night_until {I} not null,
  work_days {T} not null
) {STRICT};
