package dev.tenet.rules.sql;

import java.time.Duration;
import java.util.Optional;

/**
 * Who holds a connection of a {@link PooledDatabase}.
 *
 * @param purpose what it was borrowed for, such as the name of a template; empty if the borrower did not say
 * @param thread the name of the thread that borrowed it
 * @param held since how long
 * @param at what the thread is doing now in the host's code; empty if it is not there, as when it has gone on without
 *     giving the connection back
 */
public record Borrower(String purpose, String thread, Duration held, Optional<StackTraceElement> at) {

    /** One line, such as {@code tasks_by_status in thread worker-3 for 12.4 s, now at com.example.Job.run(Job.java:7)}. */
    @Override
    public String toString() {
        return (purpose.isEmpty() ? "" : purpose + " in ") + "thread " + thread + " for " + held.toMillis() / 1000.0
                + " s" + at.map(place -> ", now at " + place).orElse("");
    }
}
