package dev.tenet.rules.sql;

import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends statements whose time is over. One thread of its own, which starts with the first of them, only sees when that is;
 * what has to be done then may hang as the database does, and has a thread for each statement, which ends when idle. A
 * driver's own timeout would not do: SQLite's is how long it waits for a lock.
 */
final class Deadlines implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("deadlines"));
    private final ExecutorService workers = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("cancel"));

    Deadlines() {
        timer.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory daemons(String what) {
        return task -> {
            Thread thread = new Thread(task, "tenet-sql-" + what);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Gives a statement, on a database of this dialect, so many nanoseconds from now. */
    Deadline start(Statement statement, Dialect dialect, long nanos) {
        Deadline deadline = new Deadline(statement, dialect, workers);
        try {
            deadline.future = timer.schedule(deadline, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("these templates are closed: nothing would end the query in its time", e);
        }
        return deadline;
    }

    /** Takes no more; statements under way keep their time, so the threads that end them stay until they are idle. */
    @Override
    public void close() {
        timer.shutdown();
    }

    /** The time of one statement. It ends by {@link #close}, after which the statement is left alone. */
    static final class Deadline implements Runnable, AutoCloseable {
        private final Statement statement;
        private final Dialect dialect;
        private final ExecutorService workers;
        private boolean ended;
        private @Nullable Cancellation cancellation;
        private volatile @Nullable Future<?> future;

        private Deadline(Statement statement, Dialect dialect, ExecutorService workers) {
            this.statement = statement;
            this.dialect = dialect;
            this.workers = workers;
        }

        /** Hands the statement on: the timer has others to look after. */
        @Override
        public synchronized void run() {
            if (!ended) {
                cancellation = new Cancellation(statement, dialect, workers);
                workers.execute(cancellation);
            }
        }

        /** How the statement was ended, since its time was over; null if it was in time. */
        synchronized @Nullable Cancellation cancellation() {
            return cancellation;
        }

        /** Waits for a cancelling that is under way, which might else hit the next statement of the connection. */
        @Override
        public void close() {
            Cancellation begun;
            synchronized (this) {
                ended = true;
                begun = cancellation;
            }
            Future<?> scheduled = future;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
            if (begun != null) {
                begun.ended();
            }
        }
    }
}
