package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A condition that depends on one fact alone and asks only where its value lies, so that it can be looked up, put in
 * order and argued about instead of evaluated.
 *
 * <p>Values are of one Java class for each {@link #type}: Boolean, Long, Double (never -0.0, never NaN), String, Instant
 * or Duration. A test of a LONG fact is exact: a constant with a fraction has become the whole numbers that the
 * evaluator lets pass. For NULL {@link IsNull} is TRUE, {@link IsNotNull} is FALSE, every other test UNKNOWN.
 */
public sealed interface FactTest {

    /** The name of the fact. */
    String fact();

    /**
     * The type of value that the test works with: the declared one, or where the fact is dynamic that of the constants
     * (numbers are DOUBLE then). A value of another type makes the evaluator throw.
     */
    FactType type();

    /** Whether the test is TRUE for a value of its type; it is FALSE otherwise. Of a Double, NaN included. */
    boolean holds(Object value);

    /** The value is one of these; never, if there are none. */
    record Among(String fact, FactType type, Set<Object> values) implements FactTest {
        /** Takes its own copy, in order. */
        public Among {
            values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
        }

        @Override
        public boolean holds(Object value) {
            return values.contains(normal(value));
        }
    }

    /** The value is none of these. */
    record Except(String fact, FactType type, Set<Object> values) implements FactTest {
        /** Takes its own copy, in order. */
        public Except {
            values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
        }

        @Override
        public boolean holds(Object value) {
            return !values.contains(normal(value));
        }
    }

    /** The value lies between two bounds, each of which may be missing. NaN lies nowhere. */
    record Range(String fact, FactType type, Optional<Bound> low, Optional<Bound> high) implements FactTest {
        @Override
        public boolean holds(Object value) {
            if (value.equals(Double.NaN)) {
                return false;
            }
            Object normal = normal(value);
            return low.map(bound -> bound.compare(normal) < 0
                                    || bound.edge() == Edge.INCLUDED && bound.compare(normal) == 0)
                            .orElse(true)
                    && high.map(bound -> bound.compare(normal) > 0
                                    || bound.edge() == Edge.INCLUDED && bound.compare(normal) == 0)
                            .orElse(true);
        }
    }

    /** The fact is NULL. */
    record IsNull(String fact, FactType type) implements FactTest {
        @Override
        public boolean holds(Object value) {
            return false;
        }
    }

    /** The fact is not NULL. */
    record IsNotNull(String fact, FactType type) implements FactTest {
        @Override
        public boolean holds(Object value) {
            return true;
        }
    }

    /** One end of a range. */
    record Bound(Object value, Edge edge) {
        /** Less than 0 if the bound is less than a value of the same class. */
        @SuppressWarnings("unchecked") // both are of the one class that the test's type has
        public int compare(Object other) {
            return ((Comparable<Object>) value).compareTo(other);
        }
    }

    /** Whether the value at the end of a range belongs to it. */
    enum Edge {
        /** It does. */
        INCLUDED,
        /** It does not. */
        EXCLUDED
    }

    private static Object normal(Object value) {
        return value instanceof Double number ? (Object) (number + 0.0) : value;
    }
}
