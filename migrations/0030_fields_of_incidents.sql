-- What a house asks of its incidents beyond what everybody needs; which fields there are stands in the settings.
create table incident_fields (
  incident {I} not null,
  field {T} not null,
  value {T} not null,
  primary key (incident, field)
) {STRICT};
create index incident_fields_value on incident_fields (field, value);
