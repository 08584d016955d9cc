-- What a language model was sent about incidents, and what it wrote. The answer is Markdown with citations, and empty
-- for what was refused or failed.

create table machine_texts (
  id {T} primary key,
  incident {I} not null,
  task {T} not null,
  question {T} not null,
  model {T} not null,
  sent {T} not null,
  sent_sha256 {T} not null,
  answer {T} not null,
  state {T} not null,
  reason {T} not null,
  asked_by {T} not null,
  asked_by_id {T} not null,
  asked_at {I} not null,
  settled_by {T},
  settled_at {I}
) {STRICT};
create index machine_texts_incident on machine_texts (incident, id);
