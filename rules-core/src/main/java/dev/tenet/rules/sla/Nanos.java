package dev.tenet.rules.sla;

import java.time.Duration;
import java.time.Instant;

/** Times as whole nanoseconds, which reach 292 years; beyond that they stay at the end of the range. */
final class Nanos {
    /** The longest time; a threshold of {@link Long#MAX_VALUE} is never reached. */
    static final long MOST = Long.MAX_VALUE - 1;

    private static final long SECOND = 1_000_000_000L;
    private static final long MOST_SECONDS = MOST / SECOND - 1;

    private Nanos() {}

    /** The length of a duration. */
    static long of(Duration duration) {
        return of(duration.toSeconds(), duration.toNanosPart());
    }

    /** The time from one instant to another; negative when they stand the other way round. */
    static long between(Instant from, Instant to) {
        return of(to.getEpochSecond() - from.getEpochSecond(), to.getNano() - from.getNano());
    }

    /** The time since 1970. */
    static long epoch(Instant instant) {
        return of(instant.getEpochSecond(), instant.getNano());
    }

    /** The instant that {@link #epoch} made to a number. */
    static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNanos, SECOND), Math.floorMod(epochNanos, SECOND));
    }

    private static long of(long seconds, long nanos) {
        if (seconds > MOST_SECONDS) {
            return MOST;
        }
        return seconds < -MOST_SECONDS ? -MOST : seconds * SECOND + nanos;
    }
}
