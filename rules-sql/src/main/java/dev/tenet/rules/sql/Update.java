package dev.tenet.rules.sql;

import dev.tenet.rules.sql.TemplateException.Code;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a template that writes, which must say {@code read_only: false}. Errors are those of {@link Query}. Not
 * thread-safe.
 */
public final class Update {
    private final Executor executor;
    private final Bindings bindings;

    Update(Executor executor, Bindings bindings) {
        this.executor = executor;
        this.bindings = bindings;
    }

    /** Gives a parameter its value: one value, or for a list a collection or an array. */
    public Update bind(String name, @Nullable Object value) {
        bindings.set(name, value);
        return this;
    }

    /** Gives several parameters their values. */
    public Update bind(Map<String, ? extends @Nullable Object> values) {
        bindings.setAll(values);
        return this;
    }

    /** Chooses the variant that a key falls into; without a key the first one applies. */
    public Update key(String key) {
        bindings.select(key);
        return this;
    }

    /** Runs it and tells how many rows it changed. */
    public long execute() {
        Template template = bindings.complete();
        Executor.checkWrites(template);
        return executor.run(
                template,
                bindings.values(),
                Connection::prepareStatement,
                statement -> (long) statement.executeUpdate(),
                Long::longValue);
    }

    /**
     * Inserts one row and gives the whole number that the database made as its key.
     *
     * @param column the name of the key's column, as the database has it
     */
    public long insert(String column) {
        Template template = bindings.complete();
        Executor.checkWrites(template);
        return executor.run(
                template,
                bindings.values(),
                (connection, sql) -> connection.prepareStatement(sql, new String[] {column}),
                statement -> key(template, statement),
                key -> 1);
    }

    private static long key(Template template, PreparedStatement statement) throws SQLException {
        int changed = statement.executeUpdate();
        try (ResultSet keys = statement.getGeneratedKeys()) {
            if (changed == 1 && keys.next()) {
                long key = keys.getLong(1);
                if (!keys.wasNull()) {
                    return key;
                }
            }
        }
        throw new TemplateException(
                Code.NOT_ONE_ROW,
                template.name(),
                "it changed " + changed + " rows and the database gave no key; want one row with a generated key");
    }
}
