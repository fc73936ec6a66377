package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Functions of numbers, of the clock, and {@code coalesce}. */
final class NumberCode {

    private NumberCode() {}

    /** {@code round} (half away from zero), {@code floor}, {@code ceil}: a whole number. */
    static final class Rounded extends Code.Whole {
        private final Code operand;
        private final RoundingMode mode;
        private final Place place;

        Rounded(Code operand, RoundingMode mode, Place place) {
            this.operand = operand;
            this.mode = mode;
            this.place = place;
        }

        @Override
        long evalLong(FactValues facts) {
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
        boolean isNull(FactValues facts) {
            return operand.isNull(facts);
        }
    }

    /** {@code abs} of numbers and durations; the result has the type of the operand. */
    static final class Absolute extends Code.Reference {
        private final Code operand;
        private final Place place;

        Absolute(Code operand, Place place) {
            super(FactType.ANY);
            this.operand = operand;
            this.place = place;
        }

        @Override
        @Nullable
        Object eval(FactValues facts) {
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
    static final class Extreme extends Code.Reference {
        private final Code[] operands;
        private final int relations;
        private final Place place;

        Extreme(Code[] operands, int relations, Place place) {
            super(FactType.ANY);
            this.operands = operands;
            this.relations = relations;
            this.place = place;
        }

        @Override
        @Nullable
        Object eval(FactValues facts) {
            Object best = null;
            boolean missing = false;
            for (Code operand : operands) {
                Object value = operand.eval(facts);
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
    static final class Coalesce extends Code.Reference {
        private final Code[] operands;

        Coalesce(Code[] operands) {
            super(FactType.ANY);
            this.operands = operands;
        }

        @Override
        @Nullable
        Object eval(FactValues facts) {
            for (Code operand : operands) {
                Object value = operand.eval(facts);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
    }

    /** The moment that the host's clock shows. */
    static final class Now extends Code.Reference {
        private final Place place;

        Now(Place place) {
            super(FactType.TIMESTAMP);
            this.place = place;
        }

        @Override
        Object eval(FactValues facts) {
            InstantSource clock = facts.clock;
            if (clock == null) {
                throw place.problem("the facts have no clock; give them one with Facts.at(clock)");
            }
            return clock.instant();
        }
    }
}
