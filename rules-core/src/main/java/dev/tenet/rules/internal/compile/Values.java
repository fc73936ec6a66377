package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What dynamic values mean. A <em>plain</em> value is null, Boolean, Long, Integer, Double, String, Instant, Duration,
 * List or Map: Integer is kept as it comes, because a Long of it would have to be allocated.
 */
final class Values {

    private static final int SHOWN_TEXT = 60;

    private Values() {}

    /** A host's value as a plain one. */
    static @Nullable Object plain(@Nullable Object raw, Place place) {
        if (raw == null
                || raw instanceof String
                || raw instanceof Integer
                || raw instanceof Long
                || raw instanceof Double
                || raw instanceof Boolean
                || raw instanceof Map
                || raw instanceof List
                || raw instanceof Instant
                || raw instanceof Duration) {
            return raw;
        } else if (raw instanceof Enum<?> constant) {
            return constant.name();
        } else if (raw instanceof Short || raw instanceof Byte) {
            return ((Number) raw).longValue();
        } else if (raw instanceof BigInteger big) {
            if (big.bitLength() >= Long.SIZE) {
                throw place.got(raw, "a whole number of 64 bits");
            }
            return big.longValue();
        } else if (raw instanceof Number number) {
            return number.doubleValue();
        } else if (raw instanceof OffsetDateTime date) {
            return date.toInstant();
        } else if (raw instanceof ZonedDateTime date) {
            return date.toInstant();
        }
        throw place.got(raw, "a number, text, true or false, a timestamp, a duration, a list or a map");
    }

    /** The type of a plain value. */
    static FactType typeOf(Object plain) {
        if (plain instanceof Long || plain instanceof Integer) {
            return FactType.LONG;
        } else if (plain instanceof Double) {
            return FactType.DOUBLE;
        } else if (plain instanceof String) {
            return FactType.STRING;
        } else if (plain instanceof Boolean) {
            return FactType.BOOLEAN;
        } else if (plain instanceof Instant) {
            return FactType.TIMESTAMP;
        } else if (plain instanceof Duration) {
            return FactType.DURATION;
        } else if (plain instanceof List) {
            return FactType.LIST;
        } else if (plain instanceof Map) {
            return FactType.MAP;
        }
        throw new AssertionError(plain.getClass());
    }

    static boolean isWhole(Object plain) {
        return plain instanceof Long || plain instanceof Integer;
    }

    static boolean isNumber(Object plain) {
        return isWhole(plain) || plain instanceof Double;
    }

    static long toLong(Object whole) {
        return whole instanceof Long value ? value : (Integer) whole;
    }

    static double toDouble(Object number) {
        return number instanceof Double value ? value : (double) toLong(number);
    }

    /** What a host receives: Integer as Long. */
    static @Nullable Object published(@Nullable Object plain) {
        return plain instanceof Integer value ? (Object) value.longValue() : plain;
    }

    /** Compares two plain values that are not null. */
    static int compare(Object left, Object right, int relations, Place place) {
        if (isNumber(left) && isNumber(right)) {
            return isWhole(left) && isWhole(right)
                    ? Relation.longs(toLong(left), toLong(right), relations)
                    : Relation.doubles(toDouble(left), toDouble(right), relations);
        } else if (left instanceof String a && right instanceof String b) {
            return Relation.ordered(a.compareTo(b), relations);
        } else if (left instanceof Boolean a && right instanceof Boolean b) {
            if (!Relation.isEquality(relations)) {
                throw place.got(left, "values with an order: true and false have none");
            }
            return Relation.ordered(a.compareTo(b), relations);
        } else if (left instanceof Instant a && right instanceof Instant b) {
            return Relation.ordered(a.compareTo(b), relations);
        } else if (left instanceof Duration a && right instanceof Duration b) {
            return Relation.ordered(a.compareTo(b), relations);
        }
        throw place.clash(left, " and ", right);
    }

    /** A value as messages show it. */
    static String describe(@Nullable Object value, boolean sensitive) {
        if (value == null) {
            return "NULL";
        }
        String kind;
        try {
            kind = switch (typeOf(value)) {
                case LONG, DOUBLE -> "the number ";
                case STRING -> "the text ";
                case TIMESTAMP -> "the timestamp ";
                case DURATION -> "the duration ";
                case LIST -> "a list of " + (sensitive ? "" : ((List<?>) value).size() + " ");
                case MAP -> "a map of " + (sensitive ? "" : ((Map<?, ?>) value).size() + " ");
                case BOOLEAN, ANY -> "";
            };
        } catch (AssertionError e) {
            return "an object of " + value.getClass().getName();
        }
        return kind + (sensitive ? "***" : value instanceof List || value instanceof Map ? "entries" : show(value));
    }

    /** A value as explanations show it. */
    static String show(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        } else if (value instanceof Boolean truth) {
            return truth ? "TRUE" : "FALSE";
        } else if (value instanceof String text) {
            String shown = text.length() <= SHOWN_TEXT ? text : text.substring(0, SHOWN_TEXT) + "...";
            return "'" + shown.replace("'", "''") + "'";
        } else if (value instanceof List<?> list && list.size() > 10) {
            return "a list of " + list.size();
        } else if (value instanceof Map<?, ?> map && map.size() > 10) {
            return "a map of " + map.size();
        }
        return String.valueOf(value);
    }
}
