package dev.ghlmcp.store;

/// The tables of a store.
final class SqliteSchema {
    static final String WHOLE = """
            create table meta(name text primary key, value blob) without rowid;
            create table watch(id text primary key, spec text not null, every int not null, made int not null,
              primed int not null default 0, mark int not null default 0, polled int not null default 0,
              next int not null default 0, state text not null default '', note text not null default '',
              last int not null default 0, last_at int not null default 0,
              holder text not null default '', lease int not null default 0, ended int not null default 0,
              fails int not null default 0, cost int not null default 1);
            create table reader(watch text, name text, every int not null, read int not null,
              primary key(watch, name)) without rowid;
            create table item(watch text, slot text, value text not null, at int not null,
              primary key(watch, slot)) without rowid;
            create table log(watch text, seq int, id text not null, logged int not null, body blob not null,
              primary key(watch, seq), unique(watch, id)) without rowid;
            create table sink(watch text, name text, key text not null, length int not null, seq int not null,
              primary key(watch, name)) without rowid;
            create table spent(name text, day int, count int not null, primary key(name, day)) without rowid;
            """;

    /// What the first version had not; who reads its watches is the person of this machine.
    static final String SINCE_FIRST = """
            create table reader(watch text, name text, every int not null, read int not null,
              primary key(watch, name)) without rowid;
            alter table watch add column ended int not null default 0;
            alter table watch add column fails int not null default 0;
            alter table watch add column cost int not null default 1;
            insert into reader select id, 'local', every, unixepoch() * 1000 from watch;
            """;

    private SqliteSchema() {}
}
