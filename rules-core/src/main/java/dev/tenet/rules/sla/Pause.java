package dev.tenet.rules.sla;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A time in which the work on a task rests and its clock stands still. It is empty if it ends no later than it begins,
 * as when a host's clock goes backwards. Immutable.
 *
 * @param from when the pause begins
 * @param until when work goes on; empty while the pause lasts
 */
public record Pause(Instant from, Optional<Instant> until) {
    /** Checks that nothing is {@code null}. */
    public Pause {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
    }
}
