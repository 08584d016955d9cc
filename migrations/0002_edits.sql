-- Texts are written by several people at once: edits between the revisions that are kept.

-- One accepted update of a postmortem's text. `changes` is a change set as CodeMirror writes it in JSON.
create table edits (
  incident {I} not null,
  edition {I} not null,
  client {T} not null,
  seq {I} not null,
  author {T} not null,
  author_id {T} not null,
  changes {T} not null,
  recorded_at {I} not null,
  primary key (incident, edition)
) {STRICT};
create unique index edits_client on edits (incident, client, seq);

-- The text that is current is `markdown` with the edits after `edition`. `authorship`: who wrote which part of
-- `markdown`, [[length, author], …] in UTF-16 code units; null where nobody knows.
alter table postmortems add column edition {I} not null default 0;
alter table postmortems add column authorship {T};

alter table postmortem_revisions add column edition {I} not null default 0;
alter table postmortem_revisions add column authors {T} not null default '[]';
alter table postmortem_revisions add column name {T};
