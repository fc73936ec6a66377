package dev.tenet.rules.sql;

import dev.tenet.rules.sql.DatabaseException.Kind;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How often, and after which pauses, work is done again that met a {@linkplain Kind#CONFLICT conflict}: a deadlock, a
 * serialization failure, a lock that was not to be had. The pause before the n-th attempt is chance's, between half and
 * all of {@code pause * 2^(n-2)}, a second at most. An interrupt ends the attempts. Immutable.
 */
public final class Retry {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Retry NONE = new Retry(1, Duration.ZERO);
    private static final Retry DEFAULTS = new Retry(3, Duration.ofMillis(20));

    private final int attempts;
    private final Duration pause;
    private final Sleeper sleeper;

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {
        /** Waits so long, and says whether it was left to. */
        boolean sleep(long nanos);
    }

    private Retry(int attempts, Duration pause) {
        this(attempts, pause, Retry::park);
    }

    Retry(int attempts, Duration pause, Sleeper sleeper) {
        if (attempts < 1 || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "got " + attempts + " attempts and a pause of " + pause + ", want 1 or more and no less than 0");
        }
        this.attempts = attempts;
        this.pause = pause;
        this.sleeper = Objects.requireNonNull(sleeper, "sleeper");
    }

    /** Nothing is done again. */
    public static Retry none() {
        return NONE;
    }

    /** Three attempts, the first pause of 20 ms. */
    public static Retry defaults() {
        return DEFAULTS;
    }

    /**
     * So many attempts, the first one counted.
     *
     * @param attempts 1 or more
     * @param pause before the second attempt, at most; zero or more
     */
    public static Retry of(int attempts, Duration pause) {
        return new Retry(attempts, pause);
    }

    /** Does work, again if need be. */
    <T extends @Nullable Object> T run(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!isAgain(attempt, e, Long.MAX_VALUE)) {
                    throw e;
                }
            }
        }
    }

    /** Waits before the next attempt, if there is one after this failure and the pause leaves some of so much time. */
    boolean isAgain(int attempt, RuntimeException failure, long leftNanos) {
        if (attempt >= attempts || !isConflict(failure)) {
            return false;
        }
        long pause = pauseNanos(attempt);
        return pause < leftNanos && sleeper.sleep(pause);
    }

    /** Also of what the host's own work made of it. */
    private static boolean isConflict(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException e) {
                return e.kind() == Kind.CONFLICT;
            }
        }
        return false;
    }

    private long pauseNanos(int attempt) {
        long most = LONGEST.toNanos();
        long whole = attempt > 30 ? most : Math.min(most, Math.min(most, pause.toNanos()) << (attempt - 1));
        return whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
    }

    private static boolean park(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(left);
        }
        return !Thread.currentThread().isInterrupted();
    }
}
