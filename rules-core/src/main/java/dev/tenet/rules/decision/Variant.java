package dev.tenet.rules.decision;

import java.util.Objects;

/**
 * One side of an A/B test. Immutable if its value is.
 *
 * @param name its name, unique among its {@link Variants}
 * @param weight its share, relative to the sum of all weights: 0 (no key falls into it) to {@link #MOST_WEIGHT}
 * @param value what applies to the keys that fall into it
 */
public record Variant<T>(String name, int weight, T value) {
    /** The highest weight. */
    public static final int MOST_WEIGHT = 1_000_000;

    /**
     * Checks the name and the weight.
     *
     * @throws IllegalArgumentException if the name is empty or the weight is not in its range
     */
    public Variant {
        Objects.requireNonNull(value, "value");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("got a variant without a name");
        }
        if (weight < 0 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException(
                    "the weight of the variant \"" + name + "\" is " + weight + ", want 0 to " + MOST_WEIGHT);
        }
    }
}
