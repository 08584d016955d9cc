-- Originals that come in several requests. `received` bytes are durable in the file of the upload's id; `computed` is the
-- hash of the whole file once it was complete, kept before the file takes its place among the originals.

create table resumable_uploads (
  id {T} primary key,
  name {T} not null,
  size {I} not null,
  sha256 {T},
  received {I} not null,
  computed {T},
  created_at {I} not null,
  updated_at {I} not null,
  owner {T} not null,
  owner_id {T} not null
) {STRICT};
create index resumable_uploads_owner on resumable_uploads (owner_id, id);
create index resumable_uploads_updated on resumable_uploads (updated_at);
