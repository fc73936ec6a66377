package dev.tenet.rules.sql;

import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The sections {@code queries} and {@code indexes}. Their schema checks every key, {@link QueryChecks} the parameters. */
public final class QueriesSection implements RuleSection<Queries> {
    /** Made by the loader. */
    public QueriesSection() {}

    @Override
    public String name() {
        return "queries";
    }

    @Override
    public Class<Queries> type() {
        return Queries.class;
    }

    @Override
    public Set<String> keys() {
        return Set.of("queries", "indexes");
    }

    @Override
    public URL schema() {
        return Objects.requireNonNull(QueriesSection.class.getResource("schema/queries.schema.json"));
    }

    @Override
    public Queries bind(MapReader in, Sections others) {
        Map<String, Queries.Signature> signatures = new LinkedHashMap<>();
        in.optionalMap("queries", "the queries")
                .ifPresent(queries -> queries.named("a query").forEach((name, query) -> {
                    QueryChecks checks = new QueryChecks(query);
                    checks.check();
                    signatures.put(
                            name, new Queries.Signature(query.place().location(), checks.names(), checks.required()));
                    query.acceptAll();
                }));
        in.optionalItems("indexes");
        return new Queries(signatures);
    }
}
