package dev.tenet.rules.sql;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a run of a template ended.
 *
 * @param time from borrowing the connection to giving it back
 * @param rows how many rows it gave or changed; of a failure those before it
 * @param failure why it failed; empty if it did not. A {@link DatabaseException} as a rule
 */
public record QueryOutcome(Duration time, long rows, Optional<Throwable> failure) {
    /** Checks that nothing is null. */
    public QueryOutcome {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(failure, "failure");
    }

    /** The kind of the failure in lower case, {@code error} for one that is not the database's, else {@code success}. */
    public String kind() {
        return failure.map(it -> it instanceof DatabaseException e ? e.kind().label() : "error")
                .orElse("success");
    }
}
