package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.ScalarNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a located tree, for the schema validator. */
final class JsonTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonTree() {}

    static ObjectNode of(MapNode map) {
        ObjectNode object = JSON.objectNode();
        map.entries().forEach((key, entry) -> object.set(key, of(entry.value())));
        return object;
    }

    private static JsonNode of(Node node) {
        if (node instanceof MapNode map) {
            return of(map);
        } else if (node instanceof ListNode list) {
            ArrayNode array = JSON.arrayNode(list.items().size());
            list.items().forEach(item -> array.add(of(item)));
            return array;
        } else if (node instanceof ScalarNode scalar) {
            return of(scalar.value().orElse(JSON.nullNode()));
        }
        throw new AssertionError(node);
    }

    private static JsonNode of(Object value) {
        if (value instanceof String text) {
            return JSON.stringNode(text);
        } else if (value instanceof Long number) {
            return JSON.numberNode(number);
        } else if (value instanceof Double number) {
            return JSON.numberNode(number);
        } else if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        } else if (value instanceof JsonNode json) {
            return json;
        }
        throw new AssertionError(value);
    }
}
