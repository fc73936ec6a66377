package dev.tenet.rules.decision;

import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactTest;
import dev.tenet.rules.internal.compile.FactTest.Among;
import dev.tenet.rules.internal.compile.FactTest.Bound;
import dev.tenet.rules.internal.compile.FactTest.Edge;
import dev.tenet.rules.internal.compile.FactTest.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Neighbouring values of a fact, codes where there are codes: from the first until the next after the last. Every type
 * has a next value, so one kind of end serves all ranges.
 *
 * @param from empty where there is no beginning
 * @param until empty where there is no end
 */
record Span(Optional<Comparable<Object>> from, Optional<Comparable<Object>> until) {

    /** The values for which a test holds, in spans that do not overlap. */
    static List<Span> of(FactTest test) {
        List<Span> spans = new ArrayList<>();
        if (test instanceof Among among) {
            among.values().forEach(value -> spans.add(new Span(Optional.of(point(value)), next(value))));
        } else if (test instanceof Range range) {
            Optional<Comparable<Object>> from = range.low().flatMap(Span::from);
            boolean none = range.low().isPresent() && from.isEmpty();
            if (!none) {
                spans.add(new Span(from, range.high().flatMap(Span::until)));
            }
        } else {
            throw new AssertionError(test);
        }
        return spans;
    }

    private static Optional<Comparable<Object>> from(Bound low) {
        return low.edge() == Edge.INCLUDED ? Optional.of(point(low.value())) : next(low.value());
    }

    private static Optional<Comparable<Object>> until(Bound high) {
        return high.edge() == Edge.EXCLUDED ? Optional.of(point(high.value())) : next(high.value());
    }

    @SuppressWarnings("unchecked") // the values of tests are compared with those of their own class only
    private static Comparable<Object> point(Object value) {
        Object point = value instanceof Double || value instanceof Boolean ? FactReader.code(value) : value;
        return (Comparable<Object>) point;
    }

    /** The least value that is greater; empty if there is none. */
    private static Optional<Comparable<Object>> next(Object value) {
        Object point = point(value);
        if (point instanceof Long number) {
            return number == Long.MAX_VALUE ? Optional.empty() : Optional.of(point(number + 1));
        } else if (point instanceof String text) {
            return Optional.of(point(text + '\0'));
        } else if (point instanceof Instant instant) {
            return instant.equals(Instant.MAX) ? Optional.empty() : Optional.of(point(instant.plusNanos(1)));
        } else if (point instanceof Duration duration) {
            boolean longest = duration.getSeconds() == Long.MAX_VALUE && duration.getNano() == 999_999_999;
            return longest ? Optional.empty() : Optional.of(point(duration.plusNanos(1)));
        }
        throw new AssertionError(value.getClass());
    }
}
