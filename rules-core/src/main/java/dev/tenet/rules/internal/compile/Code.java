package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import org.jspecify.annotations.Nullable;

/**
 * A compiled part of an expression. Callers use the method of its type, so that nothing is boxed: {@link #truth} of a
 * BOOLEAN, {@link #evalLong} of a LONG, {@link #evalDouble} of a LONG or DOUBLE, {@link #eval} of anything.
 */
abstract class Code {

    static final int FALSE = 0;
    static final int TRUE = 1;
    static final int UNKNOWN = 2;

    /**
     * What {@link #evalLong} returns for NULL. An improbable number, not an impossible one: who sees it asks
     * {@link #isNull}, so that NULL costs nothing where there is none.
     */
    static final long NULL_LONG = 0x9E37_79B9_7F4A_7C15L;

    final FactType type;

    Code(FactType type) {
        this.type = type;
    }

    /** Of a BOOLEAN: {@link #FALSE}, {@link #TRUE} or {@link #UNKNOWN}. */
    int truth(FactValues facts) {
        throw new AssertionError(type);
    }

    /** Of a LONG: the value, or {@link #NULL_LONG} and {@link #isNull}. */
    long evalLong(FactValues facts) {
        throw new AssertionError(type);
    }

    /** Of a LONG or DOUBLE: the value, or NaN and {@link #isNull}. */
    double evalDouble(FactValues facts) {
        throw new AssertionError(type);
    }

    /** The value, boxed; a plain value in the sense of {@link Values}. */
    abstract @Nullable Object eval(FactValues facts);

    /** Whether the value is NULL. Asked after an evaluation only, so it need not find errors. */
    abstract boolean isNull(FactValues facts);

    /** Evaluates, errors included, and says whether the value is NULL. */
    final boolean evalIsNull(FactValues facts) {
        return switch (type) {
            case BOOLEAN -> truth(facts) == UNKNOWN;
            case LONG -> evalLong(facts) == NULL_LONG && isNull(facts);
            case DOUBLE -> Double.isNaN(evalDouble(facts)) && isNull(facts);
            default -> eval(facts) == null;
        };
    }

    /** A condition. */
    abstract static class Condition extends Code {
        Condition() {
            super(FactType.BOOLEAN);
        }

        @Override
        abstract int truth(FactValues facts);

        @Override
        final @Nullable Object eval(FactValues facts) {
            int truth = truth(facts);
            return truth == UNKNOWN ? null : (Object) (truth == TRUE);
        }

        @Override
        final boolean isNull(FactValues facts) {
            return truth(facts) == UNKNOWN;
        }
    }

    /** A whole number. */
    abstract static class Whole extends Code {
        Whole() {
            super(FactType.LONG);
        }

        @Override
        abstract long evalLong(FactValues facts);

        @Override
        final double evalDouble(FactValues facts) {
            long value = evalLong(facts);
            return value == NULL_LONG && isNull(facts) ? Double.NaN : (double) value;
        }

        @Override
        final @Nullable Object eval(FactValues facts) {
            long value = evalLong(facts);
            return value == NULL_LONG && isNull(facts) ? null : (Object) value;
        }
    }

    /** A number with a fraction. */
    abstract static class Approximate extends Code {
        Approximate() {
            super(FactType.DOUBLE);
        }

        @Override
        abstract double evalDouble(FactValues facts);

        @Override
        final @Nullable Object eval(FactValues facts) {
            double value = evalDouble(facts);
            return Double.isNaN(value) && isNull(facts) ? null : (Object) value;
        }
    }

    /** A value that is an object in any case. */
    abstract static class Reference extends Code {
        Reference(FactType type) {
            super(type);
        }

        @Override
        final boolean isNull(FactValues facts) {
            return eval(facts) == null;
        }
    }
}
