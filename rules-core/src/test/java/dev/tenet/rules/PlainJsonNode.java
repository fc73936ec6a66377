package dev.tenet.rules;

import dev.harrel.jsonschema.JsonNode;
import dev.harrel.jsonschema.JsonNodeFactory;
import dev.harrel.jsonschema.SimpleType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Maps, lists and scalars as a YAML loader gives them, in the form that the second validator reads. */
final class PlainJsonNode implements JsonNode {
    private final @Nullable Object value;
    private final String pointer;

    private PlainJsonNode(@Nullable Object value, String pointer) {
        this.value = value;
        this.pointer = pointer;
    }

    /** Takes values as they are, and loads JSON text (which is YAML too). */
    static final class Factory implements JsonNodeFactory {
        @Override
        public JsonNode wrap(@Nullable Object node) {
            return node instanceof JsonNode already ? already : new PlainJsonNode(node, "");
        }

        @Override
        public JsonNode create(String text) {
            return wrap(new Load(LoadSettings.builder().build()).loadFromString(text));
        }
    }

    @Override
    public String getJsonPointer() {
        return pointer;
    }

    @Override
    public SimpleType getNodeType() {
        if (value == null) {
            return SimpleType.NULL;
        } else if (value instanceof Boolean) {
            return SimpleType.BOOLEAN;
        } else if (value instanceof String) {
            return SimpleType.STRING;
        } else if (value instanceof Map<?, ?>) {
            return SimpleType.OBJECT;
        } else if (value instanceof List<?>) {
            return SimpleType.ARRAY;
        }
        return asNumber().stripTrailingZeros().scale() <= 0 ? SimpleType.INTEGER : SimpleType.NUMBER;
    }

    @Override
    public boolean asBoolean() {
        return Boolean.TRUE.equals(value);
    }

    @Override
    public String asString() {
        return String.valueOf(value); // of other types too, for messages
    }

    @Override
    public BigInteger asInteger() {
        return asNumber().toBigIntegerExact();
    }

    @Override
    public BigDecimal asNumber() {
        return new BigDecimal(String.valueOf(value));
    }

    @Override
    public List<JsonNode> asArray() {
        List<JsonNode> items = new ArrayList<>();
        for (Object item : (List<?>) Objects.requireNonNull(value)) {
            items.add(new PlainJsonNode(item, pointer + "/" + items.size()));
        }
        return items;
    }

    @Override
    public Map<String, JsonNode> asObject() {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(value))
                .forEach((key, child) -> entries.put(
                        (String) key,
                        new PlainJsonNode(child, pointer + "/" + JsonNode.encodeJsonPointer((String) key))));
        return entries;
    }

    /** Equal as JSON: numbers by value, 1 and 1.0 being the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof PlainJsonNode that) || getNodeType() != that.getNodeType()) {
            return false;
        }
        return switch (getNodeType()) {
            case NULL -> true;
            case BOOLEAN, STRING -> Objects.equals(value, that.value);
            case INTEGER, NUMBER -> asNumber().compareTo(that.asNumber()) == 0;
            case ARRAY -> asArray().equals(that.asArray());
            case OBJECT -> asObject().equals(that.asObject());
        };
    }

    @Override
    public int hashCode() {
        return switch (getNodeType()) {
            case NULL -> 0;
            case BOOLEAN, STRING -> Objects.hashCode(value);
            case INTEGER, NUMBER -> asNumber().stripTrailingZeros().hashCode();
            case ARRAY -> asArray().hashCode();
            case OBJECT -> asObject().hashCode();
        };
    }

    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
