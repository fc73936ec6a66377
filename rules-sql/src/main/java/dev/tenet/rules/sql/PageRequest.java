package dev.tenet.rules.sql;

import java.util.Objects;
import java.util.Optional;

/**
 * Which rows of a query are wanted.
 *
 * @param size how many rows at most, 1 or more
 * @param cursor where the last page ended; empty for the first page
 */
public record PageRequest(int size, Optional<String> cursor) {
    /** Checks the size. */
    public PageRequest {
        Objects.requireNonNull(cursor, "cursor");
        if (size < 1) {
            throw new IllegalArgumentException("got " + size + " rows, want 1 or more");
        }
    }

    /** The first rows. */
    public static PageRequest first(int size) {
        return new PageRequest(size, Optional.empty());
    }

    /**
     * The rows behind those of a page.
     *
     * @param cursor what {@link Page#next()} gave
     */
    public static PageRequest after(String cursor, int size) {
        return new PageRequest(size, Optional.of(cursor));
    }
}
