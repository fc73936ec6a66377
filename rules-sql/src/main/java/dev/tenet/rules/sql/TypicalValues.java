package dev.tenet.rules.sql;

import dev.tenet.rules.sql.Parameter.Shape;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values with which a template may be prepared or planned: of each parameter's type, and never a secret. */
final class TypicalValues {
    private TypicalValues() {}

    /** A value for each parameter: its default, the first of those allowed, else any of its type. */
    static @Nullable Object[] of(Template template) {
        @Nullable Object[] values = new @Nullable Object[template.size()];
        for (int at = 0; at < values.length; at++) {
            values[at] = of(template.parameter(at));
        }
        return values;
    }

    private static Object of(Parameter parameter) {
        boolean list = parameter.shape() == Shape.LIST;
        if (!parameter.sensitive() && parameter.defaultValue().isPresent()) {
            Object given = parameter.defaultValue().get();
            if (!(given instanceof List<?> items && items.isEmpty())) {
                return given;
            }
        }
        Object one = parameter.sensitive() || parameter.values().isEmpty()
                ? of(parameter.type())
                : parameter.values().get(0);
        return list ? List.of(one) : one;
    }

    private static Object of(ValueType type) {
        return switch (type) {
            case STRING -> "x";
            case INTEGER -> 100L;
            case NUMBER -> 1.5;
            case DECIMAL -> new BigDecimal("1.5");
            case BOOLEAN -> true;
            case TIMESTAMP -> Instant.parse("2026-01-31T12:00:00Z");
            case DATE -> LocalDate.of(2026, 1, 31);
            case UUID -> new UUID(0, 0);
            case JSON -> "{}";
            case BYTES -> new byte[] {0};
        };
    }
}
