-- What the live blocks of published postmortems showed when they were published. `block` is the block as it is written.
create table frozen_blocks (
  incident {I} not null,
  block {T} not null,
  markdown {T} not null,
  sha256 {T} not null,
  frozen_at {I} not null,
  primary key (incident, block)
) {STRICT};
