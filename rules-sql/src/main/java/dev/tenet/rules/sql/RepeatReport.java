package dev.tenet.rules.sql;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A template that ran more often than it should in one {@linkplain SqlTemplates#watch watch}.
 *
 * @param template its name
 * @param count how often it ran
 * @param time how long that took together
 * @param callSite where the host ran it when it was once too often; empty if no frame is the host's
 */
public record RepeatReport(String template, long count, Duration time, Optional<StackTraceElement> callSite) {
    /** Checks that nothing is null. */
    public RepeatReport {
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(callSite, "callSite");
    }

    /** What was found, where, and what to do. */
    @Override
    public String toString() {
        return "the query \"" + template + "\" ran " + count + " times in " + time.toMillis() + " ms"
                + callSite.map(site -> " at " + site).orElse("")
                + "; ask for all at once: query(\"" + template + "\").by(...).loadMany(keys)";
    }
}
