package dev.tenet.rules.sql.cache;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result: for each column its value, of one of the ten types of values, or NULL. Not to be changed, though
 * it cannot keep from it: its rows are the arrays that it was given. Safe for use by many threads.
 */
public final class CachedResult {
    private static final int PIECE = 64;

    private final List<String> labels;
    private final @Nullable Object[][] rows;
    private final boolean bytes;
    private final int weight;

    private volatile @Nullable List<?> attachment;

    private CachedResult(List<String> labels, @Nullable Object[][] rows, boolean bytes, int weight) {
        this.labels = labels;
        this.rows = rows;
        this.bytes = bytes;
        this.weight = weight;
    }

    /**
     * A result that owns its rows from now on.
     *
     * @throws IllegalArgumentException if a row has not one value for each label
     */
    public static CachedResult of(List<String> labels, List<@Nullable Object[]> rows) {
        boolean bytes = false;
        long weight = 1;
        for (@Nullable Object[] row : rows) {
            if (row.length != labels.size()) {
                throw new IllegalArgumentException(
                        "got a row of " + row.length + " values, want one for each of the columns " + labels);
            }
            for (Object value : row) {
                bytes |= value instanceof byte[];
                weight += weight(value);
            }
        }
        return new CachedResult(List.copyOf(labels), rows.toArray(new @Nullable Object[0][]), bytes, (int)
                Math.min(weight, Integer.MAX_VALUE));
    }

    private static int weight(@Nullable Object value) {
        if (value instanceof String text) {
            return 1 + text.length() / PIECE;
        }
        return value instanceof byte[] array ? 1 + array.length / PIECE : 1;
    }

    /** The labels of the columns. */
    public List<String> labels() {
        return labels;
    }

    /** How many rows there are. */
    public int size() {
        return rows.length;
    }

    /** The values of a row, in the order of the labels; not to be changed. */
    public @Nullable Object[] row(int at) {
        return rows[at];
    }

    /** Whether a value is an array of bytes, which whoever gets it could change. */
    public boolean hasBytes() {
        return bytes;
    }

    /** How much room it takes: 1 for itself and for each value, and 1 more for each 64 characters or bytes of one. */
    public int weight() {
        return weight;
    }

    /** What {@link #attach} left here; null if nothing. */
    public @Nullable List<?> attachment() {
        return attachment;
    }

    /** Leaves here what was made of the rows, for all who ask later. For the templates; a cache has no use for it. */
    public void attach(List<?> made) {
        attachment = made;
    }
}
