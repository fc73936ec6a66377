package dev.tenet.rules.expression;

import dev.tenet.rules.internal.compile.FactValues;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The values that expressions read: a view of a map, or slots of a closed {@link FactSchema} that keep numbers unboxed.
 *
 * <p>Slot facts are immutable. A view shows the map as it is at each evaluation; it is as safe to share between threads
 * as the map is.
 */
public abstract sealed class Facts permits FactValues {

    /** Only {@link FactValues} extends this. */
    protected Facts() {}

    /**
     * A view of a map; nothing is copied, so wrap once and evaluate often. A key that is absent, or whose value is
     * null, reads as NULL.
     */
    public static Facts of(Map<String, ?> facts) {
        return FactValues.of(facts);
    }

    /** The same facts with the clock that {@code now()} reads. A fixed clock makes one moment of a whole decision. */
    public abstract Facts at(InstantSource clock);

    /** The value of a fact as the host gave it; empty when it is absent or null. */
    public abstract Optional<Object> value(String name);

    /**
     * Collects facts for a closed schema. A fact that is not put is NULL. May be used again after {@link #build()},
     * whose result it no longer touches; the values put so far stay. Not safe for use by several threads.
     *
     * <p>Every {@code put} throws {@link IllegalArgumentException} when the name is not declared or the value is not of
     * the declared type.
     */
    public static final class Builder {

        private final FactSchema schema;
        private final long[] numbers;
        private final @Nullable Object[] objects;

        Builder(FactSchema schema) {
            this.schema = schema;
            int size = schema.declared().size();
            this.numbers = new long[size];
            this.objects = new Object[size];
        }

        /** Puts a whole number into a fact declared LONG or DOUBLE. */
        public Builder put(String name, long value) {
            return put(schema.slot(name), value);
        }

        /** Puts a number into a fact declared DOUBLE. */
        public Builder put(String name, double value) {
            return put(schema.slot(name), value);
        }

        /** Puts a value of any type; null clears the fact. */
        public Builder put(String name, @Nullable Object value) {
            return put(schema.slot(name), value);
        }

        /** Puts a whole number into the slot that {@link FactSchema#slot} named. */
        public Builder put(int slot, long value) {
            FactValues.putLong(schema.declared().get(slot), numbers, objects, slot, value);
            return this;
        }

        /** Puts a number into the slot that {@link FactSchema#slot} named. */
        public Builder put(int slot, double value) {
            FactValues.putDouble(schema.declared().get(slot), numbers, objects, slot, value);
            return this;
        }

        /** Puts a value of any type into the slot that {@link FactSchema#slot} named; null clears the fact. */
        public Builder put(int slot, @Nullable Object value) {
            FactValues.putObject(schema.declared().get(slot), numbers, objects, slot, value);
            return this;
        }

        /** The facts put so far. */
        public Facts build() {
            return FactValues.of(schema, numbers.clone(), objects.clone());
        }
    }
}
