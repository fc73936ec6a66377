package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import org.jspecify.annotations.Nullable;

/** A value known when compiled, NULL included. */
record Constant(FactType type, @Nullable Object value) implements Code {
    static Constant of(@Nullable Object value) {
        return new Constant(value == null ? FactType.ANY : Values.typeOf(value), value);
    }

    @Override
    public int truth(FactValues facts) {
        return value instanceof Boolean known ? (known ? TRUE : FALSE) : UNKNOWN;
    }

    @Override
    public long evalLong(FactValues facts) {
        return value instanceof Long number ? number : NULL_LONG;
    }

    @Override
    public double evalDouble(FactValues facts) {
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Override
    public @Nullable Object eval(FactValues facts) {
        return value;
    }

    @Override
    public boolean isNull(FactValues facts) {
        return value == null;
    }
}
