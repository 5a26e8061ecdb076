package dev.ghlmcp.store.sqlite;

import java.util.List;
import java.util.regex.Pattern;

/// The tables of a store.
final class SqliteSchema {
    /// The version that they make.
    static final int VERSION = 4;

    private static final String WATCHES = """
            create table meta(name text primary key, value blob) without rowid;
            create table watch(id text primary key, spec text not null, every int not null, made int not null,
              primed int not null default 0, mark int not null default 0, polled int not null default 0,
              next int not null default 0, state text not null default '', note text not null default '',
              last int not null default 0, last_at int not null default 0,
              holder text not null default '', lease int not null default 0, ended int not null default 0,
              fails int not null default 0, cost int not null default 1, ring int not null default 0,
              fence int not null default 0);
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

    private static final String DOCUMENTS = """
            create table document(kind text, name text, version int not null, due int not null, expires int not null,
              body blob not null, primary key(kind, name)) without rowid;
            create index document_due on document(kind, due) where due > 0;
            """;

    /// What the first version had not; who reads its watches is the person of this machine.
    private static final String SINCE_FIRST = """
            create table reader(watch text, name text, every int not null, read int not null,
              primary key(watch, name)) without rowid;
            alter table watch add column ended int not null default 0;
            alter table watch add column fails int not null default 0;
            alter table watch add column cost int not null default 1;
            insert into reader select id, 'local', every, unixepoch() * 1000 from watch;
            """;

    private static final String SINCE_THIRD = """
            alter table watch add column ring int not null default 0;
            alter table watch add column fence int not null default 0;
            """;

    private SqliteSchema() {}

    /// What has to be run on a store of an earlier version; 0 for a new one.
    static List<String> since(int version) {
        List<String> parts = switch (version) {
            case 0 -> List.of(WATCHES, DOCUMENTS);
            case 1 -> List.of(SINCE_FIRST, DOCUMENTS, SINCE_THIRD);
            case 2 -> List.of(DOCUMENTS, SINCE_THIRD);
            default -> List.of(SINCE_THIRD);
        };
        return parts.stream()
                .flatMap(part -> Pattern.compile(";").splitAsStream(part))
                .filter(statement -> !statement.isBlank())
                .toList();
    }
}
