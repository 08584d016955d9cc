-- Log lines that are sent in batches while they are written. `received` bytes are durable in the file of the stream's id;
-- `begins_at` is how much had come of the same source before. A sealed stream is the evidence of the same id.

create table log_streams (
  id {T} primary key,
  incident {I} not null,
  source {T} not null,
  begins_at {I} not null,
  received {I} not null,
  computed {T},
  sealed {I} not null,
  created_at {I} not null,
  updated_at {I} not null,
  owner {T} not null,
  owner_id {T} not null,
  unique (incident, source, begins_at)
) {STRICT};
create index log_streams_open on log_streams (sealed, updated_at);
