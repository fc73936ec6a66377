package dev.tenet.rules.sql;

import dev.tenet.rules.RuleSource;
import dev.tenet.rules.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The section {@code queries}: which SQL templates there are, and where each is written. Immutable. */
public final class Queries {
    private final Map<String, SourceLocation> places;

    Queries(Map<String, SourceLocation> places) {
        this.places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
    }

    /** The queries of a rule set; none if it has no such section. */
    public static Queries of(RuleSource rules) {
        return rules.current().section(Queries.class);
    }

    /** The names of all queries, in the order they were written. */
    public Set<String> names() {
        return places.keySet();
    }

    /**
     * Where a query is written.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public SourceLocation location(String name) {
        SourceLocation place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("got the query \"" + name + "\", want one of " + names());
        }
        return place;
    }
}
