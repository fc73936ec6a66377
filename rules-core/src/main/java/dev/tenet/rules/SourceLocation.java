package dev.tenet.rules;

import dev.tenet.rules.internal.text.Printable;
import java.util.Objects;

/**
 * Where a value was written.
 *
 * @param layer the layer the value belongs to, for example {@code base} or {@code environment qa}
 * @param file the file's path relative to the configuration folder with {@code /} between names, or the name that
 *     the host gave to text in memory
 * @param line the line, counted from 1; 0 when the place is a whole file
 * @param column the column in Unicode code points, counted from 1; 0 when the place is a whole file
 */
public record SourceLocation(String layer, String file, int line, int column) {
    /** Checks that nothing is missing. */
    public SourceLocation {
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(file, "file");
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("got line " + line + " and column " + column + ", want 0 or more");
        }
    }

    /** The form that editors and terminals make clickable: {@code file:line:column}, or {@code file} alone. */
    @Override
    public String toString() {
        String name = Printable.line(file);
        return line == 0 ? name : name + ":" + line + ":" + column;
    }
}
