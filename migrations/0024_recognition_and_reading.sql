-- Who has read what was published, and the incidents that few may read.

-- A person, by id, and the first time that they opened a published postmortem. Who it was is never shown: readers are
-- counted.
create table postmortem_readers (
  incident {I} not null,
  reader {T} not null,
  first_at {I} not null,
  primary key (incident, reader)
) {STRICT};

-- Every search leaves them out, so that they must be found at once.
create index incidents_private on incidents (number) where visibility = 'private';
