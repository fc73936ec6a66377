package dev.tenet.rules.cli;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.ScalarNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads values from arguments: literals are those of the condition language, lists and maps are YAML in flow style. */
final class Values {
    private static final Pattern LITERAL = Pattern.compile("-?\\d[\\w.]*|(?i:true|false)|'([^']|'')*'");
    private static final FactSchema NO_FACTS = FactSchema.builder().build();

    private Values() {}

    /**
     * A value of a declared type.
     *
     * @throws IllegalArgumentException if the text is no such value
     */
    static Object of(String text, FactType type) {
        Optional<Object> value = switch (type) {
            case STRING -> Optional.of(text);
            case TIMESTAMP -> literal("TIMESTAMP '" + text.replace("'", "''") + "'");
            case LIST, MAP, ANY -> yaml(text);
            case BOOLEAN, LONG, DOUBLE, DURATION -> LITERAL.matcher(text).matches() ? literal(text) : Optional.empty();
        };
        return value.filter(it -> fits(it, type))
                .orElseThrow(() -> new IllegalArgumentException(
                        "got \"" + text + "\", want " + type.description() + example(type)));
    }

    /** A value whose type nobody declared: what looks like a literal, list or map is one, all else is text. */
    static Object guess(String text) {
        Optional<Object> value = LITERAL.matcher(text).matches() ? literal(text) : Optional.empty();
        return value.or(() -> text.startsWith("[") || text.startsWith("{") ? yaml(text) : Optional.empty())
                .orElse(text);
    }

    private static boolean fits(Object value, FactType type) {
        return switch (type) {
            case BOOLEAN -> value instanceof Boolean;
            case LONG -> value instanceof Long;
            case DOUBLE -> value instanceof Number;
            case STRING -> value instanceof String;
            case TIMESTAMP -> value instanceof java.time.Instant;
            case DURATION -> value instanceof java.time.Duration;
            case LIST -> value instanceof List;
            case MAP -> value instanceof Map;
            case ANY -> true;
        };
    }

    private static String example(FactType type) {
        return switch (type) {
            case TIMESTAMP -> " such as 2026-01-31T10:00:00Z";
            case DURATION -> " such as 25m or 1h30m";
            case LIST -> " such as [a, b]";
            case MAP -> " such as {a: 1}";
            default -> "";
        };
    }

    private static Optional<Object> literal(String text) {
        try {
            return Expression.compile(text, NO_FACTS).evaluate(Facts.of(Map.of()));
        } catch (ExpressionException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> yaml(String text) {
        try {
            RuleSet read = RuleSet.loader()
                    .layer(Layer.of("argument", "argument: " + text))
                    .load();
            return read.value("argument").map(Values::plain);
        } catch (RuleSetException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Object plain(Node node) {
        if (node instanceof MapNode map) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            map.entries().forEach((key, entry) -> values.put(key, plain(entry.value())));
            return values;
        } else if (node instanceof ListNode list) {
            return list.items().stream().map(Values::plain).toList();
        } else if (node instanceof ScalarNode scalar) {
            return scalar.value().orElse(null);
        }
        throw new AssertionError(node);
    }
}
