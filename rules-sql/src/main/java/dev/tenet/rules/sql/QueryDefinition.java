package dev.tenet.rules.sql;

import dev.tenet.rules.SourceLocation;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A query as it was written. Immutable.
 *
 * @param name the name by which a host runs it
 * @param variant the name of the variant that this is; empty for the query itself
 * @param description what it answers; empty when nobody said
 * @param texts its SQL by dialect; a text without a dialect is SQLite's
 * @param parameters its parameters, in the order they were written
 * @param cacheTtl how long a result is kept; zero: not at all
 * @param result the declared types of its columns by their labels, in lower case; empty: as the database says
 * @param timeout after how long it is cancelled, all attempts together; empty: the database's own limit counts
 * @param readOnly whether it may only read
 * @param idempotent whether running it twice does the same as once; for what only reads it does anyway
 * @param invalidatedBy the tables whose changes drop its kept results
 * @param database the name of the database that it runs on
 * @param location where it is written
 */
public record QueryDefinition(
        String name,
        Optional<String> variant,
        String description,
        Map<Dialect, String> texts,
        List<Parameter> parameters,
        Duration cacheTtl,
        Map<String, ValueType> result,
        Optional<Duration> timeout,
        boolean readOnly,
        boolean idempotent,
        Set<String> invalidatedBy,
        String database,
        SourceLocation location) {

    /** The database of a query that names none. */
    public static final String MAIN = "main";

    /** Takes its own copies of the collections. */
    public QueryDefinition {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(cacheTtl, "cacheTtl");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(location, "location");
        texts = texts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(texts));
        parameters = List.copyOf(parameters);
        result = Collections.unmodifiableMap(new LinkedHashMap<>(result));
        invalidatedBy = Collections.unmodifiableSet(new LinkedHashSet<>(invalidatedBy));
    }

    /** The same with a text made from its own. */
    QueryDefinition derived(
            Dialect dialect, String text, List<Parameter> newParameters, Map<String, ValueType> newResult) {
        return new QueryDefinition(
                name,
                variant,
                description,
                Map.of(dialect, text),
                newParameters,
                cacheTtl,
                newResult,
                timeout,
                readOnly,
                idempotent,
                invalidatedBy,
                database,
                location);
    }
}
