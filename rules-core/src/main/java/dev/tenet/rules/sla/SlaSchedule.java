package dev.tenet.rules.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link SlaTracker} that fires by itself, on its host's executor, until this is closed. Thread-safe. */
public final class SlaSchedule implements AutoCloseable {
    private static final long LONGEST_WAIT = Duration.ofSeconds(1).toNanos();

    private final SlaTracker tracker;
    private final ScheduledExecutorService executor;
    private boolean closed;
    private @Nullable ScheduledFuture<?> next;

    private SlaSchedule(SlaTracker tracker, ScheduledExecutorService executor) {
        this.tracker = tracker;
        this.executor = executor;
    }

    static SlaSchedule begin(SlaTracker tracker, ScheduledExecutorService executor) {
        SlaSchedule schedule = new SlaSchedule(tracker, executor);
        schedule.again(0);
        return schedule;
    }

    private void run() {
        long wait = LONGEST_WAIT;
        try {
            tracker.fire();
            Instant now = tracker.clock().instant();
            wait = tracker.nextDue()
                    .map(due -> Math.max(0, Math.min(LONGEST_WAIT, Nanos.between(now, due))))
                    .orElse(LONGEST_WAIT);
        } catch (RuntimeException | Error e) {
            tracker.failed(e);
        } finally {
            again(wait);
        }
    }

    private synchronized void again(long waitNanos) {
        if (!closed && !executor.isShutdown()) {
            next = executor.schedule(this::run, waitNanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Ends the firing; what the listener is being told at the moment, it is told to the end. */
    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
