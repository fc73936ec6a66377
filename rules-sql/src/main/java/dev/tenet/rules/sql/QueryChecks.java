package dev.tenet.rules.sql;

import dev.tenet.rules.Problem;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters that a query declares and those that its SQL names must be the same. */
final class QueryChecks {
    private final MapReader query;
    private final Problems problems;
    private final Map<String, MapNode> declared = new LinkedHashMap<>();

    QueryChecks(MapReader query) {
        this.query = query;
        this.problems = query.problems();
        if (query.value("params").orElse(query.node()) instanceof ListNode list) {
            list.items().forEach(this::declare);
        }
    }

    private void declare(Node item) {
        if (!(item instanceof MapNode parameter)) {
            return;
        }
        text(parameter.value("name")).ifPresent(name -> {
            MapNode first = declared.putIfAbsent(name, parameter);
            if (first != null) {
                problems.error(
                        "duplicate-parameter",
                        place(parameter),
                        "two parameters have the name \"" + name + '"',
                        "give each its own",
                        new Problem.Related(place(first).location(), "the first is here"));
            }
        });
    }

    /** The names of the parameters. */
    Set<String> names() {
        return declared.keySet();
    }

    /** The names of those that must be given. */
    Set<String> required() {
        Set<String> required = new LinkedHashSet<>();
        declared.forEach((name, parameter) -> {
            if (parameter.value("required").orElse(parameter) instanceof ScalarNode flag
                    && flag.value().orElse(false).equals(true)
                    && !parameter.keys().contains("default")) {
                required.add(name);
            }
        });
        return required;
    }

    void check() {
        declared.values().forEach(this::checkDefault);
        List<ScalarNode> texts = new ArrayList<>();
        Node sql = query.value("sql").orElse(query.node());
        if (sql instanceof ScalarNode scalar) {
            texts.add(scalar);
        } else if (sql instanceof MapNode dialects && query.has("sql")) {
            dialects.entries().values().forEach(entry -> {
                if (entry.value() instanceof ScalarNode scalar) {
                    texts.add(scalar);
                }
            });
        }
        texts.forEach(this::checkUndeclared);
        checkUnused(texts);
    }

    private void checkUndeclared(ScalarNode sql) {
        text(Optional.of(sql))
                .flatMap(Placeholders::in)
                .ifPresent(names -> names.forEach((name, offset) -> {
                    if (!declared.containsKey(name)) {
                        problems.error(
                                "undeclared-parameter",
                                sql.locate(offset),
                                "the query has no parameter \"" + name + '"',
                                problems.suggestion(name, declared.keySet()).orElse("declare it in params"));
                    }
                }));
    }

    /** Says nothing unless every text of the query is understood. */
    private void checkUnused(List<ScalarNode> texts) {
        Set<String> used = new LinkedHashSet<>();
        for (ScalarNode sql : texts) {
            Optional<Map<String, Integer>> names = text(Optional.of(sql)).flatMap(Placeholders::in);
            if (names.isEmpty()) {
                return;
            }
            used.addAll(names.get().keySet());
        }
        declared.forEach((name, parameter) -> {
            if (!used.contains(name) && !texts.isEmpty()) {
                problems.warning(
                        "unused-parameter",
                        place(parameter),
                        "the SQL does not use the parameter \"" + name + '"',
                        problems.suggestion(name, used).orElse("remove it, or write :" + name + " in the SQL"));
            }
        });
    }

    private void checkDefault(MapNode parameter) {
        Optional<Node> value = parameter.value("default");
        Optional<String> type = text(parameter.value("type"));
        if (value.isEmpty() || type.isEmpty() || value.get().kind() == NodeKind.NULL) {
            return;
        }
        boolean list = value.get() instanceof ListNode;
        String want = switch (type.get()) {
            case "integer" -> value.get().kind() == NodeKind.INTEGER ? "" : NodeKind.INTEGER.description();
            case "number" -> isNumber(value.get()) ? "" : NodeKind.NUMBER.description();
            case "boolean" -> value.get().kind() == NodeKind.BOOLEAN ? "" : NodeKind.BOOLEAN.description();
            case "string", "timestamp", "date", "uuid" ->
                value.get().kind() == NodeKind.TEXT ? "" : NodeKind.TEXT.description();
            default -> type.get().endsWith("[]") && !list ? NodeKind.LIST.description() : "";
        };
        if (!want.isEmpty()) {
            problems.wrongType(value.get(), want);
        }
    }

    private static boolean isNumber(Node value) {
        return value.kind() == NodeKind.INTEGER || value.kind() == NodeKind.NUMBER;
    }

    private static Place place(MapNode parameter) {
        return parameter.value("name").map(Node::place).orElseGet(parameter::place);
    }

    private static Optional<String> text(Optional<Node> node) {
        return node.flatMap(value -> value instanceof ScalarNode scalar ? scalar.value() : Optional.empty())
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }
}
