package dev.tenet.rules.sql;

import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The sections {@code queries} and {@code indexes}. Their schema checks every key, {@link QueryChecks} the parameters. */
public final class QueriesSection implements RuleSection<Queries> {
    private static final MapReader.Settable SETTABLE =
            new MapReader.Settable(List.of("description", "sql", "cache_ttl", "database"), List.of("timeout_seconds"));

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
                    query.acceptAll();
                    List<MapNode> forms = new ArrayList<>(List.of(query.node()));
                    Optional<Variants<MapNode>> variants = query.variants("queries." + name, SETTABLE, (it, whole) -> {
                        whole.acceptAll();
                        forms.add(whole.node());
                        return whole.node();
                    });
                    QueryChecks checks = new QueryChecks(query, forms);
                    checks.check();
                    signatures.put(
                            name,
                            new Queries.Signature(
                                    query.place().location(), checks.names(), checks.required(), variants));
                }));
        in.optionalItems("indexes");
        return new Queries(signatures);
    }
}
