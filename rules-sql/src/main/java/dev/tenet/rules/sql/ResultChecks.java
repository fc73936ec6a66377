package dev.tenet.rules.sql;

import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.internal.codec.Coercion.UnfitException;
import dev.tenet.rules.sql.internal.codec.ColumnSource;
import dev.tenet.rules.sql.internal.codec.ResultValue;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Compares the columns that a template gives with those that its {@code result} declares. */
final class ResultChecks {
    private final Template template;
    private final SqlSource source;
    private final Problems problems;

    ResultChecks(Template template, SqlSource source, Problems problems) {
        this.template = template;
        this.source = source;
        this.problems = problems;
    }

    /** What the driver says of the columns of a prepared statement; empty for one that gives no rows. */
    static Optional<ResultSetMetaData> columns(PreparedStatement statement) throws SQLException {
        return Optional.ofNullable(statement.getMetaData()).filter(ResultChecks::givesRows);
    }

    private static boolean givesRows(ResultSetMetaData columns) {
        try {
            return columns.getColumnCount() > 0;
        } catch (SQLException e) {
            return false; // the driver of SQLite has no other way to say so
        }
    }

    /** Checks the columns of a prepared statement; empty for one that gives no rows. */
    void check(Optional<ResultSetMetaData> columns) throws SQLException {
        Map<String, ColumnSource> given = checkLabels(columns);
        template.definition().result().forEach((label, type) -> {
            ColumnSource column = given.get(label);
            if (column != null) {
                template.codec().valueType(column).ifPresent(found -> checkType(label, found, type));
            }
        });
    }

    /** Checks the labels of the columns alone, and gives the columns by them. */
    Map<String, ColumnSource> checkLabels(Optional<ResultSetMetaData> columns) throws SQLException {
        Map<String, ColumnSource> given = new LinkedHashMap<>();
        int count = columns.isEmpty() ? 0 : columns.get().getColumnCount();
        for (int at = 1; at <= count; at++) {
            ColumnSource column =
                    ColumnSource.of(columns.orElseThrow(), at, template.codec().dialect());
            if (given.put(column.label(), column) != null) {
                problems.error(
                        "duplicate-label",
                        source.at(column.label()),
                        "two columns of the result have the label \"" + column.label() + '"',
                        "name one of them with AS");
            }
        }
        for (String label : template.definition().result().keySet()) {
            if (!given.containsKey(label)) {
                String are = given.isEmpty()
                        ? "the SQL gives no rows"
                        : "the columns are " + String.join(", ", given.keySet());
                problems.error(
                        "unknown-result",
                        source.result(label),
                        "the declared column \"" + label + "\" is not in the result",
                        problems.suggestion(label, given.keySet()).orElse(are));
            }
        }
        return given;
    }

    /** Says so where no value of the one type can be read as the other. On SQLite the column may hold others. */
    private void checkType(String label, ValueType found, ValueType declared) {
        if (isReadable(found, declared)) {
            return;
        }
        Place place = source.result(label);
        String message = "the column \"" + label + "\" is declared to be " + declared.description()
                + ", and the database has " + found.description();
        String hint = "declare " + found.yamlName() + ", or convert it in the SQL";
        if (template.codec().dialect() == Dialect.SQLITE) {
            problems.warning("result-type", place, message, hint);
        } else {
            problems.error("result-type", place, message, hint);
        }
    }

    /** Whether some value of a column's type becomes one of the declared type. */
    static boolean isReadable(ValueType found, ValueType declared) {
        return found == declared
                || declared == ValueType.STRING && found != ValueType.BYTES
                || samples(found).stream().anyMatch(sample -> fits(sample, declared));
    }

    private static boolean fits(Object sample, ValueType declared) {
        try {
            ResultValue.of(declared, sample);
            return true;
        } catch (UnfitException e) {
            return false;
        }
    }

    private static List<Object> samples(ValueType type) {
        return switch (type) {
            case STRING, JSON ->
                List.of("1", "true", "2026-01-31", "2026-01-31 12:00:00", "00112233-4455-6677-8899-aabbccddeeff", "{}");
            case INTEGER -> List.of(1L);
            case NUMBER -> List.of(1.0);
            case DECIMAL -> List.of(BigDecimal.ONE);
            case BOOLEAN -> List.of(true);
            case TIMESTAMP -> List.of(Instant.EPOCH);
            case DATE -> List.of(LocalDate.EPOCH);
            case UUID -> List.of(new UUID(0, 0));
            case BYTES -> List.of(new byte[16]);
        };
    }
}
