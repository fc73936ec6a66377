package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import org.jspecify.annotations.Nullable;

/** A value known when compiled, NULL included. */
final class Constant extends Code {

    private final @Nullable Object value;
    private final long whole;
    private final double approximate;
    private final int truth;

    Constant(FactType type, @Nullable Object value) {
        super(type);
        this.value = value;
        this.whole = value instanceof Long number ? number : NULL_LONG;
        this.approximate = value instanceof Number number ? number.doubleValue() : Double.NaN;
        this.truth = value instanceof Boolean known ? (known ? TRUE : FALSE) : UNKNOWN;
    }

    static Constant of(@Nullable Object value) {
        return new Constant(value == null ? FactType.ANY : Values.typeOf(value), value);
    }

    @Nullable
    Object value() {
        return value;
    }

    @Override
    int truth(FactValues facts) {
        return truth;
    }

    @Override
    long evalLong(FactValues facts) {
        return whole;
    }

    @Override
    double evalDouble(FactValues facts) {
        return approximate;
    }

    @Override
    @Nullable
    Object eval(FactValues facts) {
        return value;
    }

    @Override
    boolean isNull(FactValues facts) {
        return value == null;
    }
}
