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
import dev.tenet.rules.sql.Parameter.Shape;
import dev.tenet.rules.sql.internal.codec.Coercion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the parameters of a query: their names differ, their defaults and allowed values are of their types. */
final class ParameterReader {
    private final Problems problems;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** Reads the key {@code params} of a query. */
    ParameterReader(MapReader query) {
        this.problems = query.problems();
        if (query.value("params").orElse(query.node()) instanceof ListNode list) {
            list.items().forEach(this::read);
        }
    }

    /** The parameters by name, in the order they were written. */
    Map<String, Parameter> parameters() {
        return parameters;
    }

    /** Where the name of a parameter stands. */
    Place place(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new AssertionError(name);
        }
        return place;
    }

    private void read(Node item) {
        if (!(item instanceof MapNode map)) {
            return;
        }
        Optional<String> name = text(map, "name");
        if (name.isEmpty()) {
            return;
        }
        Place place = map.value("name").orElseThrow().place();
        Place first = places.putIfAbsent(name.get(), place);
        if (first == null) {
            parameters.put(name.get(), parameter(name.get(), map));
        } else {
            problems.error(
                    "duplicate-parameter",
                    place,
                    "two parameters have the name \"" + name.get() + '"',
                    "give each its own",
                    new Problem.Related(first.location(), "the first is here"));
        }
    }

    private Parameter parameter(String name, MapNode map) {
        String typeName = text(map, "type").orElse("");
        boolean list = typeName.endsWith("[]");
        Optional<ValueType> type = type(list ? typeName.substring(0, typeName.length() - 2) : typeName);
        List<Object> values = type.map(known -> values(known, map)).orElse(List.of());
        Optional<Object> standard = type.flatMap(
                known -> map.value("default").flatMap(node -> list ? items(known, node) : value(known, node)));
        standard.ifPresent(given -> checkAllowed(given, values, map));
        return new Parameter(
                name,
                type.orElse(ValueType.STRING),
                list ? Shape.LIST : Shape.ONE,
                flag(map, "required"),
                standard,
                values,
                flag(map, "sensitive"));
    }

    private List<Object> values(ValueType type, MapNode map) {
        if (!(map.value("values").orElse(map) instanceof ListNode written)) {
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        written.items().forEach(item -> value(type, item).ifPresent(values::add));
        return values;
    }

    private Optional<Object> items(ValueType type, Node node) {
        if (!(node instanceof ListNode written)) {
            problems.wrongType(node, NodeKind.LIST.description());
            return Optional.empty();
        }
        List<Object> items = new ArrayList<>();
        written.items().forEach(item -> value(type, item).ifPresent(items::add));
        return Optional.of(List.copyOf(items));
    }

    /** One value; empty after a mistake was reported. */
    private Optional<Object> value(ValueType type, Node node) {
        Object written = node instanceof ScalarNode scalar ? scalar.value().orElse("") : "";
        if (!isWrittenAs(type, node.kind())) {
            if (node.kind() != NodeKind.NULL) {
                problems.wrongType(node, kindOf(type).description());
            }
            return Optional.empty();
        }
        try {
            boolean fraction = type == ValueType.DECIMAL && written instanceof Double;
            return Optional.of(Coercion.coerce(type, fraction ? BigDecimal.valueOf((Double) written) : written));
        } catch (Coercion.UnfitException e) {
            problems.badFormat(node, type.description());
            return Optional.empty();
        }
    }

    private static boolean isWrittenAs(ValueType type, NodeKind kind) {
        boolean text = kind == NodeKind.TEXT;
        boolean whole = kind == NodeKind.INTEGER;
        return switch (type) {
            case INTEGER -> whole;
            case NUMBER -> whole || kind == NodeKind.NUMBER;
            case DECIMAL -> whole || text || kind == NodeKind.NUMBER;
            case BOOLEAN -> kind == NodeKind.BOOLEAN;
            case STRING, TIMESTAMP, DATE, UUID, JSON, BYTES -> text;
        };
    }

    private static NodeKind kindOf(ValueType type) {
        return switch (type) {
            case INTEGER -> NodeKind.INTEGER;
            case NUMBER, DECIMAL -> NodeKind.NUMBER;
            case BOOLEAN -> NodeKind.BOOLEAN;
            case STRING, TIMESTAMP, DATE, UUID, JSON, BYTES -> NodeKind.TEXT;
        };
    }

    private void checkAllowed(Object given, List<Object> values, MapNode map) {
        List<?> all = given instanceof List<?> items ? items : List.of(given);
        if (!values.isEmpty() && !values.containsAll(all)) {
            Node node = map.value("default").orElseThrow();
            problems.error(
                    "default-not-allowed",
                    node.place(),
                    "the default " + node + " is not one of the parameter's values",
                    "add it to them, or choose one of them",
                    new Problem.Related(
                            map.value("values").orElseThrow().place().location(), "the values stand here"));
        }
    }

    /** The type of a name; empty if there is none. */
    static Optional<ValueType> type(String name) {
        for (ValueType type : ValueType.values()) {
            if (type.yamlName().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private static boolean flag(MapNode map, String key) {
        return map.value(key).orElse(map) instanceof ScalarNode scalar
                && scalar.value().orElse(false).equals(true);
    }

    private static Optional<String> text(MapNode map, String key) {
        return map.value(key)
                .flatMap(value -> value instanceof ScalarNode scalar ? scalar.value() : Optional.empty())
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }
}
