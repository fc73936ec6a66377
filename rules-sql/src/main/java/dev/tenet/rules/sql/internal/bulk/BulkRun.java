package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.BulkLoadException;
import dev.tenet.rules.sql.BulkLoadException.Code;
import dev.tenet.rules.sql.BulkProgress;
import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.bulk.BulkCheckpoint.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/** One run of a job: passes over what earlier runs took, then writes chunk after chunk, each in a transaction. */
public final class BulkRun {
    private final BulkSettings load;
    private final JobSession session;
    private final BulkCheckpoint checkpoint;
    private final Chunk chunk;
    private final long started;
    private final State begun;
    private State state;

    private BulkRun(BulkSettings load, JobSession session, Chunk chunk, State begun, long started) {
        this.load = load;
        this.session = session;
        this.checkpoint = load.checkpoint();
        this.chunk = chunk;
        this.started = started;
        this.begun = begun;
        this.state = begun;
    }

    /** Runs a job over its source, from the first row. */
    public static BulkProgress run(BulkSettings load, Iterator<?> source) throws SQLException {
        long started = System.nanoTime();
        try (JobSession session = load.openSession()) {
            return begin(load, session, started).toTheEnd(source);
        }
    }

    private static BulkRun begin(BulkSettings load, JobSession session, long started) throws SQLException {
        Connection connection = session.take();
        try {
            Optional<String> obstacle = load.target().obstacle(connection);
            if (obstacle.isPresent()) {
                throw new BulkLoadException(
                        Code.NOT_TRANSACTIONAL, load.job(), obstacle.get() + "; a row could be lost or come twice");
            }
            connection.commit();
            load.checkpoint().prepare(connection);
            State begun = load.checkpoint().begin(connection);
            boolean copies = load.target().dialect() == Dialect.POSTGRESQL && CopyRows.canSendOver(connection);
            RowBuffer rows =
                    copies ? new CopyRows(connection, load.target()) : new InsertRows(load.target(), load.batchRows());
            return new BulkRun(load, session, new Chunk(load, rows), begun, started);
        } catch (SQLException | RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
        } finally {
            session.give(connection);
        }
    }

    private BulkProgress toTheEnd(Iterator<?> source) throws SQLException {
        if (!state.finished()) {
            skip(source);
        }
        while (!state.finished()) {
            state = write(source);
            load.progress().accept(progress());
        }
        return progress();
    }

    private BulkProgress progress() {
        long rejected = state.rejected() - begun.rejected();
        return new BulkProgress(
                load.job(),
                begun.taken(),
                state.taken() - begun.taken() - rejected,
                rejected,
                Duration.ofNanos(System.nanoTime() - started),
                state.finished());
    }

    private void skip(Iterator<?> source) {
        for (long position = 1; position <= state.taken(); position++) {
            if (!source.hasNext()) {
                throw changed("it ends after " + (position - 1) + " rows, but earlier runs took " + state.taken());
            }
            Object row = source.next();
            if (position == state.markedRow() && !chunk.isMarked(row, state.mark())) {
                throw changed("row " + position + " or the columns are not what an earlier run loaded");
            }
        }
    }

    private BulkLoadException changed(String found) {
        return new BulkLoadException(
                Code.SOURCE_CHANGED,
                load.job(),
                "the source is another one: " + found
                        + "; give the same rows and columns in the same order, or forget the job");
    }

    /** Writes the rows up to the next checkpoint and commits them with it. */
    private State write(Iterator<?> source) throws SQLException {
        Connection connection = null;
        try {
            // Where the connection is kept, the chunk sends while it is filled.
            connection = session.isKept() ? session.take() : null;
            boolean finished = chunk.fill(source, state.taken(), state.rejected());
            connection = connection == null ? session.take() : connection;
            if (!chunk.send(connection)) {
                connection.rollback();
                checkpoint.hold(connection, state); // else rows that another run has loaded would seem to be bad
                chunk.sendInParts(connection);
            }
            State next = chunk.after(state, finished);
            checkpoint.save(connection, next);
            chunk.tellRejects();
            connection.commit();
            return next;
        } catch (SQLException | RuntimeException | Error e) {
            if (connection != null) {
                cancel(e);
                rollback(connection, e);
            }
            throw e;
        } finally {
            if (connection != null) {
                session.give(connection);
            }
        }
    }

    private void cancel(Throwable failure) {
        try {
            chunk.cancel();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static void rollback(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
