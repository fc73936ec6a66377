package dev.tenet.rules.internal.bind;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.NodeKind;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.ScalarNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads values by the declared types of outputs and facts. */
public final class OutputValues {
    private OutputValues() {}

    /** The value in Java; empty when it is null or not of the type, which is then reported. */
    public static Optional<Object> of(Node value, FactType type, Problems problems) {
        if (value.kind() == NodeKind.NULL) {
            return Optional.empty();
        }
        return switch (type) {
            case STRING -> Formats.parsed(value, text -> (Object) text, "text", problems);
            case LONG -> scalar(value, Long.class, NodeKind.INTEGER, problems);
            case DOUBLE -> number(value, problems);
            case BOOLEAN -> scalar(value, Boolean.class, NodeKind.BOOLEAN, problems);
            case TIMESTAMP -> Formats.instant(value, problems).map(Object.class::cast);
            case DURATION ->
                Formats.parsed(
                        value, text -> (Object) duration(text), "a duration such as \"5m\" or \"PT5M\"", problems);
            case LIST -> node(value, NodeKind.LIST, problems);
            case MAP -> node(value, NodeKind.MAP, problems);
            case ANY -> plain(value);
        };
    }

    private static Optional<Object> scalar(Node value, Class<?> type, NodeKind want, Problems problems) {
        Object got = value instanceof ScalarNode scalar ? scalar.value().orElse("") : "";
        if (type.isInstance(got)) {
            return Optional.of(got);
        }
        problems.wrongType(value, want.description());
        return Optional.empty();
    }

    private static Optional<Object> number(Node value, Problems problems) {
        Object got = value instanceof ScalarNode scalar ? scalar.value().orElse("") : "";
        if (got instanceof Number number) {
            return Optional.of(number.doubleValue());
        }
        problems.wrongType(value, NodeKind.NUMBER.description());
        return Optional.empty();
    }

    private static Optional<Object> node(Node value, NodeKind want, Problems problems) {
        if (value.kind() == want) {
            return plain(value);
        }
        problems.wrongType(value, want.description());
        return Optional.empty();
    }

    /** ISO 8601, or a literal of the condition language. */
    private static Duration duration(String text) {
        if (text.startsWith("P")) {
            return Duration.parse(text);
        }
        try {
            Expression literal = Expression.compile(text, FactSchema.builder().build());
            if (literal.isConstant() && literal.evaluate(Facts.of(Map.of())).orElse("") instanceof Duration duration) {
                return duration;
            }
        } catch (ExpressionException refused) {
            throw new DateTimeException("no literal", refused);
        }
        throw new DateTimeException("another literal");
    }

    private static Optional<Object> plain(Node value) {
        if (value instanceof ScalarNode scalar) {
            return scalar.value();
        } else if (value instanceof ListNode list) {
            List<Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(plain(item).orElse(null)));
            return Optional.of(Collections.unmodifiableList(items));
        } else if (value instanceof MapNode map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            map.entries()
                    .forEach((key, entry) ->
                            entries.put(key, plain(entry.value()).orElse(null)));
            return Optional.of(Collections.unmodifiableMap(entries));
        }
        throw new AssertionError(value);
    }
}
