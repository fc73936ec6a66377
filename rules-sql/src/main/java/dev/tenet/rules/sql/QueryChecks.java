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
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters that a query declares and those that its SQL names, in any of its variants, must be the same. */
final class QueryChecks {
    private static final String NOT_SQLITE =
            "; a text without a dialect is read as SQLite's, another's stands under its name: sql: {postgresql: ...}";

    private final List<MapNode> forms;
    private final Problems problems;
    private final Map<String, MapNode> declared = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private boolean understood = true;

    /**
     * Reads the parameters of a query.
     *
     * @param forms the query itself, and as each of its variants has it
     */
    QueryChecks(MapReader query, List<MapNode> forms) {
        this.forms = List.copyOf(forms);
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
        forms.forEach(form -> form.value("sql").ifPresent(this::checkSql));
        StatementChecks.check(forms, problems);
        checkUnused();
    }

    private void checkSql(Node sql) {
        if (sql instanceof ScalarNode scalar) {
            checkText(scalar, Dialect.SQLITE, NOT_SQLITE);
        } else if (sql instanceof MapNode dialects) {
            for (Dialect dialect : Dialect.values()) {
                if (dialects.value(dialect.yamlName()).orElse(sql) instanceof ScalarNode scalar) {
                    checkText(scalar, dialect, "");
                }
            }
        }
    }

    private void checkText(ScalarNode sql, Dialect dialect, String hint) {
        Optional<String> written = text(Optional.of(sql));
        if (written.isEmpty()) {
            return;
        }
        try {
            SqlText.of(written.get(), dialect).parameters().forEach((name, offset) -> checkDeclared(sql, name, offset));
        } catch (SqlTextException e) {
            understood = false;
            problems.error(e.code(), sql.locate(e.offset()), e.getMessage(), e.hint() + hint);
        }
    }

    private void checkDeclared(ScalarNode sql, String name, int offset) {
        used.add(name);
        if (!declared.containsKey(name)) {
            problems.error(
                    "undeclared-parameter",
                    sql.locate(offset),
                    "the query has no parameter \"" + name + '"',
                    problems.suggestion(name, declared.keySet()).orElse("declare it in params"));
        }
    }

    /** Says nothing unless every text of the query is understood. */
    private void checkUnused() {
        declared.forEach((name, parameter) -> {
            if (understood && !used.contains(name) && forms.get(0).keys().contains("sql")) {
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
