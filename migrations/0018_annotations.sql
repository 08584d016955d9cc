-- What was changed when, beside the figures of the insights.

create table annotations (
  id {T} primary key,
  at {I} not null,
  text {T} not null,
  created_by {T} not null,
  created_at {I} not null,
  removed_at {I}
) {STRICT};
create index annotations_at on annotations (at);
