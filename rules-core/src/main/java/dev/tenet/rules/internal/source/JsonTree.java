package dev.tenet.rules.internal.source;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.ScalarNode;
import java.io.InputStream;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON that the schema validator works on: the form of a located tree, and the text of a schema. Nothing here
 * touches a Jackson mapper, whose classes would take longer to load than everything else.
 */
final class JsonTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonTree() {}

    static ObjectNode of(MapNode map) {
        ObjectNode object = JSON.objectNode();
        for (Map.Entry<String, MapNode.Entry> entry : map.entries().entrySet()) {
            object.set(entry.getKey(), of(entry.getValue().value()));
        }
        return object;
    }

    /**
     * Reads a JSON document.
     *
     * @throws tools.jackson.core.JacksonException if it is none
     */
    static JsonNode read(InputStream in) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            parser.nextToken();
            JsonNode root = read(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "got more than one JSON value");
            }
            return root;
        }
    }

    /** The value that begins at the current token; the parser bounds how deep values nest. */
    private static JsonNode read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            ObjectNode object = JSON.objectNode();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                object.set(name, read(parser));
            }
            return object;
        } else if (token == JsonToken.START_ARRAY) {
            ArrayNode array = JSON.arrayNode();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(read(parser));
            }
            return array;
        } else if (token == JsonToken.VALUE_STRING) {
            return JSON.stringNode(parser.getString());
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
            return JSON.numberNode(parser.getBigIntegerValue());
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return JSON.numberNode(parser.getDecimalValue());
        } else if (token == JsonToken.VALUE_NULL) {
            return JSON.nullNode();
        } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return JSON.booleanNode(token == JsonToken.VALUE_TRUE);
        }
        throw new StreamReadException(parser, "got nothing, want a JSON value");
    }

    private static JsonNode of(Node node) {
        if (node instanceof MapNode map) {
            return of(map);
        } else if (node instanceof ListNode list) {
            ArrayNode array = JSON.arrayNode(list.items().size());
            for (Node item : list.items()) {
                array.add(of(item));
            }
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
