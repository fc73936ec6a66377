package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one class of facts, so that compiled code reads fields and not an interface. Either {@code map} is set, or the
 * slots are: of a number the slot in {@code numbers} holds the value (doubles as their bits), and the slot in
 * {@code objects} says whether there is one.
 */
public final class FactValues extends Facts {

    static final FactValues NONE = new FactValues(Map.of(), FactSchema.open(), new long[0], new Object[0], null);

    private static final Object PRESENT = true;
    private static final long NAN = Double.doubleToRawLongBits(Double.NaN);

    final @Nullable Map<String, ?> map;
    final FactSchema schema;
    final long[] numbers;
    final @Nullable Object[] objects;
    final @Nullable InstantSource clock;

    private FactValues(
            @Nullable Map<String, ?> map,
            FactSchema schema,
            long[] numbers,
            @Nullable Object[] objects,
            @Nullable InstantSource clock) {
        this.map = map;
        this.schema = schema;
        this.numbers = numbers;
        this.objects = objects;
        this.clock = clock;
    }

    /** A view of a map. */
    public static FactValues of(Map<String, ?> facts) {
        return new FactValues(Objects.requireNonNull(facts, "facts"), NONE.schema, NONE.numbers, NONE.objects, null);
    }

    /** Slots as the builder filled them; the arrays are not copied. */
    public static FactValues of(FactSchema schema, long[] numbers, @Nullable Object[] objects) {
        for (int slot = 0; slot < objects.length; slot++) {
            if (objects[slot] == null) {
                numbers[slot] = schema.declared().get(slot).type() == FactType.DOUBLE ? NAN : Code.NULL_LONG;
            }
        }
        return new FactValues(null, schema, numbers, objects, null);
    }

    @Override
    public Facts at(InstantSource source) {
        return new FactValues(map, schema, numbers, objects, Objects.requireNonNull(source, "clock"));
    }

    @Override
    public Optional<Object> value(String name) {
        return Optional.ofNullable(get(name));
    }

    /**
     * The moment that the facts' clock shows.
     *
     * @throws IllegalArgumentException if the facts have no clock
     */
    public Instant now() {
        if (clock == null) {
            throw new IllegalArgumentException("the facts have no clock; give them one with Facts.at(clock)");
        }
        return clock.instant();
    }

    /** Whether this is a view of a map, whose values may have other types than the declared ones. */
    public boolean isView() {
        return map != null;
    }

    /** Whether what is compiled against a schema can read these facts. */
    @SuppressWarnings("ReferenceEquality") // the equal schema is almost always the same one
    public boolean fits(FactSchema readers) {
        return map != null || schema == readers || !readers.isClosed() || schema.equals(readers);
    }

    /** The value as the host gave it. */
    public @Nullable Object get(String name) {
        Map<String, ?> facts = map;
        if (facts == null) {
            return slot(name);
        }
        // The exact class lets the JIT inline the look-up even where other kinds of maps have been seen.
        return facts.getClass() == HashMap.class ? ((HashMap<String, ?>) facts).get(name) : facts.get(name);
    }

    /**
     * The text of a fact, found without allocating; null when there is none or the value is no text.
     *
     * @param expected the schema that the facts are expected to have
     * @param slot the fact's slot in it; negative when it does not declare the fact
     */
    @SuppressWarnings("ReferenceEquality") // a quick way for the common case; other schemas take the long way
    public @Nullable String text(String name, FactSchema expected, int slot) {
        Object value = map == null && schema == expected && slot >= 0 ? objects[slot] : get(name);
        return value instanceof String text ? text : null;
    }

    boolean has(String name) {
        return map == null ? slot(name) != null : map.containsKey(name);
    }

    private @Nullable Object slot(String name) {
        FactType type = schema.fact(name).map(FactSchema.Fact::type).orElse(FactType.ANY);
        if (schema.fact(name).isEmpty()) {
            return null;
        }
        int slot = schema.slot(name);
        Object value = objects[slot];
        if (value == null) {
            return null;
        }
        return switch (type) {
            case LONG -> numbers[slot];
            case DOUBLE -> Double.longBitsToDouble(numbers[slot]);
            default -> value;
        };
    }

    /** Fills a slot of facts being built. */
    public static void putLong(FactSchema.Fact fact, long[] numbers, @Nullable Object[] objects, int slot, long value) {
        switch (fact.type()) {
            case LONG -> {
                numbers[slot] = value;
                objects[slot] = PRESENT;
            }
            case DOUBLE -> putDouble(fact, numbers, objects, slot, (double) value);
            case ANY -> objects[slot] = value;
            default -> throw wrong(fact, value);
        }
    }

    /** Fills a slot of facts being built. */
    public static void putDouble(
            FactSchema.Fact fact, long[] numbers, @Nullable Object[] objects, int slot, double value) {
        switch (fact.type()) {
            case DOUBLE -> {
                numbers[slot] = Double.doubleToRawLongBits(value);
                objects[slot] = PRESENT;
            }
            case ANY -> objects[slot] = value;
            default -> throw wrong(fact, value);
        }
    }

    /** Fills or clears a slot of facts being built. */
    public static void putObject(
            FactSchema.Fact fact, long[] numbers, @Nullable Object[] objects, int slot, @Nullable Object value) {
        FactType type = fact.type();
        if (value == null || type == FactType.ANY) {
            objects[slot] = value;
        } else if (type == FactType.LONG && isWhole(value)) {
            putLong(fact, numbers, objects, slot, ((Number) value).longValue());
        } else if (type == FactType.DOUBLE && value instanceof Number number) {
            putDouble(fact, numbers, objects, slot, number.doubleValue());
        } else {
            Object converted = as(type, value);
            if (converted == null) {
                throw wrong(fact, value);
            }
            objects[slot] = converted;
        }
    }

    static boolean isWhole(Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    /** A host's value as one of a type that is no number; null if it is of another type. */
    static @Nullable Object as(FactType type, Object value) {
        return switch (type) {
            case STRING -> value instanceof Enum<?> constant ? constant.name() : value instanceof String ? value : null;
            case BOOLEAN -> value instanceof Boolean ? value : null;
            case DURATION -> value instanceof Duration ? value : null;
            case LIST -> value instanceof List ? value : null;
            case MAP -> value instanceof Map ? value : null;
            case TIMESTAMP -> {
                if (value instanceof OffsetDateTime date) {
                    yield date.toInstant();
                }
                yield value instanceof ZonedDateTime date ? date.toInstant() : value instanceof Instant ? value : null;
            }
            case LONG, DOUBLE, ANY -> null;
        };
    }

    private static IllegalArgumentException wrong(FactSchema.Fact fact, Object value) {
        return new IllegalArgumentException(
                "fact \"" + fact.name() + "\": got " + Values.describe(value, fact.sensitive()) + ", want "
                        + fact.type().description());
    }

    @Override
    public String toString() {
        return "Facts of " + (map == null ? Arrays.toString(schema.declared().toArray()) : map.keySet());
    }
}
