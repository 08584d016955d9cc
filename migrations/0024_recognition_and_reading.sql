-- Who has read what was published, and the incidents that few may read.

-- Somebody opened a published postmortem for the first time. `reader` is a hash of the person and the incident: readers are
-- counted, and the table tells of nobody what they read.
create table postmortem_readers (
  incident {I} not null,
  reader {T} not null,
  first_at {I} not null,
  primary key (incident, reader)
) {STRICT};

-- Every match that was told for an incident: nobody is told of one twice.
create table matches_told (incident {I} not null, match {I} not null, primary key (incident, match)) {STRICT};

-- Every search leaves them out, so that they must be found at once.
create index incidents_private on incidents (number) where visibility = 'private';
