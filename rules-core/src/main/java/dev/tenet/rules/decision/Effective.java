package dev.tenet.rules.decision;

import java.time.Instant;

/**
 * The time in which a rule counts: from one instant, included, until another, excluded.
 *
 * @param from the first instant; {@link Instant#MIN} when there is no beginning
 * @param until the first instant after it; {@link Instant#MAX} when there is no end
 */
public record Effective(Instant from, Instant until) {
    /** At all times. */
    public static final Effective ALWAYS = new Effective(Instant.MIN, Instant.MAX);

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the time is empty
     */
    public Effective {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "a rule is effective from " + from + " until " + until + ", want a beginning before the end");
        }
    }

    /** Whether there is neither beginning nor end. */
    public boolean always() {
        return from.equals(Instant.MIN) && until.equals(Instant.MAX);
    }

    /** Whether an instant lies within. */
    public boolean at(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(until);
    }
}
