package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of numbers, of the clock, and {@code coalesce}. */
final class NumberCode {

    private NumberCode() {}

    /** {@code round} (half away from zero), {@code floor}, {@code ceil}: a whole number. */
    record Rounded(Code operand, RoundingMode mode, Place place) implements Code.Whole {
        @Override
        public long evalLong(FactValues facts) {
            Object value = operand.eval(facts);
            if (value == null) {
                return NULL_LONG;
            } else if (Values.isWhole(value)) {
                return Values.toLong(value);
            } else if (value instanceof Double number) {
                try {
                    return new BigDecimal(number).setScale(0, mode).longValueExact();
                } catch (ArithmeticException | NumberFormatException e) {
                    throw place.got(value, "a number whose whole part has at most 64 bits");
                }
            }
            throw place.got(value, "a number");
        }

        @Override
        public boolean isNull(FactValues facts) {
            return operand.isNull(facts);
        }
    }

    /** {@code abs} of numbers and durations; the result has the type of the operand. */
    record Absolute(Code operand, Place place) implements Code.Dynamic {

        @Override
        public @Nullable Object eval(FactValues facts) {
            Object value = operand.eval(facts);
            if (value == null) {
                return null;
            } else if (Values.isWhole(value)) {
                long number = Values.toLong(value);
                if (number == Long.MIN_VALUE) {
                    throw place.problem("the result has more than 64 bits");
                }
                return Math.abs(number);
            } else if (value instanceof Double number) {
                return Math.abs(number);
            } else if (value instanceof java.time.Duration duration && duration.toSeconds() > Long.MIN_VALUE) {
                return duration.abs();
            }
            throw place.got(value, "a number or a duration");
        }
    }

    /** {@code min, max} of values of one type; NULL if any is NULL. */
    record Extreme(List<Code> operands, int relations, Place place) implements Code.Dynamic {

        @Override
        public @Nullable Object eval(FactValues facts) {
            Object best = null;
            boolean missing = false;
            for (int i = 0; i < operands.size(); i++) {
                Object value = operands.get(i).eval(facts);
                if (value == null) {
                    missing = true;
                } else if (best == null || Values.compare(value, best, relations, place) == TRUE) {
                    best = value;
                }
            }
            return missing ? null : best;
        }
    }

    /** The first value that is not NULL; later ones are not evaluated. */
    record Coalesce(List<Code> operands) implements Code.Dynamic {

        @Override
        public @Nullable Object eval(FactValues facts) {
            for (int i = 0; i < operands.size(); i++) {
                Object value = operands.get(i).eval(facts);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
    }

    /** The moment that the host's clock shows. */
    record Now(Place place) implements Code.Reference {

        @Override
        public FactType type() {
            return FactType.TIMESTAMP;
        }

        @Override
        public Object eval(FactValues facts) {
            InstantSource clock = facts.clock;
            if (clock == null) {
                throw place.problem("the facts have no clock; give them one with Facts.at(clock)");
            }
            return clock.instant();
        }
    }
}
