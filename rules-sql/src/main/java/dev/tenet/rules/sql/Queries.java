package dev.tenet.rules.sql;

import dev.tenet.rules.RuleSource;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.spi.MapNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The section {@code queries}: which SQL templates there are, and where each is written. Immutable. */
public final class Queries {
    private final Map<String, Signature> signatures;

    Queries(Map<String, Signature> signatures) {
        this.signatures = Collections.unmodifiableMap(new LinkedHashMap<>(signatures));
    }

    /** Where a query stands, what it takes, and its variants, each as a whole query. */
    record Signature(
            SourceLocation location,
            Set<String> parameters,
            Set<String> required,
            Optional<Variants<MapNode>> variants) {
        Signature {
            parameters = Collections.unmodifiableSet(new LinkedHashSet<>(parameters));
            required = Collections.unmodifiableSet(new LinkedHashSet<>(required));
        }
    }

    /** The queries of a rule set; none if it has no such section. */
    public static Queries of(RuleSource rules) {
        return rules.current().section(Queries.class);
    }

    /** The names of all queries, in the order they were written. */
    public Set<String> names() {
        return signatures.keySet();
    }

    /**
     * Where a query is written.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public SourceLocation location(String name) {
        return signature(name).location();
    }

    /**
     * The names of a query's parameters, in the order they were written.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public Set<String> parameters(String name) {
        return signature(name).parameters();
    }

    /**
     * The names of the parameters without which a query cannot run.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public Set<String> requiredParameters(String name) {
        return signature(name).required();
    }

    /**
     * The name of the variant of a query that a run's key falls into, without a key that of the first; empty when the
     * query has no variants.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public Optional<String> variant(String name, Optional<String> key) {
        return signature(name).variants().map(all -> all.select(key).name());
    }

    private Signature signature(String name) {
        Signature signature = signatures.get(name);
        if (signature == null) {
            throw new IllegalArgumentException("got the query \"" + name + "\", want one of " + names());
        }
        return signature;
    }
}
