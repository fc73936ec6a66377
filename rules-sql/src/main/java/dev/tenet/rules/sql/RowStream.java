package dev.tenet.rules.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Rows as they come from the database, a few hundred at a time. Not thread-safe. */
final class RowStream<T> extends Spliterators.AbstractSpliterator<T> {
    private static final int FETCHED = 500;

    private final Executor executor;
    private final Template template;
    private final Executor.RowReader<T> reader;
    private final Connection connection;
    private final PreparedStatement statement;
    private final boolean transactional;
    private final ResultSet rows;
    private final RowLayout layout;
    private final Watchers.@Nullable Run run;
    private long count;
    private Optional<Throwable> failure = Optional.empty();

    /** Takes over a connection that is open and whose statement has run. */
    private RowStream(
            Executor executor,
            Template template,
            Executor.RowReader<T> reader,
            Connection connection,
            PreparedStatement statement,
            boolean transactional,
            ResultSet rows,
            Watchers.@Nullable Run run)
            throws SQLException {
        super(Long.MAX_VALUE, ORDERED | NONNULL);
        this.executor = executor;
        this.template = template;
        this.reader = reader;
        this.connection = connection;
        this.statement = statement;
        this.transactional = transactional;
        this.rows = rows;
        this.layout = template.layout(rows);
        this.run = run;
    }

    static <T> Stream<T> open(Executor executor, Bindings bindings, Executor.RowReader<T> reader) {
        Template template = bindings.complete();
        // PostgreSQL gives rows bit by bit only inside a transaction, which is rolled back: not one of what may write.
        boolean transactional = template.codec().dialect() == Dialect.POSTGRESQL
                && template.definition().readOnly()
                && !executor.isJoined();
        Watchers.Run run = executor.watch(template);
        try {
            RowStream<T> stream = open(executor, template, bindings.values(), reader, transactional, run);
            return StreamSupport.stream(stream, false).onClose(stream::close);
        } catch (RuntimeException | Error e) {
            if (run != null) {
                run.ended(0, Optional.of(e));
            }
            throw e;
        }
    }

    private static <T> RowStream<T> open(
            Executor executor,
            Template template,
            @Nullable Object[] values,
            Executor.RowReader<T> reader,
            boolean transactional,
            Watchers.@Nullable Run run) {
        try {
            Connection connection = executor.open(template);
            PreparedStatement statement = null;
            try {
                if (transactional) {
                    connection.setAutoCommit(false);
                }
                statement = connection.prepareStatement(template.sql(values));
                statement.setFetchSize(FETCHED);
                template.bind(statement, values);
                ResultSet rows = execute(executor, template, statement);
                return new RowStream<>(executor, template, reader, connection, statement, transactional, rows, run);
            } catch (SQLException | RuntimeException | Error e) {
                abandon(executor, connection, statement, transactional, e);
                throw e;
            }
        } catch (SQLException e) {
            throw executor.failed(template, e);
        }
    }

    /** What was written is known now, and again when the stream ends: SQLite commits only then. */
    private static ResultSet execute(Executor executor, Template template, PreparedStatement statement)
            throws SQLException {
        try {
            return executor.timed(template, statement, PreparedStatement::executeQuery, template.timeoutNanos());
        } finally {
            executor.written(template);
        }
    }

    private static void abandon(
            Executor executor,
            Connection connection,
            @Nullable PreparedStatement statement,
            boolean transactional,
            Throwable cause) {
        try {
            try {
                if (statement != null) {
                    statement.close();
                }
            } finally {
                end(executor, connection, transactional);
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        T row;
        try {
            if (!rows.next()) {
                return false;
            }
            row = reader.read(layout, rows);
        } catch (SQLException e) {
            DatabaseException failed = executor.failed(template, e);
            failure = Optional.of(failed);
            throw failed;
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            throw e;
        }
        count++;
        action.accept(row);
        return true;
    }

    private void close() {
        try {
            try {
                statement.close();
            } finally {
                end(executor, connection, transactional);
            }
        } catch (SQLException e) {
            DatabaseException failed = executor.failed(template, e);
            failure = Optional.of(failed);
            throw failed;
        } finally {
            executor.written(template);
            if (run != null) {
                run.ended(count, failure);
            }
        }
    }

    private static void end(Executor executor, Connection connection, boolean transactional) throws SQLException {
        try {
            if (transactional) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } finally {
            executor.release(connection);
        }
    }
}
