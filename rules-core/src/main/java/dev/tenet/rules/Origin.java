package dev.tenet.rules;

import java.util.Objects;

/**
 * One link of a value's override chain.
 *
 * @param location where the value was written, layer included
 * @param value the value as written, in flow style; {@code null} where a layer removes it
 */
public record Origin(SourceLocation location, String value) {
    /** Checks that nothing is missing. */
    public Origin {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return location + " [" + location.layer() + "]: " + value;
    }
}
