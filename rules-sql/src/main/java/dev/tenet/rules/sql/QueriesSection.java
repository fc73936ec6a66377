package dev.tenet.rules.sql;

import dev.tenet.rules.Problem;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.ScalarNode;
import dev.tenet.rules.spi.Sections;
import dev.tenet.rules.sql.IndexDefinition.Column;
import dev.tenet.rules.sql.IndexDefinition.Direction;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The sections {@code queries} and {@code indexes}. Their schema checks the form of every key; what is read here is what
 * only the values together can say.
 */
public final class QueriesSection implements RuleSection<Queries> {
    private static final MapReader.Settable SETTABLE =
            new MapReader.Settable(List.of("description", "sql", "cache_ttl", "database"), List.of("timeout_seconds"));
    private static final long YEAR_SECONDS = 31_536_000;
    private static final long DAY_SECONDS = 86_400;

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
        Map<String, QueryDefinition> queries = new LinkedHashMap<>();
        Map<String, Variants<QueryDefinition>> variants = new LinkedHashMap<>();
        in.optionalMap("queries", "the queries")
                .ifPresent(named -> named.named("a query").forEach((name, query) -> {
                    query.acceptAll();
                    ParameterReader parameters = new ParameterReader(query);
                    List<MapNode> forms = new ArrayList<>(List.of(query.node()));
                    queries.put(name, query(name, Optional.empty(), query, parameters));
                    query.variants("queries." + name, SETTABLE, (variant, whole) -> {
                                whole.acceptAll();
                                forms.add(whole.node());
                                return query(name, Optional.of(variant), whole, parameters);
                            })
                            .ifPresent(all -> variants.put(name, all));
                    new QueryChecks(parameters, forms, query.problems()).check();
                }));
        return new Queries(queries, variants, indexes(in));
    }

    private static QueryDefinition query(
            String name, Optional<String> variant, MapReader in, ParameterReader parameters) {
        return new QueryDefinition(
                name,
                variant,
                text(in.value("description")).orElse(""),
                texts(in.value("sql")),
                List.copyOf(parameters.parameters().values()),
                Duration.ofSeconds(in.integer("cache_ttl", 0, YEAR_SECONDS, 0)),
                result(in),
                in.has("timeout_seconds")
                        ? Optional.of(Duration.ofSeconds(in.integer("timeout_seconds", 1, DAY_SECONDS)))
                        : Optional.empty(),
                in.flag("read_only", true),
                in.flag("idempotent", false),
                new LinkedHashSet<>(in.optionalTexts("invalidated_by")),
                in.optionalText("database").orElse(QueryDefinition.MAIN),
                in.place().location());
    }

    private static Map<Dialect, String> texts(Optional<Node> sql) {
        Map<Dialect, String> texts = new EnumMap<>(Dialect.class);
        text(sql).ifPresent(text -> texts.put(Dialect.SQLITE, text));
        if (sql.isPresent() && sql.get() instanceof MapNode map) {
            for (Dialect dialect : Dialect.values()) {
                text(map.value(dialect.yamlName())).ifPresent(text -> texts.put(dialect, text));
            }
        }
        return texts;
    }

    private static Map<String, ValueType> result(MapReader in) {
        Map<String, ValueType> result = new LinkedHashMap<>();
        if (in.value("result").orElse(in.node()) instanceof MapNode columns && in.has("result")) {
            columns.keys()
                    .forEach(label -> text(columns.value(label))
                            .flatMap(ParameterReader::type)
                            .ifPresent(type -> result.put(label.toLowerCase(Locale.ROOT), type)));
        }
        return result;
    }

    private static List<IndexDefinition> indexes(MapReader in) {
        List<IndexDefinition> indexes = new ArrayList<>();
        Map<List<String>, SourceLocation> seen = new HashMap<>();
        for (MapReader index : in.optionalMaps("indexes", "an index")) {
            index.acceptAll();
            IndexDefinition definition = new IndexDefinition(
                    index.text("table"),
                    index.text("name"),
                    columns(index),
                    index.flag("unique", false),
                    index.optionalText("database").orElse(QueryDefinition.MAIN),
                    index.place().location());
            SourceLocation first = seen.putIfAbsent(
                    List.of(definition.database(), definition.name().toLowerCase(Locale.ROOT)), definition.location());
            if (first != null && !definition.name().isEmpty()) {
                index.problems()
                        .error(
                                "duplicate-index",
                                index.value("name").orElse(index.node()).place(),
                                "two indexes have the name \"" + definition.name() + '"',
                                "give each its own",
                                new Problem.Related(first, "the first is here"));
            }
            indexes.add(definition);
        }
        return indexes;
    }

    private static List<Column> columns(MapReader index) {
        List<Column> columns = new ArrayList<>();
        Map<String, Column> seen = new HashMap<>();
        for (Node item : index.items("columns")) {
            String written = text(Optional.of(item)).orElse("");
            int blank = written.indexOf(' ');
            Column column = new Column(
                    blank < 0 ? written : written.substring(0, blank),
                    written.endsWith(" desc") ? Direction.DESC : Direction.ASC);
            if (seen.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column) != null) {
                index.problems().duplicateItem(item);
            }
            columns.add(column);
        }
        return columns;
    }

    private static Optional<String> text(Optional<Node> node) {
        return node.flatMap(value -> value instanceof ScalarNode scalar ? scalar.value() : Optional.empty())
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }
}
