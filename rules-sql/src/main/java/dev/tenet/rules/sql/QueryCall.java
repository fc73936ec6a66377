package dev.tenet.rules.sql;

import java.util.Objects;
import java.util.Optional;

/**
 * What runs.
 *
 * @param template the name of the template
 * @param variant the variant of it; empty if it has none
 * @param database the name of the database
 * @param dialect which database it is
 */
public record QueryCall(String template, Optional<String> variant, String database, Dialect dialect) {
    /** Checks that nothing is null. */
    public QueryCall {
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(variant, "variant");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(dialect, "dialect");
    }
}
