-- The catalogue of services. `contacts`, `depends_on` and `links` are JSON lists.
create table services (
  name {T} primary key,
  description {T} not null,
  team {T} not null,
  tier {I},
  contacts {T} not null,
  depends_on {T} not null,
  links {T} not null,
  updated_by {T} not null,
  updated_at {I} not null,
  version {I} not null
) {STRICT};
