package dev.tenet.rules.sql;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the runs of each template, given to {@link SqlTemplates.Builder#observer}. Thread-safe; what is read while
 * templates run may lack their last runs in one of the numbers.
 */
public final class QueryMetrics implements QueryObserver {
    private final Map<String, Counters> counters = new ConcurrentHashMap<>();

    /** Counts from nothing. */
    public QueryMetrics() {}

    /**
     * What a template did so far.
     *
     * @param count how often it ran
     * @param errors how often it failed
     * @param rows how many rows it gave or changed
     * @param time how long all runs took together
     */
    public record Totals(long count, long errors, long rows, Duration time) {}

    private static final class Counters {
        private final LongAdder count = new LongAdder();
        private final LongAdder errors = new LongAdder();
        private final LongAdder rows = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        private final Observation observation = this::add;

        private void add(QueryOutcome outcome) {
            count.increment();
            rows.add(outcome.rows());
            nanos.add(outcome.time().toNanos());
            if (outcome.failure().isPresent()) {
                errors.increment();
            }
        }

        private Totals totals() {
            return new Totals(count.sum(), errors.sum(), rows.sum(), Duration.ofNanos(nanos.sum()));
        }
    }

    @Override
    public Observation started(QueryCall call) {
        Counters known = counters.get(call.template());
        return (known == null ? counters.computeIfAbsent(call.template(), name -> new Counters()) : known).observation;
    }

    /** What each template did so far, by their names in order; those that never ran are not there. */
    public Map<String, Totals> totals() {
        Map<String, Totals> totals = new TreeMap<>();
        counters.forEach((template, of) -> totals.put(template, of.totals()));
        return Collections.unmodifiableMap(totals);
    }
}
