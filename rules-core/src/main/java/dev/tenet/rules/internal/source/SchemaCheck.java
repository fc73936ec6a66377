package dev.tenet.rules.internal.source;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.ScalarNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Holds a section against its JSON Schema and says what is wrong in the words of {@link Problems}, at its place. */
public final class SchemaCheck {
    private final Schema schema;

    private SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    /**
     * Compiles a section's schema. References to other documents are never followed.
     *
     * @throws IllegalArgumentException if the schema cannot be read
     */
    public static SchemaCheck of(RuleSection<?> section) {
        SchemaRegistry registry = SchemaRegistry.withDialect(
                dialect(), builder -> builder.schemaLoader(loader -> loader.block(iri -> true)));
        try (InputStream in = section.schema().openStream()) {
            Schema schema = registry.getSchema(JsonTree.read(in));
            schema.initializeValidators();
            return new SchemaCheck(schema);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the schema of the section " + section.name() + " is not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the schema of the section " + section.name(), e);
        }
    }

    private static Dialect dialect() {
        return Dialect.builder(Dialects.getDraft7())
                .keyword(ConstantKeyword.CONST)
                .keyword(ConstantKeyword.ENUM)
                .build();
    }

    /**
     * Reports every mistake of a section.
     *
     * @param values the section's top-level keys
     */
    public void check(MapNode values, Problems problems) {
        JsonNode instance = JsonTree.of(values).put("version", "1.0");
        Set<String> lists = new HashSet<>();
        // The validator repeats itself for every repeated item of a list; one look at the list finds them all.
        List<Error> errors = schema.validate(instance).stream()
                .filter(error -> !error.getKeyword().equals("uniqueItems")
                        || lists.add(error.getInstanceLocation().toString()))
                .toList();
        // A value of the wrong type is none of the constants either: only the type is the mistake.
        errors.stream().filter(error -> isType(error)).forEach(error -> report(error, values, problems));
        errors.stream().filter(error -> !isType(error)).forEach(error -> report(error, values, problems));
    }

    private static boolean isType(Error error) {
        return error.getKeyword().equals("type");
    }

    private void report(Error error, MapNode values, Problems problems) {
        Spot spot = Spot.of(error.getInstanceLocation(), values);
        String keyword = error.getKeyword();
        JsonNode wanted = error.getSchemaNode();
        JsonNode around = around(error);
        switch (keyword) {
            case "additionalProperties" -> {
                MapNode.Entry entry =
                        ((MapNode) spot.node).entry(error.getProperty()).orElseThrow();
                problems.unknownKey(entry.key(), error.getProperty(), title(around), propertyNames(around));
            }
            case "required" ->
                problems.missingKey((MapNode) spot.node, spot.key, error.getProperty(), title(owner(error)));
            case "type" -> problems.wrongType(spot.node, types(wanted));
            case "enum", "const" -> problems.notOneOf(spot.node, texts(wanted));
            case "minimum" -> problems.outOfRange(spot.node, "at least " + wanted.asString());
            case "maximum" -> problems.outOfRange(spot.node, "at most " + wanted.asString());
            case "exclusiveMinimum" -> problems.outOfRange(spot.node, "more than " + wanted.asString());
            case "exclusiveMaximum" -> problems.outOfRange(spot.node, "less than " + wanted.asString());
            case "minLength" -> problems.outOfRange(spot.node, least(wanted, "character"));
            case "maxLength" -> problems.outOfRange(spot.node, "at most " + wanted.asString() + " characters");
            case "minItems" -> problems.outOfRange(spot.node, least(wanted, "item"));
            case "maxItems" -> problems.outOfRange(spot.node, "at most " + wanted.asString() + " items");
            case "minProperties" -> problems.outOfRange(spot.node, least(wanted, "key"));
            case "pattern" -> problems.badFormat(spot.node, example(around));
            case "propertyNames" -> {
                String name = error.getProperty();
                problems.badName(((MapNode) spot.node).entry(name).orElseThrow().key(), name);
            }
            case "uniqueItems" -> repeated((ListNode) spot.node).forEach(problems::duplicateItem);
            default -> problems.error("schema", spot.node.place(), error.getMessage(), "");
        }
    }

    /**
     * A value found by its path.
     *
     * @param key where its key stands; the value itself for the item of a list
     * @param node the value
     */
    private record Spot(Place key, Node node) {
        static Spot of(NodePath path, MapNode root) {
            Spot spot = new Spot(root.place(), root);
            for (int i = 0; i < path.getNameCount(); i++) {
                Object step = path.getElement(i);
                if (spot.node instanceof ListNode list) {
                    Node item = list.items().get((Integer) step);
                    spot = new Spot(item.place(), item);
                } else {
                    MapNode.Entry entry =
                            ((MapNode) spot.node).entry(String.valueOf(step)).orElseThrow();
                    spot = new Spot(entry.key(), entry.value());
                }
            }
            return spot;
        }
    }

    /** The schema object in which the keyword that failed stands. */
    private JsonNode around(Error error) {
        return lookUp(error.getSchemaLocation().getFragment().getParent());
    }

    /** The schema object that titles a value: a condition's branch ({@code then}) has no title of its own. */
    private JsonNode owner(Error error) {
        NodePath path = error.getSchemaLocation().getFragment().getParent();
        JsonNode node = lookUp(path);
        while (!node.has("title") && path.getNameCount() > 0) {
            path = path.getParent();
            node = lookUp(path);
        }
        return node;
    }

    private JsonNode lookUp(NodePath path) {
        JsonNode node = schema.getSchemaNode();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            node = step instanceof Integer index ? node.path(index) : node.path(String.valueOf(step));
        }
        return node;
    }

    private static String title(JsonNode around) {
        String title = around.path("title").asString("");
        if (title.isEmpty()) {
            return "this map";
        }
        boolean acronym = title.length() > 1 && Character.isUpperCase(title.charAt(1));
        return "the " + (acronym ? title : Character.toLowerCase(title.charAt(0)) + title.substring(1));
    }

    private static Set<String> propertyNames(JsonNode around) {
        return Set.copyOf(around.path("properties").propertyNames());
    }

    private static String types(JsonNode wanted) {
        List<String> names = wanted.isArray() ? texts(wanted) : List.of(wanted.asString());
        Map<String, String> words = Map.of(
                "string", "text",
                "integer", "a whole number",
                "number", "a number",
                "boolean", "true or false",
                "object", "a map",
                "array", "a list");
        return String.join(
                " or ",
                names.stream().map(name -> words.getOrDefault(name, name)).toList());
    }

    private static List<String> texts(JsonNode wanted) {
        if (!wanted.isArray()) {
            return List.of(wanted.asString());
        }
        List<String> texts = new ArrayList<>();
        wanted.forEach(item -> texts.add(item.asString()));
        return texts;
    }

    private static String least(JsonNode wanted, String unit) {
        return "at least " + wanted.asString() + " " + unit + (wanted.asString().equals("1") ? "" : "s");
    }

    private static String example(JsonNode around) {
        JsonNode first = around.path("examples").path(0);
        return first.isString()
                ? "text such as \"" + first.asString() + '"'
                : "text that matches " + around.path("pattern").asString();
    }

    private static List<Node> repeated(ListNode list) {
        Set<Object> seen = new HashSet<>();
        return list.items().stream().filter(item -> !seen.add(meaning(item))).toList();
    }

    /** What a value is to JSON Schema, where 1 and 1.0 are one number. */
    private static Object meaning(Node node) {
        if (node instanceof MapNode map) {
            Map<String, Object> values = new HashMap<>();
            map.entries().forEach((key, entry) -> values.put(key, meaning(entry.value())));
            return values;
        } else if (node instanceof ListNode list) {
            return list.items().stream().map(SchemaCheck::meaning).toList();
        } else if (node instanceof ScalarNode scalar) {
            Object value = scalar.value().orElse(Optional.empty());
            return value instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros() : value;
        }
        throw new AssertionError(node);
    }
}
