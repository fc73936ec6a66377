package dev.tenet.rules.sql;

import dev.tenet.rules.sql.internal.driver.PostgresqlDriver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/**
 * The ending of a statement whose time is over. It is cancelled, again and again, since one that has not quite begun does
 * not notice. Where that has not helped within {@link #GRACE}, the database is taken not to answer, and the connection is
 * closed under the statement, which ends with an error. MariaDB's driver cannot do that to a connection that waits for the
 * server, so there the wait itself has an end, which {@link #await} sets beforehand. In the process (SQLite, H2) there is
 * always an answer.
 *
 * <p>To cancel is to ask the server over a connection of its own, which may hang, so each attempt is on a thread of its
 * own and no lock is held meanwhile.
 */
final class Cancellation implements Runnable {
    /** How long after its time a statement may take to end by being cancelled. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Statement statement;
    private final Dialect dialect;
    private final ExecutorService workers;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ended;
    private boolean cancelling;
    private Break state = Break.NONE;
    private @Nullable Throwable failure;

    /** How far the connection is closed. */
    private enum Break {
        NONE,
        BEGUN,
        DONE
    }

    Cancellation(Statement statement, Dialect dialect, ExecutorService workers) {
        this.statement = statement;
        this.dialect = dialect;
        this.workers = workers;
    }

    /** Does work on MariaDB such that no answer of the server is waited for longer than its time and the grace. */
    static <T extends @Nullable Object> T await(PreparedStatement statement, Duration timeout, Executor.Work<T> work)
            throws SQLException {
        Connection connection = statement.getConnection();
        int before = connection.getNetworkTimeout();
        int limit = (int) Math.min(Integer.MAX_VALUE, timeout.plus(GRACE).toMillis());
        if (before != 0 && before <= limit) {
            return work.run(statement);
        }
        connection.setNetworkTimeout(Runnable::run, limit);
        try {
            return work.run(statement);
        } finally {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, before);
            }
        }
    }

    @Override
    public void run() {
        if (isOverInTime()) {
            return;
        }
        boolean broken = false;
        try {
            statement.getConnection().abort(Runnable::run);
            broken = true;
        } catch (SQLException | RuntimeException e) {
            failed(e);
        } finally {
            lock.lock();
            try {
                state = broken ? Break.DONE : Break.NONE; // then all there is to do is to wait for the cancelling
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Cancels until the statement has ended and no cancelling is under way; if that takes too long it begins to break. */
    private boolean isOverInTime() {
        long begun = System.nanoTime();
        lock.lock();
        try {
            while (!ended || cancelling) {
                long left = GRACE.toNanos() - (System.nanoTime() - begun);
                if (left <= 0 && isBreakable()) {
                    state = Break.BEGUN;
                    return false;
                }
                if (!ended && !cancelling) {
                    workers.execute(this::cancel);
                    cancelling = true;
                }
                changed.awaitNanos(left > 0 ? Math.min(left, AGAIN_NANOS) : AGAIN_NANOS);
            }
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody knows this thread", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isBreakable() {
        return dialect == Dialect.POSTGRESQL || dialect == Dialect.MARIADB && ended;
    }

    private void cancel() {
        try {
            if (!hasEnded()) {
                ask();
            }
        } catch (SQLException | RuntimeException e) {
            failed(e);
        } finally {
            lock.lock();
            try {
                cancelling = false;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A statement of PostgreSQL's driver would keep a lock while it cancels, which its own execution waits for. */
    private void ask() throws SQLException {
        Optional<BaseConnection> direct =
                dialect == Dialect.POSTGRESQL ? PostgresqlDriver.of(statement.getConnection()) : Optional.empty();
        if (direct.isPresent()) {
            direct.get().cancelQuery();
        } else {
            statement.cancel();
        }
    }

    private boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private void failed(Throwable e) {
        lock.lock();
        try {
            if (failure == null) { // the others say the same
                failure = e;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes note that the statement has ended. Waits until its connection can be used again or is closed: at most for the
     * grace, and for what the driver takes to close it.
     */
    void ended() {
        boolean broken;
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
            while (state == Break.BEGUN || cancelling && state == Break.NONE) {
                changed.awaitUninterruptibly();
            }
            broken = state == Break.DONE;
        } finally {
            lock.unlock();
        }
        if (broken) {
            tell();
        }
    }

    /** Lets the pool see what its connection is worth; a statement that ended well in the last moment did not. */
    private void tell() {
        try {
            Connection connection = statement.getConnection();
            connection
                    .createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)
                    .close();
        } catch (SQLException e) {
            failed(e); // as it should
        }
    }

    /** The error of the statement that was ended; why it could not be cancelled goes with it. */
    DatabaseException timeout(Template template, SQLException error) {
        lock.lock();
        try {
            if (failure != null && failure != error) {
                error.addSuppressed(failure);
            }
        } finally {
            lock.unlock();
        }
        return DatabaseException.kind(dialect, error) == DatabaseException.Kind.CONNECTION
                ? DatabaseException.unanswered(template, error)
                : DatabaseException.timeout(template, error);
    }
}
