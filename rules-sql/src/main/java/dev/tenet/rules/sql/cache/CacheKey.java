package dev.tenet.rules.sql.cache;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a result is found by: the query, its values, the tenant, and what its rows are read as. Equal by all of them; the
 * values by what they hold, arrays of bytes included.
 */
public final class CacheKey {
    private final CachedQuery query;
    private final @Nullable Object[] values;
    private final @Nullable String tenant;
    private final Class<?> rows;
    private final int hash;

    private CacheKey(CachedQuery query, @Nullable Object[] values, @Nullable String tenant, Class<?> rows, int hash) {
        this.query = query;
        this.values = values;
        this.tenant = tenant;
        this.rows = rows;
        this.hash = hash;
    }

    /**
     * A key with a copy of the values.
     *
     * @param values in the order of the query's parameters, each of one of the ten types of values, NULL, or a list of
     *     such
     * @param tenant whose results they are; null: nobody's in particular
     * @param rows what the rows are read as: a record, a map, or the one value of the one column
     */
    public static CacheKey of(CachedQuery query, @Nullable Object[] values, @Nullable String tenant, Class<?> rows) {
        return new CacheKey(query, values.clone(), tenant, rows, hash(query, values, tenant, rows));
    }

    /** The hash of the key of these. */
    static int hash(CachedQuery query, @Nullable Object[] values, @Nullable String tenant, Class<?> rows) {
        int hash = 31 * query.fingerprint().hashCode() + rows.hashCode();
        hash = 31 * hash + (tenant == null ? 0 : tenant.hashCode());
        for (Object value : values) {
            hash = 31 * hash + hash(value);
        }
        return hash;
    }

    /** The query. */
    public CachedQuery query() {
        return query;
    }

    /** The values, in the order of the query's parameters; not to be changed. */
    public @Nullable Object[] values() {
        return values;
    }

    /** Whose results they are. */
    public Optional<String> tenant() {
        return Optional.ofNullable(tenant);
    }

    /** What the rows are read as. */
    public Class<?> rows() {
        return rows;
    }

    /** Whether it is the key of these. */
    @SuppressWarnings("ReferenceEquality") // only to be quick
    boolean isOf(int hashOfThem, CachedQuery of, @Nullable Object[] with, @Nullable String whose, Class<?> readAs) {
        if (hash != hashOfThem
                || rows != readAs
                || values.length != with.length
                || query != of && !query.fingerprint().equals(of.fingerprint())
                || !same(tenant, whose)) {
            return false;
        }
        for (int at = 0; at < values.length; at++) {
            if (!same(values[at], with[at])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return this == object
                || object instanceof CacheKey other
                        && isOf(other.hash, other.query, other.values, other.tenant, other.rows);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @SuppressWarnings("ReferenceEquality") // only to be quick
    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one == other) {
            return true;
        } else if (one == null || other == null) {
            return false;
        } else if (one instanceof byte[] bytes) {
            return other instanceof byte[] others && Arrays.equals(bytes, others);
        } else if (one instanceof List<?> items) {
            return other instanceof List<?> others && sameItems(items, others);
        }
        return one.equals(other);
    }

    private static boolean sameItems(List<?> items, List<?> others) {
        if (items.size() != others.size()) {
            return false;
        }
        for (int at = 0; at < items.size(); at++) {
            if (!same(items.get(at), others.get(at))) {
                return false;
            }
        }
        return true;
    }

    private static int hash(@Nullable Object value) {
        if (value == null) {
            return 0;
        } else if (value instanceof String text) { // quicker than to find that it is no list
            return text.hashCode();
        } else if (value instanceof Long number) {
            return Long.hashCode(number);
        } else if (value instanceof byte[] bytes) {
            return Arrays.hashCode(bytes);
        } else if (value instanceof List<?> items) {
            int hash = 1;
            for (Object item : items) {
                hash = 31 * hash + hash(item);
            }
            return hash;
        }
        return value.hashCode();
    }

    /** Names the query; no values, which may be secret. */
    @Override
    public String toString() {
        return "a result of the query \"" + query.name() + '"';
    }
}
