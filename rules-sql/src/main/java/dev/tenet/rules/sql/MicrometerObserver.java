package dev.tenet.rules.sql;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;

/**
 * Gives each run of a template to Micrometer, where a host has {@code micrometer-core}: the timer {@code tenet.sql.query}
 * with the tags {@code query}, {@code database} and {@code outcome} ({@link QueryOutcome#kind()}), and of runs that
 * succeeded the summary {@code tenet.sql.rows} with the first two. Thread-safe.
 */
public final class MicrometerObserver implements QueryObserver {
    private final MeterRegistry registry;

    private MicrometerObserver(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Gives runs to a registry. */
    @SuppressWarnings("exports") // whoever calls it has Micrometer; nobody else must
    public static MicrometerObserver of(MeterRegistry registry) {
        return new MicrometerObserver(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public Observation started(QueryCall call) {
        return outcome -> ended(call, outcome);
    }

    private void ended(QueryCall call, QueryOutcome outcome) {
        Timer.builder("tenet.sql.query")
                .description("Runs of SQL templates")
                .tag("query", call.template())
                .tag("database", call.database())
                .tag("outcome", outcome.kind())
                .register(registry)
                .record(outcome.time());
        if (outcome.failure().isEmpty()) {
            DistributionSummary.builder("tenet.sql.rows")
                    .description("Rows that SQL templates gave or changed")
                    .baseUnit("rows")
                    .tag("query", call.template())
                    .tag("database", call.database())
                    .register(registry)
                    .record((double) outcome.rows());
        }
    }
}
