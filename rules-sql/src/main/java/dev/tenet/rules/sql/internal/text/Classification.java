package dev.tenet.rules.sql.internal.text;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one statement would do to the database, as far as its text says. Functions and views of the host's own can do
 * anything: only a connection that the database holds read-only keeps them from writing. Immutable.
 *
 * @param verb the keyword that says what it does, in upper case, behind {@code WITH} and {@code EXPLAIN}; empty if
 *     there is no statement
 * @param refusals why no template may hold it: several statements, transactions, changes of the schema or of the
 *     session, files
 * @param changes why a template that only reads may not hold it: it writes, locks rows, or advances a sequence
 * @param reads the tables that it reads; those that it writes only if it reads them elsewhere too
 * @param writes the tables that it writes; on MariaDB all tables of an update or delete that joins several. A
 *     {@code CALL} writes, but does not say where
 * @param queries the names that {@code WITH} gives to queries, as the database takes them
 */
public record Classification(
        String verb,
        List<Finding> refusals,
        List<Finding> changes,
        Set<TableName> reads,
        Set<TableName> writes,
        Set<String> queries) {
    /** Takes its own copies. */
    public Classification {
        refusals = List.copyOf(refusals);
        changes = List.copyOf(changes);
        reads = Collections.unmodifiableSet(new LinkedHashSet<>(reads));
        writes = Collections.unmodifiableSet(new LinkedHashSet<>(writes));
        queries = Collections.unmodifiableSet(new LinkedHashSet<>(queries));
    }

    /** Reads what a text would do. */
    public static Classification of(SqlText text) {
        return new StatementReader(text).read();
    }

    /** Whether a connection for reading may run it. */
    public boolean readsOnly() {
        return refusals.isEmpty() && changes.isEmpty();
    }
}
