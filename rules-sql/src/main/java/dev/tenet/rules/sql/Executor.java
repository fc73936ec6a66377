package dev.tenet.rules.sql;

import dev.tenet.rules.sql.Deadlines.Deadline;
import dev.tenet.rules.sql.TemplateException.Code;
import dev.tenet.rules.sql.cache.CachedQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Runs templates: on connections that it borrows for one statement each, or on the one of a transaction. */
final class Executor {
    private final SqlTemplates templates;
    private final @Nullable SqlTransaction transaction;
    private final @Nullable String tenant;

    Executor(SqlTemplates templates, @Nullable SqlTransaction transaction, @Nullable String tenant) {
        this.templates = templates;
        this.transaction = transaction;
        this.tenant = tenant;
    }

    /** Prepares a statement. */
    @FunctionalInterface
    interface Preparation {
        PreparedStatement prepare(Connection connection, String sql) throws SQLException;
    }

    /** Does the work with a prepared and bound statement. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T run(PreparedStatement statement) throws SQLException;
    }

    TemplateGroup group(String name) {
        return templates.group(name);
    }

    Bindings bindings(String name) {
        return new Bindings(group(name));
    }

    int maxRows() {
        return templates.maxRows();
    }

    /** Refuses a row more than a list may have. */
    void checkBound(Template template, int size) {
        if (size == maxRows()) {
            throw new TemplateException(
                    Code.TOO_MANY_ROWS,
                    template.name(),
                    "there are more than " + size
                            + " rows; add a LIMIT, use stream, or raise maxRows of the SqlTemplates");
        }
    }

    /** Whose kept results these are; null: nobody's in particular. */
    @Nullable
    String tenant() {
        return tenant;
    }

    TemplateCache cache() {
        return templates.cache();
    }

    /** What is kept of a template; null if nothing: inside a transaction nothing kept is given. */
    @Nullable
    CachedQuery cached(Template template) {
        return transaction == null ? template.cached() : null;
    }

    /** Drops what was read from the tables that a template has written: now, or when its transaction has committed. */
    void written(Template template) {
        if (transaction == null) {
            templates.cache().written(template.cacheFacts().writes());
        } else {
            transaction.written(template.cacheFacts().writes());
        }
    }

    /** Refuses to write by a template that may not. */
    static void checkWrites(Template template) {
        if (template.definition().readOnly()) {
            throw new TemplateException(
                    Code.READ_ONLY,
                    template.name(),
                    "it may only read; set read_only: false to let it write ("
                            + template.definition().location() + ')');
        }
    }

    Connection open(Template template) throws SQLException {
        if (transaction != null && template.isSensitive()) {
            transaction.sensitive();
        }
        String database = template.definition().database();
        if (transaction == null) {
            return templates.database(template).borrow(template);
        } else if (!transaction.database().equals(database)) {
            throw new TemplateException(
                    Code.WRONG_DATABASE,
                    template.name(),
                    "it runs on the database \"" + database + "\", the transaction is on \"" + transaction.database()
                            + '"');
        }
        return transaction.connection();
    }

    boolean isJoined() {
        return transaction != null;
    }

    void release(Connection connection) throws SQLException {
        if (transaction == null) {
            connection.close();
        }
    }

    /** Runs one statement; again after a conflict, where that does no harm, in what is left of its time. */
    <T extends @Nullable Object> T run(
            Template template,
            @Nullable Object[] values,
            Preparation preparation,
            Work<T> work,
            ToLongFunction<? super T> rows) {
        long left = template.timeoutNanos();
        long began = left == Long.MAX_VALUE ? 0 : System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                long nanos = left;
                Watchers.Run run = watch(template);
                return run == null
                        ? once(template, values, preparation, work, nanos)
                        : watched(run, () -> once(template, values, preparation, work, nanos), rows);
            } catch (DatabaseException e) {
                if (transaction != null) {
                    throw e;
                }
                left = leftForAnother(template, attempt, e, began);
            }
        }
    }

    /** Runs one statement that must happen wholly or not at all: in the transaction that there is, else in one of its own. */
    <T extends @Nullable Object> T runAtomically(
            Template template,
            @Nullable Object[] values,
            Preparation preparation,
            Work<T> work,
            ToLongFunction<? super T> rows) {
        if (transaction != null) {
            transaction.checkAtomic(template);
            return run(template, values, preparation, work, rows);
        }
        long left = template.timeoutNanos();
        long began = left == Long.MAX_VALUE ? 0 : System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            long nanos = left;
            Supplier<T> whole = () -> templates.transact(
                    templates.database(template),
                    own -> own.executor().once(template, values, preparation, work, nanos));
            try {
                Watchers.Run run = watch(template);
                return run == null ? whole.get() : watched(run, whole, rows); // which is told after the commit
            } catch (DatabaseException e) {
                left = leftForAnother(template, attempt, e, began);
            }
        }
    }

    /** Waits before another attempt and says how long that may take; throws the failure if there is none. */
    private long leftForAnother(Template template, int attempt, DatabaseException failure, long began) {
        if (template.isRepeatable() && templates.retry().isAgain(attempt, failure, left(template, began))) {
            long left = left(template, began);
            if (left > 0) {
                return left;
            }
        }
        throw failure;
    }

    /** What is left of the time of a call that began then. */
    private static long left(Template template, long began) {
        long timeout = template.timeoutNanos();
        return timeout == Long.MAX_VALUE ? timeout : timeout - (System.nanoTime() - began);
    }

    private static <T extends @Nullable Object> T watched(
            Watchers.Run run, Supplier<T> work, ToLongFunction<? super T> rows) {
        try {
            T result = work.get();
            run.ended(rows.applyAsLong(result), Optional.empty());
            return result;
        } catch (RuntimeException | Error e) {
            run.ended(0, Optional.of(e));
            throw e;
        }
    }

    /** Begins a run for those who watch; null when nobody does. */
    Watchers.@Nullable Run watch(Template template) {
        return templates.watchers().start(template);
    }

    /** Runs one statement from borrowing the connection to giving it back. */
    private <T extends @Nullable Object> T once(
            Template template, @Nullable Object[] values, Preparation preparation, Work<T> work, long nanos) {
        try {
            Connection connection = open(template);
            try (PreparedStatement statement = preparation.prepare(connection, template.sql(values))) {
                template.bind(statement, values);
                return timed(template, statement, work, nanos);
            } finally {
                try {
                    release(connection);
                } finally {
                    written(template); // after a failure too, which may have come later than the change
                }
            }
        } catch (SQLException e) {
            throw failed(template, e);
        }
    }

    /** Does the work in so many nanoseconds; {@link Long#MAX_VALUE} if it may take any time. */
    <T extends @Nullable Object> T timed(Template template, PreparedStatement statement, Work<T> work, long nanos)
            throws SQLException {
        if (nanos == Long.MAX_VALUE) {
            return work.run(statement);
        }
        Dialect dialect = template.codec().dialect();
        Deadline deadline = templates.deadlines().start(statement, dialect, nanos);
        try (deadline) {
            return dialect == Dialect.MARIADB
                    ? Cancellation.await(statement, Duration.ofNanos(nanos), work)
                    : work.run(statement);
        } catch (SQLException e) {
            Cancellation cancellation = deadline.cancellation();
            if (cancellation != null && DatabaseException.kind(dialect, e) != DatabaseException.Kind.CONSTRAINT) {
                throw cancellation.timeout(template, e);
            }
            throw e;
        }
    }

    DatabaseException failed(Template template, SQLException e) {
        template.forget();
        return DatabaseException.of(template, e);
    }

    /** Reads rows of a result, whose columns are known. */
    @FunctionalInterface
    interface RowReader<T extends @Nullable Object> {
        T read(RowLayout layout, ResultSet rows) throws SQLException;
    }

    /** Runs a statement that gives rows. */
    <T extends @Nullable Object> T read(Bindings bindings, int mostRows, RowReader<T> reader) {
        return read(bindings.complete(), bindings.values(), mostRows, reader);
    }

    /** Runs a statement that gives rows, with values that are all there. */
    <T extends @Nullable Object> T read(
            Template template, @Nullable Object[] values, int mostRows, RowReader<T> reader) {
        boolean bounded = template.codec().dialect() == Dialect.POSTGRESQL
                || template.codec().dialect() == Dialect.H2; // which take all rows in before they give the first
        return run(
                template,
                values,
                Connection::prepareStatement,
                statement -> {
                    if (bounded) {
                        statement.setMaxRows(mostRows + 1);
                    }
                    ResultSet rows = statement.executeQuery();
                    return reader.read(template.layout(rows), rows);
                },
                Executor::rows);
    }

    /** How many rows were read to make this of them. */
    private static long rows(@Nullable Object made) {
        if (made instanceof List<?> all) {
            return all.size();
        }
        return made instanceof Optional<?> row && row.isEmpty() ? 0 : 1;
    }
}
