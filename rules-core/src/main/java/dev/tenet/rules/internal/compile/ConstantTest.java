package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactTest.Among;
import dev.tenet.rules.internal.compile.FactTest.Bound;
import dev.tenet.rules.internal.compile.FactTest.Edge;
import dev.tenet.rules.internal.compile.FactTest.Except;
import dev.tenet.rules.internal.compile.FactTest.Range;
import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fact beside a constant, as all values that compare as equal to it: those from {@code low} to {@code high}, both
 * included. These are one value, except that a LONG fact is compared with a DOUBLE as a double, which many or no whole
 * numbers can equal.
 */
record ConstantTest(String fact, FactType type, Object low, Object high) {

    /** Whole numbers below are doubles as they are, so dynamic ones may be compared as doubles. */
    private static final long EXACT = 1L << 53;

    /** The fact beside the constant; null where the comparison is not simple. */
    static @Nullable ConstantTest of(String fact, FactType declared, Object constant) {
        return switch (declared) {
            case LONG ->
                constant instanceof Long
                        ? one(fact, FactType.LONG, constant)
                        : constant instanceof Double number && !number.isNaN() ? wholes(fact, number) : null;
            case DOUBLE ->
                constant instanceof Number number && !Double.isNaN(number.doubleValue())
                        ? one(fact, FactType.DOUBLE, number.doubleValue() + 0.0)
                        : null;
            case STRING -> constant instanceof String ? one(fact, declared, constant) : null;
            case BOOLEAN -> constant instanceof Boolean ? one(fact, declared, constant) : null;
            case TIMESTAMP -> constant instanceof Instant ? one(fact, declared, constant) : null;
            case DURATION -> constant instanceof Duration ? one(fact, declared, constant) : null;
            case ANY -> dynamic(fact, constant);
            case LIST, MAP -> null;
        };
    }

    private static @Nullable ConstantTest dynamic(String fact, Object constant) {
        if (constant instanceof Long number && (number <= -EXACT || number >= EXACT)) {
            return null;
        }
        FactType type = Values.typeOf(constant);
        return of(fact, type == FactType.LONG ? FactType.DOUBLE : type, constant);
    }

    private static ConstantTest one(String fact, FactType type, Object constant) {
        return new ConstantTest(fact, type, constant, constant);
    }

    /** The whole numbers that are equal to a double once they are rounded to one. */
    private static @Nullable ConstantTest wholes(String fact, double number) {
        // Beyond the ends every whole number is on one side; that the tests below cannot say.
        if (number < -0x1p63 || number > 0x1p63) {
            return null;
        }
        return new ConstantTest(fact, FactType.LONG, firstNotBelow(number), lastNotAbove(number));
    }

    private static long firstNotBelow(double number) {
        long low = Long.MIN_VALUE;
        long high = Long.MAX_VALUE;
        while (low < high) {
            long middle = (low & high) + ((low ^ high) >> 1);
            if ((double) middle >= number) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long lastNotAbove(double number) {
        return number >= 0x1p63 ? Long.MAX_VALUE : firstNotBelow(Math.nextUp(number)) - 1;
    }

    /** The test that a comparison with the constant makes; null where it is not simple. */
    @Nullable
    FactTest is(ComparisonOperator operator) {
        int width = compare(low, high);
        boolean ordered = type != FactType.BOOLEAN;
        return switch (operator) {
            case EQUAL ->
                width < 0
                        ? range(bound(low, Edge.INCLUDED), bound(high, Edge.INCLUDED))
                        : new Among(fact, type, width == 0 ? Set.of(low) : Set.of());
            case NOT_EQUAL -> width < 0 ? null : new Except(fact, type, width == 0 ? Set.of(low) : Set.of());
            case LESS -> ordered ? range(Optional.empty(), bound(low, Edge.EXCLUDED)) : null;
            case LESS_EQUAL -> ordered ? range(Optional.empty(), bound(high, Edge.INCLUDED)) : null;
            case GREATER -> ordered ? range(bound(high, Edge.EXCLUDED), Optional.empty()) : null;
            case GREATER_EQUAL -> ordered ? range(bound(low, Edge.INCLUDED), Optional.empty()) : null;
        };
    }

    private FactTest range(Optional<Bound> from, Optional<Bound> to) {
        return new Range(fact, type, from, to);
    }

    private static Optional<Bound> bound(Object value, Edge edge) {
        return Optional.of(new Bound(value, edge));
    }

    private static int compare(Object low, Object high) {
        return new Bound(low, Edge.INCLUDED).compare(high);
    }
}
