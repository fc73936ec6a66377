package dev.tenet.rules.sql;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Cancels statements whose time is over, on one thread of its own that starts with the first of them. A driver's own
 * timeout would not do: SQLite's is how long it waits for a lock.
 */
final class Deadlines implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    Deadlines() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "tenet-sql-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    Deadline start(Statement statement, Duration timeout) {
        Deadline deadline = new Deadline(statement);
        try {
            deadline.future = timer.schedule(deadline, timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("these templates are closed: nothing would end the query in its time", e);
        }
        return deadline;
    }

    /** Takes no more; statements under way keep their time. */
    @Override
    public void close() {
        timer.shutdown();
    }

    /** The time of one statement. It ends by {@link #close}, after which the statement is never cancelled. */
    static final class Deadline implements Runnable, AutoCloseable {
        private final Statement statement;
        private boolean ended;
        private boolean passed;
        private @Nullable SQLException failure;
        private volatile @Nullable Future<?> future;

        Deadline(Statement statement) {
            this.statement = statement;
        }

        /** Holds the lock while it cancels: else it might hit the next statement of the connection. */
        @Override
        public synchronized void run() {
            if (!ended) {
                passed = true;
                try {
                    statement.cancel();
                } catch (SQLException e) {
                    failure = e;
                }
            }
        }

        /** Whether the time was over; a failure to cancel goes with the error that is reported. */
        synchronized boolean hasPassed(SQLException error) {
            if (failure != null && failure != error) {
                error.addSuppressed(failure);
            }
            return passed;
        }

        @Override
        public void close() {
            synchronized (this) {
                ended = true;
            }
            Future<?> scheduled = future;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }
}
