package dev.tenet.rules.sql;

import dev.tenet.rules.RuleSource;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.decision.Variants;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The section {@code queries}: which SQL templates and indexes there are, and where each is written. Immutable. */
public final class Queries {
    private final Map<String, QueryDefinition> queries;
    private final Map<String, Variants<QueryDefinition>> variants;
    private final List<IndexDefinition> indexes;

    Queries(
            Map<String, QueryDefinition> queries,
            Map<String, Variants<QueryDefinition>> variants,
            List<IndexDefinition> indexes) {
        this.queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
        this.variants = Map.copyOf(variants);
        this.indexes = List.copyOf(indexes);
    }

    /** The queries of a rule set; none if it has no such section. */
    public static Queries of(RuleSource rules) {
        return rules.current().section(Queries.class);
    }

    /** The names of all queries, in the order they were written. */
    public Set<String> names() {
        return queries.keySet();
    }

    /** All queries, in the order they were written, each as it is without a variant. */
    public Collection<QueryDefinition> definitions() {
        return queries.values();
    }

    /**
     * A query as it was written.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public QueryDefinition definition(String name) {
        QueryDefinition definition = queries.get(name);
        if (definition == null) {
            throw new IllegalArgumentException("got the query \"" + name + "\", want one of " + names());
        }
        return definition;
    }

    /**
     * The variants of a query, each as a whole query; empty when it has none.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public Optional<Variants<QueryDefinition>> variants(String name) {
        definition(name);
        return Optional.ofNullable(variants.get(name));
    }

    /** All indexes, in the order they were written. */
    public List<IndexDefinition> indexes() {
        return indexes;
    }

    /**
     * Where a query is written.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public SourceLocation location(String name) {
        return definition(name).location();
    }

    /**
     * The names of a query's parameters, in the order they were written.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public Set<String> parameters(String name) {
        return parameters(name, parameter -> true);
    }

    /**
     * The names of the parameters without which a query cannot run.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public Set<String> requiredParameters(String name) {
        return parameters(name, Parameter::mustBeGiven);
    }

    private Set<String> parameters(String name, Predicate<Parameter> which) {
        Set<String> names = new LinkedHashSet<>();
        for (Parameter parameter : definition(name).parameters()) {
            if (which.test(parameter)) {
                names.add(parameter.name());
            }
        }
        return Collections.unmodifiableSet(names);
    }

    /**
     * The name of the variant of a query that a run's key falls into, without a key that of the first; empty when the
     * query has no variants.
     *
     * @throws IllegalArgumentException if there is no query of this name
     */
    public Optional<String> variant(String name, Optional<String> key) {
        return variants(name).map(all -> all.select(key).name());
    }
}
