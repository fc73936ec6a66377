package dev.tenet.rules.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Some rows of a query, in its order. Immutable.
 *
 * @param rows the rows
 * @param next the cursor for the rows behind them, safe in a URL; empty when there are none. It holds what the last row
 *     has in the columns of the {@code ORDER BY}, readable to whoever has it
 * @param <T> the type of a row
 */
public record Page<T>(List<T> rows, Optional<String> next) {
    /** Takes its own copy of the rows. */
    public Page {
        rows = List.copyOf(rows);
        Objects.requireNonNull(next, "next");
    }
}
