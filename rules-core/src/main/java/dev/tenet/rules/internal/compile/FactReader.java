package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads one fact so that it can be looked up: as {@link #code a number that sorts as the value does} where the type has
 * one, else as the value; without allocating, and without failing where an expression would.
 */
public final class FactReader {

    /** What {@link #number} returns where {@link #found} must be asked: an improbable number, not an impossible one. */
    public static final long ASK = Code.NULL_LONG;

    /** What a fact holds. */
    public enum Found {
        /** Nothing. */
        NULL,
        /** A value of the type. */
        VALUE,
        /** NaN, or something that an expression cannot read as the type. */
        OTHER
    }

    private final String name;
    private final FactType type;
    private final int slot;

    private FactReader(String name, FactType type, int slot) {
        this.name = name;
        this.type = type;
        this.slot = slot;
    }

    /**
     * A reader of a fact.
     *
     * @param type as which it is read: the declared type, or any where the schema leaves that open
     */
    public static FactReader of(FactSchema schema, String name, FactType type) {
        boolean declared = schema.fact(name)
                .map(FactSchema.Fact::type)
                .filter(it -> it != FactType.ANY)
                .isPresent();
        return new FactReader(name.intern(), type, declared ? schema.slot(name) : -1);
    }

    /** Whether the type is left open by the schema, so that slots can hold others too. */
    public boolean isDynamic() {
        return slot < 0;
    }

    /** Whether values of the type have a {@link #code}. */
    public static boolean isCoded(FactType type) {
        return type == FactType.LONG || type == FactType.DOUBLE || type == FactType.BOOLEAN;
    }

    /** A value of a type with codes as a number: equal for equal values, greater for greater ones. */
    public static long code(Object value) {
        if (value instanceof Long number) {
            return number;
        } else if (value instanceof Double number) {
            return code(number.doubleValue());
        } else if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        throw new AssertionError(value.getClass());
    }

    private static long code(double number) {
        long bits = Double.doubleToRawLongBits(number + 0.0);
        return bits ^ (bits >> 63) & Long.MAX_VALUE;
    }

    /** The code of the value, of a type that has them; {@link #ASK} where there is none. */
    public long number(FactValues facts) {
        if (facts.map != null || slot < 0) {
            return number(facts.get(name));
        } else if (type == FactType.LONG) {
            return facts.numbers[slot];
        } else if (type == FactType.DOUBLE) {
            return coded(Double.longBitsToDouble(facts.numbers[slot]));
        }
        return number(facts.objects[slot]);
    }

    private long number(@Nullable Object raw) {
        if (type == FactType.LONG) {
            return raw instanceof Long number
                    ? number
                    : raw instanceof Integer number
                            ? number
                            : raw != null && FactValues.isWhole(raw) ? ((Number) raw).longValue() : ASK;
        } else if (type == FactType.DOUBLE) {
            boolean tooLarge = slot < 0 && raw instanceof BigInteger whole && whole.bitLength() >= Long.SIZE;
            return raw instanceof Number number && !tooLarge ? coded(number.doubleValue()) : ASK;
        }
        return raw instanceof Boolean truth ? (truth ? 1 : 0) : ASK;
    }

    private static long coded(double number) {
        return Double.isNaN(number) ? ASK : code(number);
    }

    /** The value, of a type that has no codes; null where there is none. */
    public @Nullable Object object(FactValues facts) {
        if (facts.map == null && slot >= 0) {
            return facts.objects[slot];
        }
        Object raw = facts.get(name);
        return raw == null || raw instanceof String && type == FactType.STRING ? raw : FactValues.as(type, raw);
    }

    /** What the fact holds. */
    public Found found(FactValues facts) {
        boolean present = facts.map == null && slot >= 0 ? facts.objects[slot] != null : facts.get(name) != null;
        if (!present) {
            return Found.NULL;
        } else if (!isCoded(type)) {
            return object(facts) == null ? Found.OTHER : Found.VALUE;
        }
        boolean readable = number(facts) != ASK || type == FactType.LONG && isTheNumberItself(facts);
        return readable ? Found.VALUE : Found.OTHER;
    }

    private boolean isTheNumberItself(FactValues facts) {
        return facts.map == null && slot >= 0 || facts.get(name) instanceof Long number && number == ASK;
    }
}
