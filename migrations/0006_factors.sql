-- What contributed to an incident, and what led to what.

create table factor_graphs (
  incident {I} primary key,
  version {I} not null
) {STRICT};

-- A removed factor and its links stay, so that it can be brought back.
create table factors (
  id {T} primary key,
  incident {I} not null,
  place {I} not null,
  kind {T} not null,
  title {T} not null,
  text {T} not null,
  sources {T} not null,
  added_by {T} not null,
  recorded_at {I} not null,
  removed_at {I}
) {STRICT};
create index factors_incident on factors (incident, place);

create table factor_links (
  incident {I} not null,
  place {I} not null,
  cause {T} not null,
  effect {T} not null,
  text {T} not null,
  primary key (cause, effect)
) {STRICT};
create index factor_links_incident on factor_links (incident, place);
