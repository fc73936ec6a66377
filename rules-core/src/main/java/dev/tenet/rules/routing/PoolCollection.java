package dev.tenet.rules.routing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/**
 * What many pools answered, the answers and the errors side by side. Immutable.
 *
 * @param results one result for each pool, by its name, in the order in which the pools were given
 * @param <T> what a pool answers
 */
public record PoolCollection<T>(Map<String, PoolResult<T>> results) {

    /** Takes its own copy of the map. */
    public PoolCollection {
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    }

    static <T> PoolCollection<T> of(List<PoolRun<T>> runs) {
        Map<String, PoolResult<T>> results = new LinkedHashMap<>();
        runs.forEach(run -> results.put(run.name(), run.result()));
        return new PoolCollection<>(results);
    }

    /** The answers of the pools that answered, in order. */
    public Map<String, T> values() {
        Map<String, T> values = new LinkedHashMap<>();
        results.forEach((name, result) -> {
            if (result instanceof PoolResult.Answered<T> answered) {
                values.put(name, answered.value());
            }
        });
        return Collections.unmodifiableMap(values);
    }

    /** What went wrong with the others, in order; a {@link TimeoutException} where a pool ran out of time. */
    public Map<String, Throwable> errors() {
        Map<String, Throwable> errors = new LinkedHashMap<>();
        results.forEach((name, result) -> {
            if (result instanceof PoolResult.Failed<T> failed) {
                errors.put(name, failed.error());
            } else if (result instanceof PoolResult.TimedOut<T> late) {
                errors.put(name, new TimeoutException("no answer within " + DecisionText.words(late.limit())));
            }
        });
        return Collections.unmodifiableMap(errors);
    }

    /** How many pools answered, and what went wrong with each of the others. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder()
                .append(values().size())
                .append(" of ")
                .append(results.size())
                .append(" pools answered");
        errors().forEach((name, error) ->
                out.append("\n  ").append(name).append(": ").append(error));
        return out.toString();
    }
}
