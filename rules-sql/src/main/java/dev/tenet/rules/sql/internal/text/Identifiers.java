package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.Dialect;
import java.util.Locale;
import java.util.Optional;

/** Names as a database wants them in its own SQL: what stands without quotes in a template means the same in quotes. */
public final class Identifiers {
    private final Dialect dialect;

    public Identifiers(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The table of a name that may have its schema before a dot. */
    public String tableOf(String written) {
        return written.substring(written.lastIndexOf('.') + 1);
    }

    /** The schema of such a name. */
    public Optional<String> schemaOf(String written) {
        int dot = written.lastIndexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(written.substring(0, dot));
    }

    /** A name without quotes as the catalogue has it. */
    public String folded(String name) {
        return switch (dialect) {
            case POSTGRESQL -> name.toLowerCase(Locale.ROOT);
            case H2 -> name.toUpperCase(Locale.ROOT);
            case SQLITE, MARIADB -> name;
        };
    }

    /** A name in quotes. */
    public String quoted(String name) {
        return exactly(folded(name));
    }

    /** A name in quotes, its case as it is. */
    public String exactly(String name) {
        String quote = dialect == Dialect.MARIADB ? "`" : "\"";
        return quote + name.replace(quote, quote + quote) + quote;
    }

    /** A table in quotes, its schema before it if it has one. */
    public String qualified(String table) {
        return schemaOf(table).map(schema -> quoted(schema) + '.').orElse("") + quoted(tableOf(table));
    }

    /** An index in quotes, in the schema of its table. */
    public String beside(String table, String index) {
        return schemaOf(table).map(schema -> quoted(schema) + '.').orElse("") + quoted(index);
    }
}
