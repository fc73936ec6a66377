package dev.tenet.rules.sql.internal.text;

import java.util.Locale;
import java.util.Optional;

/**
 * A table as a statement names it, in lower case: whoever asks which tables a statement touches may learn of one too
 * many, never of one too few.
 *
 * @param schema the schema, if the statement names it
 * @param name the table
 */
public record TableName(Optional<String> schema, String name) {
    /** Takes both in lower case. */
    public TableName {
        schema = schema.map(it -> it.toLowerCase(Locale.ROOT));
        name = name.toLowerCase(Locale.ROOT);
    }

    /** A table written without quotes, its schema before a dot if it has one, such as {@code reporting.tasks}. */
    public static TableName of(String written) {
        int dot = written.lastIndexOf('.');
        return dot < 0
                ? new TableName(Optional.empty(), written)
                : new TableName(Optional.of(written.substring(0, dot)), written.substring(dot + 1));
    }

    /** Whether both may be the same table: a name without a schema may be in any. */
    public boolean mayBe(TableName other) {
        return name.equals(other.name) && (schema.isEmpty() || other.schema.isEmpty() || schema.equals(other.schema));
    }

    @Override
    public String toString() {
        return schema.map(it -> it + '.' + name).orElse(name);
    }
}
