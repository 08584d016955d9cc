-- What administrators decide for the whole store, as JSON under a name.
create table settings (name {T} primary key, data {T} not null) {STRICT};
