package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import org.jspecify.annotations.Nullable;

/**
 * A compiled part of an expression. Callers use the method of its type, so that nothing is boxed: {@link #truth} of a
 * BOOLEAN, {@link #evalLong} of a LONG, {@link #evalDouble} of a LONG or DOUBLE, {@link #eval} of anything.
 *
 * <p>Implementations are records: HotSpot takes the fields of a record for constants where the record itself is one,
 * which those of other classes are not, and {@link Fusion} lives on that.
 */
interface Code {

    int FALSE = 0;
    int TRUE = 1;
    int UNKNOWN = 2;

    /**
     * What {@link #evalLong} returns for NULL. An improbable number, not an impossible one: who sees it asks
     * {@link #isNull}, so that NULL costs nothing where there is none.
     */
    long NULL_LONG = 0x9E37_79B9_7F4A_7C15L;

    /** What it gives; {@link FactType#ANY} when that is known only when evaluated. */
    FactType type();

    /** Of a BOOLEAN: {@link #FALSE}, {@link #TRUE} or {@link #UNKNOWN}. */
    default int truth(FactValues facts) {
        throw new AssertionError(type());
    }

    /** Of a LONG: the value, or {@link #NULL_LONG} and {@link #isNull}. */
    default long evalLong(FactValues facts) {
        throw new AssertionError(type());
    }

    /** Of a LONG or DOUBLE: the value, or NaN and {@link #isNull}. */
    default double evalDouble(FactValues facts) {
        throw new AssertionError(type());
    }

    /** The value, boxed; a plain value in the sense of {@link Values}. */
    @Nullable
    Object eval(FactValues facts);

    /** Whether the value is NULL. Asked after an evaluation only, so it need not find errors. */
    boolean isNull(FactValues facts);

    /** Evaluates, errors included, and says whether the value is NULL. */
    default boolean evalIsNull(FactValues facts) {
        return switch (type()) {
            case BOOLEAN -> truth(facts) == UNKNOWN;
            case LONG -> evalLong(facts) == NULL_LONG && isNull(facts);
            case DOUBLE -> Double.isNaN(evalDouble(facts)) && isNull(facts);
            default -> eval(facts) == null;
        };
    }

    /** A condition. */
    interface Condition extends Code {
        @Override
        default FactType type() {
            return FactType.BOOLEAN;
        }

        @Override
        int truth(FactValues facts);

        @Override
        default @Nullable Object eval(FactValues facts) {
            int truth = truth(facts);
            return truth == UNKNOWN ? null : (Object) (truth == TRUE);
        }

        @Override
        default boolean isNull(FactValues facts) {
            return truth(facts) == UNKNOWN;
        }
    }

    /** A whole number. */
    interface Whole extends Code {
        @Override
        default FactType type() {
            return FactType.LONG;
        }

        @Override
        long evalLong(FactValues facts);

        @Override
        default double evalDouble(FactValues facts) {
            long value = evalLong(facts);
            return value == NULL_LONG && isNull(facts) ? Double.NaN : (double) value;
        }

        @Override
        default @Nullable Object eval(FactValues facts) {
            long value = evalLong(facts);
            return value == NULL_LONG && isNull(facts) ? null : (Object) value;
        }
    }

    /** A number with a fraction. */
    interface Approximate extends Code {
        @Override
        default FactType type() {
            return FactType.DOUBLE;
        }

        @Override
        double evalDouble(FactValues facts);

        @Override
        default @Nullable Object eval(FactValues facts) {
            double value = evalDouble(facts);
            return Double.isNaN(value) && isNull(facts) ? null : (Object) value;
        }
    }

    /** A value that is an object in any case. */
    interface Reference extends Code {
        @Override
        default boolean isNull(FactValues facts) {
            return eval(facts) == null;
        }
    }

    /** A value whose type is known only when evaluated. */
    interface Dynamic extends Reference {
        @Override
        default FactType type() {
            return FactType.ANY;
        }
    }
}
